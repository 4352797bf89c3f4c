"""The token in a letter by which it is stopped without signing in."""

from collections.abc import Iterable

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from plon.pages import whole_address
from plon.savedsearches.models import SavedSearch

_signer = Signer(salt="plon.savedsearches.alerts", sep=".")


def stop_token(searches: Iterable[SavedSearch]) -> str:
    """Return what proves that somebody got a letter about these: it stops their letters, and nothing else."""
    return _signer.sign("-".join(str(search.pk) for search in searches))


def searches_behind(token: str) -> list[SavedSearch]:
    """Return the searches of a letter that are still there.

    Raises:
        BadSignature: Plon has not written this token.
    """
    keys = _signer.unsign(token).split("-")
    if not all(key.isascii() and key.isdecimal() for key in keys):
        raise BadSignature
    return list(SavedSearch.objects.filter(pk__in=keys, removed_at__isnull=True).select_related("owner"))


def stop_address(searches: Iterable[SavedSearch]) -> str:
    return whole_address(reverse("savedsearches:stop", args=[stop_token(searches)]))
