"""What every use case of keeping ends with: the row as it is now, checked, and whoever must know it told."""

from collections.abc import Callable, Collection

from plon.keepers.enums import KeepingState
from plon.keepers.models import Keeping
from plon.results.models import Result
from plon.search.changes import mark_changed

Watch = Callable[[Collection[int]], object]
_watching: list[Watch] = []


def register_watch(watch: Watch) -> None:
    """Let a room above know, in the caller's transaction, of which public results the keepers have changed."""
    _watching.append(watch)


def locked(keeping: Keeping) -> Keeping:
    """Return a keeping as it is now, with its result held: two may not be the last to go at once."""
    Result.objects.select_for_update().get(pk=keeping.result_id)
    found = Keeping.objects.select_for_update(of=("self",)).select_related("result__project", "keeper", "organisation")
    return found.get(pk=keeping.pk)


def saved(keeping: Keeping) -> Keeping:
    """Check and save; the index and the rooms above read who keeps a result."""
    keeping.full_clean()
    keeping.save()
    # Who was only asked keeps nothing yet.
    if keeping.result.is_published and keeping.state != KeepingState.ASKED:
        mark_changed("result", [keeping.result_id])
        for watch in _watching:
            watch([keeping.result_id])
    return keeping
