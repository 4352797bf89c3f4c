"""Make what results reached a piece of evidence: a figure that says how it was counted."""

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from plon.accounts.models import User
from plon.errors import DomainError
from plon.evidence.actions import add_figure
from plon.evidence.enums import EvidenceKind
from plon.evidence.models import Evidence
from plon.projects.models import Project
from plon.reach.reached import Reached
from plon.shortlinks.narrowing import Period

LONGEST_TITLE = 200


class NothingToKeep(DomainError):
    """Nobody looked at anything in this time."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure that can be kept: what it is, its unit, how it was counted."""

    key: str
    value: int
    name: str
    unit: str
    method: str


def measures_of(reached: Reached) -> tuple[Measure, ...]:
    """Return the figures of a reach."""
    return (
        Measure("downloads", reached.downloads, _("Downloads"), _("downloads"), _("without robots and double clicks")),
        Measure("views", reached.views, _("Views"), _("views"), _("without robots and double clicks")),
        Measure("visits", reached.visits, _("Visits"), _("visits"), _("each device once a day, without robots")),
    )


@transaction.atomic
def keep_as_evidence(
    project: Project, *, by: User, about: str, measure: Measure, period: Period, now: datetime.date
) -> tuple[Evidence, bool]:
    """Keep a figure of a period; the same again gives the piece that is there, and False.

    Args:
        project: whose results.
        by: who keeps it.
        about: which results, in words.
        measure: the figure.
        period: from when to when; its last day is the day of the figure.
        now: today; the figure is never of a later day.

    Raises:
        NothingToKeep: the figure is nought.
    """
    if not measure.value:
        raise NothingToKeep(_("This figure is nought in this time: there is nothing to keep."))
    Project.objects.select_for_update().get(pk=project.pk)
    title = _title(about, measure, period)
    twin = Evidence.objects.filter(
        project=project, kind=EvidenceKind.FIGURE, title=title, value=measure.value, removed_at__isnull=True
    ).first()
    if twin is not None:
        return twin, False
    dated = min(period.last, now)
    return add_figure(project, by=by, title=title, value=measure.value, unit=measure.unit, dated=dated), True


def _title(about: str, measure: Measure, period: Period) -> str:
    """Return what was counted, of what, when and how; a long name is what gives way."""
    words = {
        "name": measure.name,
        "method": measure.method,
        "first": date_format(period.first, "SHORT_DATE_FORMAT"),
        "last": date_format(period.last, "SHORT_DATE_FORMAT"),
    }
    frame = _("%(name)s of the public page: %(about)s, %(first)s to %(last)s (%(method)s)")
    room = LONGEST_TITLE - len(frame % {**words, "about": ""})
    return frame % {**words, "about": Truncator(about).chars(max(room, 1))}
