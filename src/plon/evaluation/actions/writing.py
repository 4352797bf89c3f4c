"""Write down what Plon counts, so that a figure once reported can be explained when the tables have moved on."""

import datetime
from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from plon.accounts.models import User
from plon.evaluation.figures import IndicatorFigures, book_of
from plon.evaluation.models import Measurement
from plon.evaluation.sources.latest import COUNTED
from plon.evaluation.sources.live import Live, rounded
from plon.history.record import record
from plon.projects.models import Project


@transaction.atomic
def write_down_values(
    project: Project,
    *,
    by: User | None,
    indicators: Collection[str] | None = None,
    not_within: datetime.timedelta = datetime.timedelta(0),
) -> list[Measurement]:
    """Keep today's values of the indicators that Plon counts, with what they were counted from.

    A value that is the same as the last one that was written down is not written again.

    Args:
        project: whose indicators.
        by: who wants it; None is Plon's regular work.
        indicators: public ids of those to write down; None for all.
        not_within: leave out indicators that were written down so shortly before.
    """
    Project.objects.select_for_update().get(pk=project.pk)
    before = timezone.now() - not_within
    book = book_of(project)
    wanted = [each for each in book.indicators if indicators is None or each.id in indicators]
    live = [(each, _new_value(each, before)) for each in wanted]
    written = [_written(project, each, value, by) for each, value in live if value]
    if written:
        told: list[object] = [None, [f"{rounded(each.value).normalize():f}" for each in written]]
        record("measurements.counted", by=by, subject=project, project_id=project.pk, changes={"values": told})
    return written


def _new_value(figures: IndicatorFigures, before: datetime.datetime) -> Live | None:
    """Return what is to be written down; None if it is not Plon that counts, or nothing changed."""
    if figures.value is None or figures.source not in COUNTED or not figures.is_counted:
        return None
    live = Live(figures.value, figures.as_of or timezone.localdate(), figures.source, figures.detail)
    counted = [each for each in figures.measurements if each.stands and each.source in COUNTED]
    if not counted:
        return live
    last = max(counted, key=lambda each: each.at)
    is_new = (last.value, last.source) != (live.value, live.source) and last.at <= before
    return live if is_new else None


def _written(project: Project, figures: IndicatorFigures, live: Live, by: User | None) -> Measurement:
    measurement = Measurement(
        project=project, indicator=figures.id, indicator_name=figures.name, value=live.value, on=live.on,
        source=live.source, detail=dict(live.detail), entered_by=by, entered_label=str(by)[:200] if by else "",
    )  # fmt: skip
    measurement.full_clean()
    measurement.save()
    return measurement
