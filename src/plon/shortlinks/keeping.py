"""Make what links reached a piece of evidence: a figure that says how it was counted."""

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from plon.accounts.models import User
from plon.evidence.actions import add_figure
from plon.evidence.enums import EvidenceKind
from plon.evidence.models import Evidence
from plon.projects.models import Project
from plon.shortlinks.actions import LinkRefused
from plon.shortlinks.narrowing import Period
from plon.shortlinks.reach import Reach

LONGEST_TITLE = 200
OPENS, VISITS, PEOPLE = "opens", "visits", "people"


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure that can be kept: what it is, its unit, how it was counted."""

    key: str
    value: int
    name: str
    unit: str
    method: str


def measures_of(reach: Reach) -> tuple[Measure, ...]:
    """Return the figures of a reach, the plainest first."""
    return (
        Measure(OPENS, reach.opens, _("Openings"), _("openings"), _("without robots and double clicks")),
        Measure(VISITS, reach.visits, _("Visits"), _("visits"), _("each device once a day, without robots")),
        Measure(
            PEOPLE, reach.fewest, _("People, at least"), _("people at least"),
            _("devices on the busiest day of one link"),
        ),
    )  # fmt: skip


@transaction.atomic
def keep_as_evidence(
    project: Project, *, by: User, about: str, measure: Measure, period: Period, now: datetime.date
) -> tuple[Evidence, bool]:
    """Keep a figure of a period; the same again gives the piece that is there, and False.

    Args:
        project: whose links.
        by: who keeps it.
        about: which links, in words.
        measure: the figure.
        period: from when to when; its last day is the day of the figure.
        now: today; the figure is never of a later day.

    Raises:
        LinkRefused: nobody opened anything.
    """
    if not measure.value:
        raise LinkRefused(_("Nobody opened these links in this time: there is nothing to keep."))
    Project.objects.select_for_update().get(pk=project.pk)
    title = _title(about, measure, period)
    twin = Evidence.objects.filter(
        project=project, kind=EvidenceKind.FIGURE, title=title, value=measure.value, removed_at__isnull=True
    ).first()
    if twin is not None:
        return twin, False
    dated = min(period.last, now)
    kept = add_figure(project, by=by, title=title, value=measure.value, unit=measure.unit, dated=dated)
    return kept, True


def _title(about: str, measure: Measure, period: Period) -> str:
    """Return what was counted, of what, when and how; a long name of the links is what gives way."""
    words = {
        "name": measure.name,
        "method": measure.method,
        "first": date_format(period.first, "SHORT_DATE_FORMAT"),
        "last": date_format(period.last, "SHORT_DATE_FORMAT"),
    }
    frame = _("%(name)s of short links: %(about)s, %(first)s to %(last)s (%(method)s)")
    room = LONGEST_TITLE - len(frame % {**words, "about": ""})
    return frame % {**words, "about": Truncator(about).chars(max(room, 1))}
