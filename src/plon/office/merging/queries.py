"""Which records may be one organisation twice, and what a merge would move."""

import datetime
import difflib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.utils import timezone

from plon.office.merging.references import references
from plon.office.models import Merge
from plon.organisations.models import Organisation
from plon.organisations.queries import find_organisations
from plon.texts import fold

UNDONE_WITHIN = datetime.timedelta(days=30)
# How alike two names must be to be shown, of 1; below it the list is mostly noise.
_ALIKE = 0.6
_LOOKED_AT, _SHOWN = 400, 20


@dataclass(frozen=True, slots=True)
class Moving:
    """What one column holds of the record that goes.

    Attributes:
        clashing: how many of these rows the other has already; they are set aside, and come back with an undo.
    """

    words: str
    count: int
    clashing: int


@dataclass(frozen=True, slots=True)
class Group:
    """Records of one name in one place."""

    members: tuple[Organisation, ...]

    @property
    def ids_differ(self) -> bool:
        """Whether two have official ids of their own that do not agree: they may be two organisations indeed."""
        return ids_differ(self.members)


def ids_differ(some: Iterable[Organisation]) -> bool:
    """Whether official ids of some records contradict each other."""
    each = list(some)
    return len({one.oid for one in each} - {""}) > 1 or len({one.pic for one in each} - {""}) > 1


def duplicate_keys() -> "QuerySet[Organisation, str]":
    """Return the name-and-place keys that more than one record has."""
    counted = Organisation.objects.order_by().values("match_key").annotate(count=Count("pk")).filter(count__gt=1)
    return counted.order_by("match_key").values_list("match_key", flat=True)


def groups_of(keys: Sequence[str]) -> list[Group]:
    """Return the records behind some keys, in 1 query."""
    members: dict[str, list[Organisation]] = defaultdict(list)
    for one in with_projects(Organisation.objects.filter(match_key__in=keys)).order_by("pk"):
        members[one.match_key].append(one)
    return [Group(tuple(members[key])) for key in keys if key in members]


def with_projects(some: QuerySet[Organisation]) -> QuerySet[Organisation]:
    """Add in how many projects each takes part (`projects_count`)."""
    return some.annotate(projects_count=Count("partnerships", distinct=True))


def similar_to(organisation: Organisation) -> list[Organisation]:
    """Return records of the same country with a name much like this one's, the most alike first."""
    name = fold(organisation.name)
    words = sorted({word for word in name.split() if len(word) > 2}, key=len, reverse=True)[:3]
    found: dict[int, Organisation] = {}
    for word in words:
        near = find_organisations(word).filter(country=organisation.country).exclude(pk=organisation.pk)
        found |= {one.pk: one for one in with_projects(near).order_by("pk")[:_LOOKED_AT]}
    marks = {pk: difflib.SequenceMatcher(None, name, fold(one.name)).ratio() for pk, one in found.items()}
    alike = sorted((pk for pk in found if marks[pk] >= _ALIKE), key=lambda pk: (-marks[pk], pk))
    return [found[pk] for pk in alike[:_SHOWN]]


def preview(kept: Organisation, gone: Organisation) -> list[Moving]:
    """Return what a merge would move, column by column; columns with nothing are left out."""
    counts = [(each, each.rows(gone.pk).count()) for each in references()]
    found = [Moving(each.words, count, len(each.clashing(gone.pk, kept.pk))) for each, count in counts if count]
    return sorted(found, key=lambda each: -each.count)


def recent_merges() -> QuerySet[Merge]:
    """Return the merges that can still be undone, newest first."""
    since = timezone.now() - UNDONE_WITHIN
    return Merge.objects.filter(undone_at=None, at__gte=since).select_related("kept")
