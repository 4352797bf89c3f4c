"""What a project's page tells beside its summary: what came of it, where it stands in time, who says so."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plon.projects.enums import ProjectOrigin
from plon.projects.models import Partnership, Project
from plon.results.models import Result


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what it counts, in the right plural."""

    value: int
    words: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Where a project stands between its first and last day.

    Attributes:
        start: its first day.
        end: its last day.
        share: how much of it is over, in percent.
        words: the same in words.
    """

    start: datetime.date
    end: datetime.date
    share: int
    words: str


def what_came(
    partnerships: Sequence[Partnership], results: Sequence[Result], uses: Mapping[int, int], countries: int
) -> list[Figure]:
    """Return the figures of a project that are more than nothing."""
    told, partners = sum(uses.values()), len(partnerships)
    figures = [
        Figure(len(results), ngettext("published result", "published results", len(results))),
        Figure(told, ngettext("confirmed use", "confirmed uses", told)),
        Figure(partners, ngettext("organisation", "organisations", partners)),
        Figure(countries, ngettext("country", "countries", countries)),
    ]
    return [figure for figure in figures if figure.value]


def timeline_of(project: Project, today: datetime.date) -> Timeline | None:
    """Return where the project stands; None if one of its days is not known."""
    start, end = project.start, project.end
    if start is None or end is None:
        return None
    days, past = (end - start).days + 1, (today - start).days
    share = min(max(round(100 * past / days), 0), 100)
    if today < start:
        words = _("It has not begun yet.")
    elif today > end:
        words = _("It is over; its results live on.")
    else:
        left = (end - today).days
        words = ngettext("It is under way: %(days)d day to go.", "It is under way: %(days)d days to go.", left) % {
            "days": left
        }
    return Timeline(start, end, share, words)


def source_of(project: Project) -> str:
    """Say where the description comes from, if not from those whose project it is; "" if they wrote it."""
    if project.origin != ProjectOrigin.IMPORTED:
        return ""
    if project.edited_fields:
        return _("From the public register of EU-funded projects, corrected by the project's team.")
    return _("From the public register of EU-funded projects. The project's team has not written here yet.")
