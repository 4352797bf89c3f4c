"""Enter a value, put another one in its place, withdraw it. Nothing that was told is ever edited."""

import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plon.accounts.models import User
from plon.evaluation.enums import SourceKind
from plon.evaluation.models import Measurement
from plon.evaluation.queries import feed_of
from plon.evaluation.refusals import (
    CountedByPlon,
    EvidenceElsewhere,
    NoLongerStands,
    NotMeasuredYet,
    NotPossible,
    ReasonMissing,
)
from plon.evaluation.sources.people import counts_people
from plon.evidence.models import Evidence
from plon.history.record import record
from plon.plans.models import Indicator
from plon.projects.models import Project

# Levels at which something may have become less than nothing, such as points after minus points before.
MAY_BE_NEGATIVE = frozenset({"quality", "learning"})


@transaction.atomic
def enter_value(
    indicator: Indicator,
    *,
    by: User,
    value: Decimal,
    on: datetime.date,
    evidence: Evidence | None = None,
    note: str = "",
    replaces: Measurement | None = None,
) -> Measurement:
    """Enter what was measured.

    Args:
        indicator: of what.
        by: who enters it.
        value: in the indicator's unit.
        on: as of which day.
        evidence: what shows it; with it, the ledger takes the value as proven.
        note: how it was measured.
        replaces: an earlier measurement that was wrong; it stays in the history and counts no more.

    Raises:
        CountedByPlon: the indicator is counted from activities, a survey or a counter.
        NotMeasuredYet, NotPossible, EvidenceElsewhere: the value can't be.
        NoLongerStands: what it is to replace counts no more already.
        ValidationError: more digits than can be kept exactly.
    """
    # Of two who replace the same value at once, the second finds that it stands no longer.
    Project.objects.select_for_update().get(pk=indicator.project_id)
    if counts_people(indicator) or feed_of(indicator.project_id, indicator.public_id):
        raise CountedByPlon(_("Plon counts this indicator itself, so no value is entered by hand."))
    if on > timezone.localdate():
        raise NotMeasuredYet(_("Nobody can have measured it on a day to come."), field="on")
    if not value.is_finite():
        raise NotPossible(_("Such a number can't be."), field="value")
    if value < 0 and indicator.level not in MAY_BE_NEGATIVE:
        raise NotPossible(_("Such a number can't be below zero."), field="value")
    if evidence and (evidence.project_id != indicator.project_id or evidence.removed_at):
        raise EvidenceElsewhere(_("This evidence is of another project or in the bin."), field="evidence")
    measurement = Measurement(
        project_id=indicator.project_id, indicator=indicator.public_id, indicator_name=indicator.name, value=value,
        on=on, source=SourceKind.BY_HAND, evidence=evidence, note=note, entered_by=by, entered_label=str(by)[:200],
        replaces=_standing(replaces, indicator) if replaces else None,
    )  # fmt: skip
    measurement.full_clean()
    measurement.save()
    changes: dict[str, list[object]] = {"value": [_plain(replaces.value) if replaces else None, _plain(value)]}
    changes["on"] = [replaces.on.isoformat() if replaces else None, on.isoformat()]
    record("measurement.entered", by=by, subject=measurement, project_id=indicator.project_id, changes=changes)
    return measurement


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _standing(measurement: Measurement, indicator: Indicator) -> Measurement:
    found = Measurement.objects.get(pk=measurement.pk)
    is_replaced = Measurement.objects.filter(replaces=found).exists()
    if found.withdrawn_at or is_replaced or found.indicator != indicator.public_id:
        raise NoLongerStands(_("This value was withdrawn or replaced meanwhile."))
    return found


@transaction.atomic
def withdraw_measurement(measurement: Measurement, *, by: User, reason: str) -> Measurement:
    """Let a measurement count no more; it stays to be read, with the reason.

    Raises:
        ReasonMissing: nobody says why.
        NoLongerStands: it was withdrawn or replaced already.
        ValidationError: the reason is too long.
    """
    reason = reason.strip()
    if not reason:
        raise ReasonMissing(_("Say why it no longer counts: the history keeps it."), field="reason")
    Project.objects.select_for_update().get(pk=measurement.project_id)
    found = Measurement.objects.get(pk=measurement.pk)
    if found.withdrawn_at or Measurement.objects.filter(replaces=found).exists():
        raise NoLongerStands(_("This value was withdrawn or replaced meanwhile."))
    found.withdrawn_at, found.withdrawn_label, found.withdrawn_reason = timezone.now(), str(by)[:200], reason
    found.full_clean()
    found.save()
    record("measurement.withdrawn", by=by, subject=found, project_id=found.project_id, reason=reason)
    return found
