"""Write, show and end announcements."""

import datetime
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plon.agency.announcements import KEPT
from plon.agency.enums import AnnouncementState
from plon.agency.models import Announcement
from plon.agency.refusals import AnnouncementChanged, AnnouncementNotPossible
from plon.history.record import Actor, changed, record, snapshot

FIELDS = ("text_pl", "text_en", "link", "kind", "place", "starts_at", "ends_at")
# One that nobody ends would stand for ever.
LONGEST = datetime.timedelta(days=366)


@transaction.atomic
def write_announcement(*, by: Actor, values: Mapping[str, object]) -> Announcement:
    """Keep a draft with `FIELDS` and return it.

    Raises:
        ValidationError: it says nothing, ends before it begins, or a value is malformed.
    """
    made = Announcement(**{name: values[name] for name in FIELDS})
    _check(made)
    made.save()
    record("agency.announcement_written", by=by, subject=made)
    return made


@transaction.atomic
def change_announcement(
    announcement: Announcement, *, by: Actor, values: Mapping[str, object], version: int
) -> Announcement:
    """Change `FIELDS`; what is shown now is shown changed within seconds.

    Raises:
        AnnouncementChanged: somebody else saved since `version`.
        ValidationError: as `write_announcement`.
    """
    held = _locked(announcement)
    if held.version != version:
        raise AnnouncementChanged(
            _("Somebody else changed it meanwhile. Open it in another window, compare, then save here again.")
        )
    before = snapshot(held, FIELDS)
    for name in FIELDS:
        setattr(held, name, values[name])
    _check(held)
    if changes := changed(before, held):
        held.version += 1
        held.save()
        record("agency.announcement_changed", by=by, subject=held, changes=changes)
        transaction.on_commit(KEPT.forget)
    return held


@transaction.atomic
def publish_announcement(announcement: Announcement, *, by: Actor) -> Announcement:
    """Show a draft from its first moment to its last.

    Raises:
        AnnouncementNotPossible: its time is over.
    """
    held = _locked(announcement)
    if held.is_published:
        return held
    if held.ends_at <= timezone.now():
        raise AnnouncementNotPossible(_("Its time is over already. Change until when it is shown first."))
    return _save(held, "agency.announcement_published", by=by, is_published=True)


@transaction.atomic
def end_announcement(announcement: Announcement, *, by: Actor) -> Announcement:
    """Take it off the pages: one that is shown ends now, one that would be shown is a draft again.

    Raises:
        AnnouncementNotPossible: it is not, and will not be, on any page.
    """
    held, now = _locked(announcement), timezone.now()
    state = held.state_at(now)
    if state == AnnouncementState.WAITING:
        return _save(held, "agency.announcement_ended", by=by, is_published=False)
    if state != AnnouncementState.SHOWN:
        raise AnnouncementNotPossible(_("It is on no page now."))
    # Strictly after its beginning, as the table wants it.
    ends = max(now, held.starts_at + datetime.timedelta(microseconds=1))
    return _save(held, "agency.announcement_ended", by=by, ends_at=ends)


@transaction.atomic
def delete_announcement(announcement: Announcement, *, by: Actor) -> None:
    """Throw a draft away; what was once on the pages stays as a record.

    Raises:
        AnnouncementNotPossible: it is no draft.
    """
    held = _locked(announcement)
    if held.is_published:
        raise AnnouncementNotPossible(_("It was shown already, and stays here as a record."))
    record("agency.announcement_deleted", by=by, subject=held)
    held.delete()


def _locked(announcement: Announcement) -> Announcement:
    return Announcement.objects.select_for_update().get(pk=announcement.pk)


def _save(held: Announcement, kind: str, *, by: Actor, **values: object) -> Announcement:
    before = snapshot(held, values)
    for name, value in values.items():
        setattr(held, name, value)
    held.version += 1
    held.full_clean()
    held.save()
    record(kind, by=by, subject=held, changes=changed(before, held))
    transaction.on_commit(KEPT.forget)
    return held


def _check(made: Announcement) -> None:
    wrong: dict[str, str] = {}
    if not (made.text_pl or made.text_en):
        wrong["text_pl"] = str(_("Write the text in at least one language."))
    if made.ends_at <= made.starts_at:
        wrong["ends_at"] = str(_("It ends before it begins."))
    elif made.ends_at - made.starts_at > LONGEST:
        wrong["ends_at"] = str(_("An announcement is shown for a year at most. For what stays, write a page."))
    if wrong:
        raise ValidationError(wrong)
    made.full_clean()
