"""The latest value of each indicator: what Plon counts now, else what was written down last."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from plon.activities.ledger.measured import Measured
from plon.evaluation.enums import SourceKind
from plon.evaluation.models import CounterFeed, SurveyFeed
from plon.evaluation.queries import standing_measurements
from plon.evaluation.sources.asking import values_of
from plon.evaluation.sources.counting import Counters
from plon.evaluation.sources.live import Live
from plon.plans.models import Indicator
from plon.projects.models import Project

# Figures of Plon's own tables prove themselves; what was entered needs its evidence.
COUNTED = frozenset({SourceKind.SURVEY, SourceKind.COUNTER, SourceKind.UPTAKE, SourceKind.ACTIVITIES})


@dataclass(frozen=True)
class Values:
    """What is known of a project's indicators beside the ledger.

    Attributes:
        counted: values that Plon counts at this moment, by the indicator's public id.
        written: the last measurement that stands of each.
        counters: what was read to count them.
    """

    counted: Mapping[str, Live]
    written: Mapping[str, Live]
    counters: Counters

    def latest(self, indicator: str) -> Live | None:
        return self.counted.get(indicator) or self.written.get(indicator)


def values_in(project: Project, *, today: datetime.date, written: Mapping[str, Live] | None = None) -> Values:
    """Return the values of a project's indicators, in a constant number of queries.

    Args:
        project: whose indicators.
        today: as of which day counters and open surveys count.
        written: the last measurement that stands of each, if the caller has read them already.
    """
    counters = Counters(project, today)
    counted = values_of(SurveyFeed.objects.filter(project=project), today)
    counted |= _counter_values(project, counters)
    return Values(counted, _written(project) if written is None else written, counters)


def _counter_values(project: Project, counters: Counters) -> dict[str, Live]:
    feeds = dict(CounterFeed.objects.filter(project=project).values_list("indicator", "counter"))
    if not feeds:
        return {}
    about = Indicator.objects.filter(project=project, public_id__in=feeds)
    return {
        indicator: counters.value(feeds[indicator], result or "")
        for indicator, result in about.values_list("public_id", "result__public_id")
    }


def _written(project: Project) -> dict[str, Live]:
    rows = standing_measurements(project).values_list("indicator", "value", "on", "source", "evidence__public_id",
                                                      "evidence__removed_at")  # fmt: skip
    return {
        indicator: Live(value, on, SourceKind(source), {}, evidence if evidence and removed is None else "")
        for indicator, value, on, source, evidence, removed in rows
    }


def measured_for_ledger(project: Project) -> dict[str, Measured]:
    """Tell the ledger the latest values (see `plon.activities.ledger.measured`)."""
    return measured_of(values_in(project, today=timezone.localdate()))


def measured_of(values: Values) -> dict[str, Measured]:
    """Return values as the ledger takes them."""
    found = {key: values.latest(key) for key in {*values.counted, *values.written}}
    return {
        key: Measured(live.value, live.on, told_of(live.source, live.on), live.evidence, live.source in COUNTED)
        for key, live in found.items()
        if live
    }


def told_of(source: SourceKind, on: datetime.date) -> str:
    """Say where a value comes from, and as of when."""
    return _("measured on %(day)s: %(source)s") % {
        "day": date_format(on, "SHORT_DATE_FORMAT"), "source": source.label,
    }  # fmt: skip
