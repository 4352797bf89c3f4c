"""The certificate of somebody who took part: the toolkit's own, with what the agency knows of its event."""

from django.urls import reverse
from django.utils.translation import override

from plon.events.models import Registration
from plon.events.moments import days
from plon.pages import whole_address
from plon.programme.statements import NEW, statement_of
from plon.texts import spoken
from plon.typeset.tools import certificate
from plon.typeset.tools.content import Notices, ToolContent


def certificate_of(registration: Registration) -> bytes:
    """Return one page (PDF) with the name as it was given, in the language of the registration.

    Raises:
        TextTooLong: a text has no room.
        TypesetError: the compiler refused.
    """
    event, language = registration.event, spoken(registration.language)
    with override(language):
        text = event.text_in(language)
        # The agency's events are paid for by the programme, as co-funded as the projects they are for.
        statement = statement_of(language, kind="cofunded", period=NEW)
        content = ToolContent(
            language=language,
            title=text.title,
            results=(),
            # Short, for the QR code; the page of the event answers with its own address.
            link=whole_address(reverse("events:event", args=[event.public_id, "event"])),
            notices=Notices(statement=str(statement["text"]) if statement else "", statement_language=language),
            coordinator=event.signature,
            fields={
                "event": text.title,
                "date": days(event),
                "place": event.place,
                "hours": event.hours,
                "covers": text.summary,
                "signature": event.signature,
                "names": registration.name,
            },
        )
    return certificate.make(content, "pdf")
