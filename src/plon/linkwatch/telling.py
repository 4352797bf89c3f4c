"""What is wrong with a link and what to do, in words for the team; one sentence for visitors."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from plon.fetching.refusals import Why
from plon.linkwatch.links import broken_links_in, broken_links_of
from plon.projects.models import Project
from plon.projects.overview import Reminder
from plon.results.models import Result

_WHY: Mapping[str, Promise] = {
    Why.NOT_FOUND: gettext_lazy("The server answers, but the page is not there any more."),
    Why.UNKNOWN_HOST: gettext_lazy("There is no such host: the domain may have expired."),
    Why.UNREACHABLE: gettext_lazy("The server can’t be reached."),
    Why.TIMED_OUT: gettext_lazy("The server does not answer in time."),
    Why.BAD_TLS: gettext_lazy("Its certificate is not valid: browsers warn visitors."),
    Why.SERVER_FAILS: gettext_lazy("The server reports an error of its own."),
    Why.TOO_MANY_REDIRECTS: gettext_lazy("It leads in circles from page to page."),
    Why.BAD_ADDRESS: gettext_lazy("This is not an address that can be opened."),
}
_DO: Mapping[str, Promise] = {
    Why.NOT_FOUND: gettext_lazy("Find where it moved and change the address, or add the file here instead."),
    Why.UNKNOWN_HOST: gettext_lazy("Ask who owns the domain to renew it. Until then add the file here."),
    Why.BAD_TLS: gettext_lazy("Ask whoever runs the site to renew the certificate."),
}
_DO_ELSE = gettext_lazy("Open it yourself. If it fails for you too, ask whoever runs the site, or change the address.")


@dataclass(frozen=True, slots=True)
class Trouble:
    """One broken link as the team reads it."""

    title: str
    url: str
    why: str
    do: str
    since: datetime | None
    change: str


def troubles_of(result: Result) -> list[Trouble]:
    """Return what is wrong with a published result's links, each with where to change it."""
    if not result.is_published:
        return []
    broken = broken_links_of(result)
    place = (result.project.public_id, result.public_id)
    return [
        Trouble(
            title=str(link),
            url=link.url,
            why=str(_WHY.get(broken[link.url].why, gettext_lazy("It could not be opened."))),
            do=str(_DO.get(broken[link.url].why, _DO_ELSE)),
            since=broken[link.url].broken_since,
            change=reverse("results:change_link", args=[*place, link.pk]),
        )
        for link in result.links.all()
        if link.url in broken
    ]


def panel_of(result: Result) -> dict[str, object] | None:
    """Return what the result's page in the workspace shows; None while all is well."""
    troubles = troubles_of(result)
    return {"troubles": troubles} if troubles else None


def remind_of_links(project: Project) -> Reminder | None:
    """Say on the project's overview how many links lead nowhere."""
    broken = broken_links_in(project)
    if not broken:
        return None
    text = ngettext(
        "%(n)s link of your published results leads nowhere.",
        "%(n)s links of your published results lead nowhere.",
        len(broken),
    ) % {"n": len(broken)}
    return Reminder(text, broken[0].result.get_workspace_url() + "#links-broken", _("See what to do"))
