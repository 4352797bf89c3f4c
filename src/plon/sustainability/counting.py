"""Count how lasting public results are, and keep it: for the public page, the catalogue's filter, and its trend.

Most facts change by a deed of somebody, some by themselves: a use plan runs out, a link dies. So everything public is
counted anew each night, and what changed in words is told to the index.
"""

import datetime
from collections.abc import Iterable, Iterator, Sequence

from django.db import transaction
from django.utils import timezone

from plon.results.enums import ResultState
from plon.results.models import Result
from plon.search.changes import mark_changed
from plon.sustainability.durability import Durability
from plon.sustainability.models import Standing
from plon.sustainability.queries import durability_of

NIGHTLY = datetime.timedelta(days=1)
# What was published since is counted soon, so that its page does not wait for the night.
SOON = datetime.timedelta(minutes=5)
# So many results are read and written together; the memory stays flat however many there are.
A_BATCH = 200


def count_standings(result_ids: Iterable[int]) -> int:
    """Count these results anew, those that are public; return how many changed in words.

    The filter of the catalogue shows words, so a score that moves within its word leaves the index alone.
    """
    ids = list(result_ids)
    public = list(Result.objects.filter(pk__in=ids, state=ResultState.PUBLISHED).values_list("pk", flat=True))
    counted = durability_of(public)
    with transaction.atomic():
        Standing.objects.filter(result__in=set(ids) - set(public)).delete()
        before = dict(Standing.objects.filter(result__in=public).values_list("result_id", "word"))
        Standing.objects.bulk_create(
            [_standing(key, counted[key]) for key in public],
            update_conflicts=True,
            unique_fields=["result"],
            update_fields=["score", "word", "facts", "retires_on", "counted_on"],
        )
        changed = [key for key in public if before.get(key) != counted[key].word]
        mark_changed("result", changed)
    return len(changed)


def _standing(key: int, told: Durability) -> Standing:
    return Standing(
        result_id=key, score=told.score, word=told.word, retires_on=told.retires_on, counted_on=timezone.localdate(),
        facts={each.fact.value: each.holds for each in told.basis},
    )  # fmt: skip


def count_all() -> int:
    """Count everything public, batch by batch, and forget what is no longer public; return how many changed in words.

    It may stop anywhere: the next night begins anew, and what was counted stands.
    """
    Standing.objects.exclude(result__state=ResultState.PUBLISHED).delete()
    return sum(count_standings(batch) for batch in _batches())


def count_new() -> int:
    """Count what is public and was never counted, a batch at a time; return how many there were."""
    new = Result.objects.filter(state=ResultState.PUBLISHED, standing__isnull=True).order_by("pk")
    keys = list(new.values_list("pk", flat=True)[:A_BATCH])
    count_standings(keys)
    return len(keys)


def _batches() -> Iterator[Sequence[int]]:
    last = 0
    while keys := list(
        Result.objects.filter(state=ResultState.PUBLISHED, pk__gt=last)
        .order_by("pk")
        .values_list("pk", flat=True)[:A_BATCH]
    ):
        yield keys
        last = keys[-1]
