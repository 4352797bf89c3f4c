"""Merge two records of one organisation, and undo it within 30 days."""

import json
from typing import Any

from django.core import serializers
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plon.accounts.models import User
from plon.errors import DomainError
from plon.history.record import record
from plon.office.merging.listed import give_listed_back, rename_listed
from plon.office.merging.queries import UNDONE_WITHIN
from plon.office.merging.references import points_at, references
from plon.office.merging.restoring import give_back, restore_rows
from plon.office.models import Merge
from plon.organisations.models import FormerOrganisation, Organisation
from plon.projects.enums import PartnershipRole
from plon.projects.models import Partnership, Project
from plon.results.models import Result
from plon.search.changes import mark_changed

# What the record that stays takes over where it has nothing itself.
TAKEN_OVER = (
    "oid", "pic", "kind", "region", "city", "address", "website", "description_pl", "description_en", "logo",
)  # fmt: skip


class MergeRefused(DomainError):
    """These two can't become one, or can't become two again."""


@transaction.atomic
def merge_organisations(kept: Organisation, gone: Organisation, *, by: User) -> Merge:
    """Let `kept` have all that `gone` has; the address and the ids of `gone` lead to `kept` from now on.

    Rows that `kept` has already (its part in the same project) are set aside in the record of the merge.

    Raises:
        MergeRefused: it is one record, one of them is gone already, or something hangs on a row that can't move.
    """
    if kept.pk == gone.pk:
        raise MergeRefused(_("Choose two different records."))
    locked = {each.pk: each for each in Organisation.objects.select_for_update().filter(pk__in=[kept.pk, gone.pk])}
    if len(locked) < 2:
        raise MergeRefused(_("One of the two is not there any more. Somebody may have merged them meanwhile."))
    kept, gone = locked[kept.pk], locked[gone.pk]
    kept_rows: dict[str, Any] = {"gone": _written([gone]), "aside": [], "moved": {}, "roles": [], "filled": {}}
    count = 0
    for each in references():
        clashing = each.clashing(gone.pk, kept.pk)
        aside = list(each.rows(gone.pk).filter(pk__in=clashing))
        kept_rows["roles"] += _set_aside(aside, kept)
        kept_rows["aside"] += _written(aside)
        moving = list(each.rows(gone.pk).values_list("pk", flat=True))
        each.rows(gone.pk).update(**{each.column: kept.pk})
        kept_rows["moved"][each.name] = moving
        count += len(moving)
    kept_rows["listed"] = rename_listed(gone.pk, kept.pk)
    # Without the collector: whatever still pointed here would be refused by the database, never deleted.
    Organisation.objects.filter(pk=gone.pk)._raw_delete(using=gone._state.db or "default")
    kept_rows["filled"] = _take_over(kept, gone)
    former = {"match_key": gone.match_key, "oid": gone.oid, "pic": gone.pic}
    FormerOrganisation.objects.create(public_id=gone.public_id, organisation=kept, **former)
    merge = Merge.objects.create(
        kept=kept, kept_public_id=kept.public_id, gone_public_id=gone.public_id, gone_name=gone.name,
        moved=count, by_label=str(by)[:200], at=timezone.now(), record=kept_rows,
    )  # fmt: skip
    record("organisation.merged", by=by, subject=kept, changes={"name": [gone.name, kept.name]})
    _mark(kept, gone.pk)
    return merge


@transaction.atomic
def undo_merge(merge: Merge, *, by: User) -> int:
    """Make two of one again, and return how many of the rows that had moved could not be given back.

    What was changed or added since stays with the record that stayed.

    Raises:
        MergeRefused: it was undone, is too long ago, or something that happened since stands in the way.
    """
    merge = Merge.objects.select_for_update().select_related("kept").get(pk=merge.pk)
    if merge.undone_at or not merge.record or timezone.now() - merge.at > UNDONE_WITHIN:
        raise MergeRefused(_("This merge can't be undone any more."))
    kept = Organisation.objects.select_for_update().get(pk=merge.kept_id)
    if kept.public_id != merge.kept_public_id:
        raise MergeRefused(_("The record that stayed was merged since. Undo that later merge first."))
    _give_back_fields(kept, merge.record["filled"])
    gone = merge.record["gone"][0]["fields"]
    for name in ("oid", "pic"):
        if gone[name] and Organisation.objects.filter(**{name: gone[name]}).exists():
            raise MergeRefused(
                _("Another record has the official id of the one that went: %(id)s."), {"id": gone[name]}
            )
    FormerOrganisation.objects.filter(public_id=merge.gone_public_id).delete()
    restore_rows(merge.record["gone"])
    gone_id: int = merge.record["gone"][0]["pk"]
    lost = give_back(merge.record, kept_id=kept.pk, gone_id=gone_id)
    # Merges made before listings were followed have none.
    give_listed_back(merge.record.get("listed", {}), kept_id=kept.pk, gone_id=gone_id)
    _forget_lost_logo(Organisation.objects.get(pk=gone_id))
    merge.undone_at, merge.record = timezone.now(), {}
    merge.full_clean()
    merge.save(update_fields=["undone_at", "record"])
    record("organisation.merge_undone", by=by, subject=kept, changes={"name": [kept.name, merge.gone_name]})
    _mark(kept, gone_id)
    _mark(Organisation.objects.get(pk=gone_id), gone_id)
    return lost


def forget_merges() -> None:
    """Forget what moved in merges that can't be undone any more; that they happened stays."""
    since = timezone.now() - UNDONE_WITHIN
    for merge in Merge.objects.filter(at__lt=since).exclude(record={}):
        logo = merge.record["gone"][0]["fields"]["logo"]
        if logo and not Organisation.objects.filter(logo=logo).exists():
            Organisation._meta.get_field("logo").storage.delete(logo)
        Merge.objects.filter(pk=merge.pk).update(record={})


def _written(rows: list[Any]) -> list[dict[str, Any]]:
    """Return rows as JSON; moments as words, since Django's own JSON drops their microseconds."""
    written: list[dict[str, Any]] = json.loads(json.dumps(serializers.serialize("python", rows), default=str))
    return written


def _set_aside(rows: "list[models.Model]", kept: Organisation) -> list[list[Any]]:
    """Delete rows that the other has already, and return which of its parts became the coordinator's instead."""
    changed = []
    for row in rows:
        if points_at(row):
            raise MergeRefused(_("Both have the same, and more hangs on it: %(what)s. Remove one by hand first."),
                               {"what": str(row)})  # fmt: skip
        type(row)._base_manager.filter(pk=row.pk)._raw_delete(using=row._state.db or "default")
        if isinstance(row, Partnership) and row.role == PartnershipRole.COORDINATOR:
            other = Partnership.objects.get(project=row.project_id, organisation=kept)
            changed.append([other.pk, other.role])
            Partnership.objects.filter(pk=other.pk).update(role=PartnershipRole.COORDINATOR)
    return changed


def _take_over(kept: Organisation, gone: Organisation) -> dict[str, str]:
    filled = {name: str(getattr(gone, name)) for name in TAKEN_OVER if getattr(gone, name) and not getattr(kept, name)}
    for name, value in filled.items():
        setattr(kept, name, value)
    # Its own older fields may break younger rules (an imported website): they are not what this is about.
    kept.full_clean(exclude={each.name for each in kept._meta.fields} - set(filled))
    kept.save()
    return filled


def _give_back_fields(kept: Organisation, filled: dict[str, str]) -> None:
    for name, value in filled.items():
        if str(getattr(kept, name)) == value:
            setattr(kept, name, "")
    kept.full_clean(exclude={each.name for each in kept._meta.fields} - set(filled))
    kept.save()


def _forget_lost_logo(organisation: Organisation) -> None:
    """The record that stayed had taken the logo over, and may have changed it since."""
    if organisation.logo and not organisation.logo.storage.exists(organisation.logo.name or ""):
        organisation.logo = ""
        organisation.save(update_fields=["logo"])


def _mark(organisation: Organisation, *others: int) -> None:
    """Let the index read both anew, and all that names them."""
    projects = list(Project.objects.filter(partnerships__organisation=organisation).values_list("pk", flat=True))
    mark_changed("organisation", [organisation.pk, *others])
    mark_changed("project", projects)
    mark_changed("result", Result.objects.filter(project__in=projects).values_list("pk", flat=True))
