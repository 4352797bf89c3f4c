"""Where a cell leads: into the catalogue's list with the same filters, else into the office's own list."""

from collections.abc import Mapping

from django.http import QueryDict
from django.urls import reverse

from plon.catalogue.listing import PROJECTS, RESULTS, ListKind
from plon.programme.codelists import codelist
from plon.programme.sharing import licence_is_open
from plon.programmefigures.facts import NOT_GIVEN
from plon.programmefigures.narrowing import NONE

# What the catalogue's lists can show as they are; the others are the office's.
_IN_CATALOGUE: Mapping[str, ListKind] = {
    "projects": PROJECTS, "results": RESULTS, "working": RESULTS, "open": RESULTS
}  # fmt: skip


def catalogue_address(name: str, chosen: Mapping[str, str]) -> str:
    """Return the address of the catalogue's list that holds what a figure counts; "" if it has no such filter.

    Args:
        name: of `reckoning.LISTS`.
        chosen: value by dimension.
    """
    kind = _IN_CATALOGUE.get(name)
    if kind is None or any(value == NOT_GIVEN or facet not in kind.facets for facet, value in chosen.items()):
        return ""
    query = QueryDict(mutable=True)
    for facet, value in chosen.items():
        query[facet] = value
    if name == "working":
        query["links"] = "living"
    if name == "open" and "licence" not in chosen:
        query.setlist("licence", [code for code in codelist("licences").codes if licence_is_open(code)])
    return f"{kind.address}?{query.urlencode()}" if query else kind.address


def list_address(name: str, chosen: Mapping[str, str]) -> str:
    """Return the address of the list that a figure counts."""
    if address := catalogue_address(name, chosen):
        return address
    query = QueryDict(mutable=True)
    query["what"] = name
    for facet, value in chosen.items():
        query[facet] = value or NONE
    return f"{reverse('programmefigures:list')}?{query.urlencode()}"
