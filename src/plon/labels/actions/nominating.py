"""Lists of what the agency sends in to competitions."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from plon.accounts.models import User
from plon.history.record import record
from plon.labels.enums import State
from plon.labels.models import Label, Nomination, NominationList
from plon.labels.refusals import SettledAlready


@transaction.atomic
def make_list(*, by: User, name: str, note: str = "") -> NominationList:
    """Begin a list for a competition.

    Raises:
        ValidationError: it has no name.
    """
    made = NominationList(name=name.strip(), note=note.strip(), made_by=by, made_label=str(by)[:200])
    made.full_clean()
    made.save()
    record("nominationlist.made", by=by, subject=made)
    return made


@transaction.atomic
def nominate(listed: NominationList, *, by: User, label: Label) -> Nomination:
    """Put a labelled project or result at the end of a list; who stands there already stays where it is.

    Raises:
        SettledAlready: the label is not given, or not any more.
    """
    listed = NominationList.objects.select_for_update().get(pk=listed.pk)
    if label.state != State.GIVEN:
        raise SettledAlready(_("Only what has its label now can be nominated."))
    if known := Nomination.objects.filter(list=listed, label=label).first():
        return known
    last = listed.nominations.aggregate(last=Max("position"))["last"] or 0
    made = Nomination(list=listed, label=label, position=last + 1)
    made.full_clean()
    made.save()
    record("nominationlist.nominated", by=by, subject=listed, changes={"label": [None, str(label)]})
    return made


@transaction.atomic
def move_nomination(nomination: Nomination, *, by: User, up: bool) -> None:
    """Let a nomination change places with the one before or after it; at the end nothing happens."""
    NominationList.objects.select_for_update().get(pk=nomination.list_id)
    ordered = list(Nomination.objects.filter(list=nomination.list_id))
    place = next((index for index, each in enumerate(ordered) if each.pk == nomination.pk), None)
    other = None if place is None else place + (-1 if up else 1)
    if place is None or other is None or not 0 <= other < len(ordered):
        return
    ordered[place], ordered[other] = ordered[other], ordered[place]
    for position, each in enumerate(ordered, 1):
        each.position = position
        each.save(update_fields=["position"])
    record("nominationlist.ordered", by=by, subject=nomination.list)


@transaction.atomic
def note_nomination(nomination: Nomination, *, by: User, note: str) -> Nomination:
    """Write what is to be said of a nomination.

    Raises:
        ValidationError: the note is too long.
    """
    nomination.note = note.strip()
    nomination.full_clean()
    nomination.save(update_fields=["note"])
    record("nominationlist.noted", by=by, subject=nomination.list, changes={"label": [None, str(nomination.label)]})
    return nomination


@transaction.atomic
def remove_nomination(nomination: Nomination, *, by: User) -> None:
    """Take a nomination off its list; its label stays."""
    record("nominationlist.removed", by=by, subject=nomination.list, changes={"label": [str(nomination.label), None]})
    nomination.delete()


@transaction.atomic
def delete_list(listed: NominationList, *, by: User) -> None:
    """Delete a list with its notes; the labels stay."""
    record("nominationlist.deleted", by=by, subject=listed)
    listed.delete()
