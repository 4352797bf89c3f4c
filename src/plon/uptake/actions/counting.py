"""What counts, kept up to date with each change: one use per organisation, result and year."""

from plon.search.changes import mark_changed
from plon.uptake.models import Use
from plon.uptake.repeating import heads_of


def recount(result_id: int, *keys: tuple[str, str]) -> None:
    """Say anew which uses of a result repeat another one, for some (organisation, town); and let the index know."""
    for organisation, town in set(keys):
        found = Use.objects.filter(
            result=result_id, organisation_key=organisation, town_key=town, confirmed_at__isnull=False, hidden_at=None
        )
        rows = {use.pk: use for use in found}
        heads = heads_of((use.pk, use.confirmed_at) for use in rows.values() if use.confirmed_at)
        for key, head in heads.items():
            if rows[key].repeats_id != head:
                Use.objects.filter(pk=key).update(repeats=head)
    mark_changed("result", [result_id])


def recount_around(use: Use) -> None:
    recount(use.result_id, (use.organisation_key, use.town_key))
