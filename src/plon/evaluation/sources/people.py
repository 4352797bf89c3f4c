"""Which indicators the ledger counts in people, from the activities that were logged."""

from plon.activities.ledger.enums import OF_PEOPLE, PromiseKind
from plon.activities.ledger.promises import promises_of
from plon.plans.models import Indicator


def counts_people(indicator: Indicator) -> bool:
    """Tell whether the ledger counts an indicator from activities, so that nothing else may."""
    item = {
        "id": indicator.public_id, "target_date": "", "work_package": "", "nature": indicator.nature,
        "unit": indicator.unit, "baseline": indicator.baseline, "target": indicator.target,
        "feeding": indicator.feeding, "result": "x" if indicator.result_id else "",
        "activity": "x" if indicator.activity_id else "",
    }  # fmt: skip
    promise = promises_of({"indicators": [item]})[PromiseKind.INDICATOR.value, indicator.public_id]
    return promise.counting in OF_PEOPLE
