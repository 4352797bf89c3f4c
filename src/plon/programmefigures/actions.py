"""Use cases: count the catalogue, now or by the clock; stop counting; put what was counted in use."""

import datetime
from functools import partial

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from plon.accounts.models import User
from plon.history.record import record
from plon.jobs import lengthy
from plon.jobs.lengthy import GOING
from plon.programmefigures.counting import Counted
from plon.programmefigures.facts import packed
from plon.programmefigures.models import Count, CountedFacts
from plon.programmefigures.refusals import CountRefused

# Rows that tell how the latest counts went; only the one in use keeps its columns.
KEEP = 5


@transaction.atomic
def request_count(*, by: User | None) -> Count:
    """Ask for everything public to be counted anew; a worker does it.

    Args:
        by: who asked; None is the clock.

    Raises:
        CountRefused: it is being counted right now.
    """
    from plon.programmefigures.tasks import count_catalogue  # tasks import the runner, which imports this

    if Count.objects.filter(state__in=GOING).exists():
        raise CountRefused(_("The catalogue is being counted right now. Wait for it, or stop it."))
    count = Count(requested_by=by)
    count.full_clean()
    count.save()
    record("count.requested", by=by, subject=count)
    transaction.on_commit(partial(count_catalogue.enqueue, count.pk))
    return count


@transaction.atomic
def cancel_count(count: Count, *, by: User) -> bool:
    """Stop a count that is waiting or going on; tell whether there was something to stop."""
    stopped = lengthy.cancel(count)
    if stopped:
        record("count.cancelled", by=by, subject=count)
    return stopped


@transaction.atomic
def put_count_in_use(count: Count, counted: Counted, *, at: datetime.datetime) -> Count:
    """Keep what was counted, show it from now on and forget older counts, all in one transaction.

    Raises:
        Stopped: somebody stopped it meanwhile; the old figures stay.
    """
    columns, values = packed(counted.facts)
    CountedFacts.objects.create(count=count, columns=columns, values=values, origins=counted.origins)
    done = lengthy.finish(count, counted_at=at)
    kept = list(Count.objects.order_by("-pk").values_list("pk", flat=True)[:KEEP])
    older = Count.objects.exclude(pk__in=kept).exclude(state__in=GOING)
    CountedFacts.objects.filter(count__pk__lt=done.pk).delete()
    older.delete()
    return done
