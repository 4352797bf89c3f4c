"""The letter that brings the address of an auditor's room, in the auditor's language. It goes once."""

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from plon.corner.letters.letter import Letter, Part, spoken
from plon.corner.letters.sending import deliver_all
from plon.verification.models import AuditRoom
from plon.verification.secret import address_of


def send_room_on_commit(room: AuditRoom) -> None:
    """Send the letter once the room is safe; a mail server that is away leaves the address on the team's page."""

    def send() -> None:  # not a partial: Django logs the failure of a robust callback by its qualified name
        deliver_all([room_letter(room)])

    transaction.on_commit(send, robust=True)


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
            abouts=frozenset({(project.pk, f"audit:{room.public_id}:{room.nonce}")}),
            closing=f"{until} {closing}",
            reply_to=room.opened_by.email if room.opened_by else "",
        )
