"""The letter that brings the address of an auditor's room, in the auditor's language.

It goes once: at once, or as soon as the mail server is back.
"""

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
from plon.verification.models import AuditRoom
from plon.verification.secret import address_of

# How long a letter that didn't go is tried again, and how often.
TRIED_FOR = datetime.timedelta(days=3)
EVERY = datetime.timedelta(minutes=15)


def send_room_on_commit(room: AuditRoom) -> None:
    """Send the letter once the room is safe; a mail server that is away leaves the address on the team's page."""

    def send() -> None:  # not a partial: Django logs the failure of a robust callback by its qualified name
        deliver_all([room_letter(room)])

    transaction.on_commit(send, robust=True)


def send_waiting_letters() -> None:
    """Send the letters of open rooms that didn't go."""
    deliver_all(waiting_letters(timezone.now()))


def waiting_letters(now: datetime.datetime) -> Iterator[Letter]:
    """Compose the letters of rooms that were opened lately, are open, and whose letter didn't go."""
    lately = AuditRoom.objects.filter(opened_at__gt=now - TRIED_FOR, expires_at__gt=now, closed_at=None)
    for room in lately.exclude(email="").select_related("issued__project", "opened_by"):
        if not was_sent(room):
            yield room_letter(room)


def was_sent(room: AuditRoom) -> bool:
    """Tell whether the mail server took the letter of a room, or takes it at this moment."""
    told = told_to({room.project_id}, since=room.opened_at - TRIED_FOR)
    return (room.project_id, room.email, _about(room)) in told


def _about(room: AuditRoom) -> str:
    return f"audit:{room.public_id}:{room.nonce}"


def room_letter(room: AuditRoom) -> Letter:
    """Compose the letter."""
    language, project = spoken(room.language), room.issued.project
    with override(language):
        opening = _(
            "%(name)s opens a room for you in which you can read the report “%(report)s” of the project “%(project)s” "
            "and every proof it rests on. You need no account. What is opened there is noted and shown to the team."
        ) % {"name": room.opened_label, "report": room.issued.title, "project": project}
        until = _("The room is open until %(day)s.") % {"day": date_format(timezone.localdate(room.expires_at))}
        closing = _("Whoever has this address can open the room: please pass it on only to those who audit with you.")
        heading = f"{project.title} · {project.number}" if project.number else project.title
        return Letter(
            email=room.email,
            name=room.who,
            language=language,
            subject=_("Report and proofs of the project %(project)s") % {"project": project},
            opening=opening,
            parts=(Part(heading, (), address_of(room), _("Open the room")),),
            abouts=frozenset({(room.project_id, _about(room))}),
            closing=f"{until} {closing}",
            reply_to=room.opened_by.email if room.opened_by else "",
        )
