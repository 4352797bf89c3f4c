"""The letter that brings a personal link. It goes at once, or as soon as the mail server is back."""

import datetime
from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from plon.corner.letters.claims import told_to
from plon.corner.letters.letter import Letter, Part, spoken
from plon.corner.letters.sending import deliver_all
from plon.corner.letters.words import joined
from plon.corner.models import PartnerLink
from plon.corner.queries import open_links
from plon.corner.secret import address_of
from plon.corner.zones import zone_of

# How long a letter that didn't go is tried again.
TRIED_FOR = datetime.timedelta(days=3)


def send_link_on_commit(link: PartnerLink) -> None:
    """Send the letter once the link is safe; a mail server that is away spoils nothing (see `waiting_links`)."""

    def send() -> None:  # not a partial: Django logs the failure of a robust callback by its qualified name
        deliver_all([link_letter(link)])

    transaction.on_commit(send, robust=True)


def waiting_links(now: datetime.datetime) -> Iterator[Letter]:
    """Compose the letters of links that didn't go."""
    links = list(open_links().filter(sent_at__gt=now - TRIED_FOR).select_related("sent_by"))
    told = told_to({link.project_id for link in links}, since=now - 2 * TRIED_FOR)
    for link in links:
        if (link.project_id, link.email, _about(link)) not in told:
            yield link_letter(link)


def _about(link: PartnerLink) -> str:
    return f"link:{link.public_id}:{link.nonce}"


def link_letter(link: PartnerLink) -> Letter:
    """Compose the letter with the personal address."""
    sender = str(link.sent_by) if link.sent_by else ""
    language = spoken(link.language)
    with override(language), timezone.override(zone_of(link.time_zone)):
        opening = _(
            "%(name)s sends you your personal page in the project “%(project)s”. There you see what %(partner)s has to "
            "do and by when, report what was done in a minute, and add photos and files. You need no account."
        ) % {"name": sender or _("The coordinator"), "project": link.project, "partner": link.organisation}
        until = _("It works until %(day)s.") % {"day": date_format(timezone.localtime(link.expires_at))}
        closing = _("The address is yours alone: who has it can report in your name. Please don't pass it on.")
        return Letter(
            email=link.email,
            name=link.name,
            language=language,
            subject=_("Your page in the project %(project)s") % {"project": link.project},
            opening=opening,
            parts=(Part(joined(link.project.title, link.project.number), (), address_of(link), _("Open your page")),),
            abouts=frozenset({(link.project_id, _about(link))}),
            closing=f"{until} {closing}",
            reply_to=link.sent_by.email if link.sent_by else "",
        )
