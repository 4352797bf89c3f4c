"""What every change of an act has in common: the lock and the version."""

from plon.activities.models import Activity
from plon.plans.actions.saving import refuse_if_newer

ACT_FIELDS = (
    "title", "kind", "channel", "purpose", "start", "end", "starts_at", "ends_at", "mode", "place", "language",
    "responsible", "cost", "learnt", "link", "planned",
)  # fmt: skip


def locked(activity: Activity, version: int | None = None) -> Activity:
    """Return the act as it is now, kept from others until the transaction ends.

    Raises:
        ChangedMeanwhile: somebody saved since `version`; None asks no question.
    """
    fresh = Activity.objects.select_for_update().get(pk=activity.pk)
    refuse_if_newer(fresh.version, version)
    return fresh
