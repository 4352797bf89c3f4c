"""What the team is told of its links: on the overview, on a result's page, on the page of all links."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plon.linkwatch.enums import LinkHealth
from plon.linkwatch.keeping import copies_of
from plon.linkwatch.links import BadLink, troubles_in, troubles_of_project
from plon.linkwatch.wording import how_sure, reasons_of, what_happened, what_to_do
from plon.projects.models import Project
from plon.projects.overview import Reminder
from plon.results.models import Result


@dataclass(frozen=True, slots=True)
class Trouble:
    """One bad link as the team reads it; addresses of pages are "" where there is nothing to do there."""

    title: str
    url: str
    is_unsafe: bool
    what: str
    do: str
    why: list[str]
    sure: str
    since: datetime | None
    change: str
    accept: str
    details: str
    kept_copy: str


def trouble_of(bad: BadLink, kept_copy: str = "") -> Trouble:
    """Say what is wrong with a link and where to mend it."""
    state, project = bad.known.state, bad.result.project.public_id
    return Trouble(
        title=str(bad.link),
        url=bad.link.url,
        is_unsafe=bad.known.health == LinkHealth.UNSAFE,
        what=what_happened(state),
        do=what_to_do(state),
        why=reasons_of(state),
        sure=how_sure(state.confidence),
        since=state.since,
        change=reverse("results:change_link", args=[project, bad.result.public_id, bad.link.pk]),
        accept=reverse("linkwatch:accept", args=[project, bad.link.pk]) if state.can_be_accepted else "",
        details=reverse("linkwatch:link", args=[project, bad.link.pk]),
        kept_copy=kept_copy,
    )


def troubles_of(result: Result) -> list[Trouble]:
    """Return what is wrong with a published result's links, each with where to mend it."""
    bad = troubles_in([result.pk]).get(result.pk, []) if result.is_published else []
    copies = copies_of([each.link for each in bad])
    return [trouble_of(each, copies.get(each.link.pk, "")) for each in bad]


def panel_of(result: Result) -> dict[str, object] | None:
    """Return what the result's page in the workspace shows; None while all is well."""
    troubles = troubles_of(result)
    return {"troubles": troubles} if troubles else None


def remind_of_links(project: Project) -> Reminder | None:
    """Say on the project's overview how many links are in trouble; the dangerous ones first."""
    bad = troubles_of_project(project)
    unsafe = sum(each.known.is_unsafe for each in bad)
    if not bad:
        return None
    if unsafe:
        text = ngettext(
            "%(n)s link of your published results leads to something that is not yours any more.",
            "%(n)s links of your published results lead to something that is not yours any more.",
            unsafe,
        ) % {"n": unsafe}
    else:
        text = ngettext(
            "%(n)s link of your published results needs a look.",
            "%(n)s links of your published results need a look.",
            len(bad),
        ) % {"n": len(bad)}
    where = reverse("linkwatch:index", args=[project.public_id])
    return Reminder(text, where, _("See what to do"))
