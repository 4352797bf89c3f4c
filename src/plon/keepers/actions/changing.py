"""What every use case of keeping ends with: the row as it is now, checked, and whoever must know it told."""

from plon.keepers.models import Keeping
from plon.results.models import Result
from plon.search.changes import mark_changed


def locked(keeping: Keeping) -> Keeping:
    """Return a keeping as it is now, with its result held: two may not be the last to go at once."""
    Result.objects.select_for_update().get(pk=keeping.result_id)
    found = Keeping.objects.select_for_update(of=("self",)).select_related("result__project", "keeper", "organisation")
    return found.get(pk=keeping.pk)


def saved(keeping: Keeping) -> Keeping:
    """Check and save; the index reads who keeps a result."""
    keeping.full_clean()
    keeping.save()
    if keeping.result.is_published:
        mark_changed("result", [keeping.result_id])
    return keeping
