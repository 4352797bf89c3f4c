"""Links that tell machines what a page is about, without reading it (Signposting; RFC 8288, RFC 9264).

The most important ones stand in the header of the page; all of them in a set of links at an address of its own.
"""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from plon.catalogue import citing
from plon.catalogue.labels import licence_address
from plon.pages import whole_address
from plon.results.enums import IdentifierScheme
from plon.results.models import Result, ResultFile
from plon.results.schemes import address_of

# Headers have little room: proxies in front of us take some 4 kB.
MOST_FILES_IN_HEADER = 6

Link = tuple[str, str, str]


def links_of(result: Result, files: Sequence[ResultFile]) -> list[Link]:
    """Return (relation, address, media type or "") of everything that belongs to a published result."""
    permanent = whole_address(result.get_permanent_url())
    links = [
        # The address to cite: a DOI outlives any server, ours too.
        ("cite-as", address_of(IdentifierScheme.DOI, result.doi) if result.doi else permanent, ""),
        ("type", "https://schema.org/AboutPage", ""),
        ("type", "https://schema.org/LearningResource", ""),
    ]
    if address := licence_address(result.licence):
        links.append(("license", address, ""))
    if result.responsible:
        links.append(("author", whole_address(result.responsible.get_absolute_url()), ""))
    links += [
        ("describedby", whole_address(reverse("result_citation", args=[result.public_id, ending])), form.media_type)
        for ending, form in citing.FORMATS.items()
        if ending != "txt"
    ]
    links += [("item", _address_of(file), file.media_type) for file in files]
    return links


def _address_of(file: ResultFile) -> str:
    return whole_address(reverse("public_file", args=[file.public_id, file.name]))


def header_of(result: Result, files: Sequence[ResultFile]) -> str:
    """Return the value of the Link header: addresses are percent-encoded, so nothing can leave its brackets."""
    links = links_of(result, files[:MOST_FILES_IN_HEADER])
    links.append(("linkset", _linkset_address(result), "application/linkset+json"))
    return ", ".join(
        f'<{address}>; rel="{relation}"' + (f'; type="{media_type}"' if media_type else "")
        for relation, address, media_type in links
    )


def _linkset_address(result: Result) -> str:
    return whole_address(reverse("result_links", args=[result.public_id]))


def linkset(result: Result, files: Sequence[ResultFile]) -> dict[str, Any]:
    """Return all links of a result, and from each file back to it, as RFC 9264 writes them in JSON."""
    page = whole_address(result.get_absolute_url())
    of_page: dict[str, Any] = {"anchor": page}
    for relation, address, media_type in links_of(result, files):
        target = {"href": address, "type": media_type} if media_type else {"href": address}
        of_page.setdefault(relation, []).append(target)
    back = [{"anchor": _address_of(file), "collection": [{"href": page, "type": "text/html"}]} for file in files]
    return {"linkset": [of_page, *back]}
