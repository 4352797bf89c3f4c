"""The address that a tool carries as QR code: short, permanent, counted without spying."""

from collections.abc import Sequence

from django.urls import reverse

from plon.accounts.models import User
from plon.identifiers import LENGTH
from plon.pages import whole_address
from plon.projects.models import Project
from plon.results.models import Result
from plon.shortlinks.actions import link_for
from plon.shortlinks.models import ShortLink

# Stands in previews of tools that were never made: as long as a real code, so that the QR code looks alike.
_NOT_YET = "x" * LENGTH


def address_of(project: Project, results: Sequence[Result], tool: str, language: str) -> str:
    """Return the address of a tool's link, or one that looks like it while there is none: looking makes no link."""
    found = ShortLink.objects.filter(
        project=project, result_key=_leads_to(results), tool=tool, channel="", language=language, label=""
    ).first()
    return found.address if found else whole_address(reverse("shortlink", args=[_NOT_YET]))


def make_address(project: Project, results: Sequence[Result], tool: str, language: str, *, by: User | None) -> str:
    """Return the address of a tool's link, which is made if there is none: whoever makes a file calls this."""
    main = results[0] if len(results) == 1 else None
    return link_for(project, result=main, tool=tool, language=language, by=by).address


def _leads_to(results: Sequence[Result]) -> str:
    """Return the key of the one result that a link leads to; several lead to their project."""
    return results[0].public_id if len(results) == 1 else ""
