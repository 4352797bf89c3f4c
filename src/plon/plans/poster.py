"""The plan as a poster: from the loaded plan to what `typeset` prints."""

import datetime
import logging
from collections.abc import Iterable, Iterator

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal
from django.conf import settings

from plon.plans.checks import check_plan
from plon.plans.models import Indicator, PlannedActivity, TargetGroup, UsePlan
from plon.plans.queries import Plan
from plon.programme.authorities import authority
from plon.programme.codelists import codelist
from plon.programme.visibility import disclaimer, funding_statement
from plon.projects.models import Project
from plon.results.models import Result
from plon.typeset.poster import (
    PlanPoster,
    PosterActivity,
    PosterGroup,
    PosterIndicator,
    PosterLogo,
    PosterMessage,
    PosterResult,
    PosterUse,
)

logger = logging.getLogger(__name__)

LANGUAGES = ("pl", "en")
_ACTIVITY_LETTER = {"pl": "D", "en": "A"}


def blank_poster(language: str) -> PlanPoster:
    """Return a poster without a word of content: a workshop tool."""
    return PlanPoster("pl" if language == "pl" else "en")


def poster_of(plan: Plan, language: str, *, today: datetime.date, mark_gaps: bool = False) -> PlanPoster:
    """Return the poster of a plan for people who read `language`; texts fall back to what there is.

    Args:
        plan: the loaded plan.
        language: "pl" or "en".
        today: printed on the sheet.
        mark_gaps: whether what the coach misses most stands there as dashed boxes.
    """
    project = plan.project
    results = {result.pk: f"R{number}" for number, result in enumerate(plan.results, 1)}
    groups = {group.pk: f"G{number}" for number, group in enumerate(plan.groups, 1)}
    letter = _ACTIVITY_LETTER[language]
    coordinator = project.partnerships.filter(role="coordinator").select_related("organisation").first()
    text = project.summary_in(language)
    return PlanPoster(
        language="pl" if language == "pl" else "en",
        project_title=(text.title if text and text.language == language else "") or project.title,
        project_number=project.number,
        organisation=coordinator.organisation.name if coordinator else "",
        results=tuple(PosterResult(results[r.pk], r.title_in(language), _of_result(r, language)) for r in plan.results),
        groups=tuple(PosterGroup(groups[g.pk], g.name, _of_group(g, language)) for g in plan.groups),
        messages=tuple(
            PosterMessage(results[r.pk], groups[g.pk], plan.messages[r.pk, g.pk].text_in(language))
            for r in plan.results
            for g in plan.groups
            if (r.pk, g.pk) in plan.messages
        ),
        activities=tuple(
            PosterActivity(
                label=f"{letter}{number}",
                title=activity.title,
                note=_of_activity(activity, language),
                results=tuple(results[r.pk] for r in activity.results.all() if r.pk in results),
                groups=tuple(groups[reach.group_id] for reach in activity.reach.all() if reach.group_id in groups),
                when=_period(activity, language),
                who=activity.responsible.name if activity.responsible else "",
            )
            for number, activity in enumerate(plan.activities, 1)
        ),
        indicators=tuple(_of_indicator(indicator, language) for indicator in plan.indicators),
        uses=tuple(
            PosterUse(results[r.pk], _how(use, language), _of_use(use, language))
            for r in plan.results
            if (use := plan.use_plans.get(r.pk))
        ),
        gaps=_gaps(plan, language) if mark_gaps else {},
        logos=tuple(_logos(plan)),
        statement=_statement(project, language),
        disclaimer=_disclaimer(project, language),
        link=f"{settings.BASE_URL}{project.get_absolute_url()}" if project.is_public else "",
        printed_on=format_date(today, "long", locale=language),
        is_example=project.is_example,
    )


MOST_GAPS = 3
# Which box of the poster a rule of the coach belongs to, where it is not that of its section.
_BOXES = {"messages": "messages", "results": "results", "groups": "groups", "activities": "tools",
          "indicators": "indicators", "use": "uses"}  # fmt: skip
_OTHER_BOXES = {"activity-without-date": "when", "all-at-the-end": "when", "nothing-after": "when",
                "activity-outside-project": "when", "nobody-responsible": "who", "one-partner-does-all": "who",
                "partner-without-part": "who"}  # fmt: skip


def _gaps(plan: Plan, language: str) -> dict[str, tuple[str, ...]]:
    gaps: dict[str, list[str]] = {}
    for remark in check_plan(plan, language):
        box = _OTHER_BOXES.get(remark.code) or _BOXES.get(remark.section)
        if box and remark.weight != "could" and len(gaps.setdefault(box, [])) < MOST_GAPS:
            gaps[box].append(remark.message)
    return {box: tuple(messages) for box, messages in gaps.items()}


def _logos(plan: Plan) -> Iterator[PosterLogo]:
    for partner in plan.partners:
        if partner.logo:
            try:
                with partner.logo.open("rb") as stream:
                    yield PosterLogo(partner.name, stream.read())
            except OSError:
                # A lost file costs its logo, not the poster.
                logger.warning("The logo of organisation %s can't be read", partner.public_id)


def _how(use: UsePlan, language: str) -> str:
    return ", ".join(codelist("use_forms").name(code, language) for code in use.forms)


def _of_use(use: UsePlan, language: str) -> str:
    return _joined((use.users, str(use.keeper or ""), _day(use.until, language)))


def _joined(parts: Iterable[str]) -> str:
    return " · ".join(part for part in parts if part)


def _of_result(result: Result, language: str) -> str:
    licence = result.licence.replace("CC-BY", "CC BY").replace("-4.0", " 4.0") if result.licence else ""
    return _joined(
        (codelist("result_kinds").name(result.kind, language).lower(), licence, _day(result.planned_for, language))
    )


def _of_group(group: TargetGroup, language: str) -> str:
    levels = ", ".join(codelist("levels").name(level, language) for level in group.levels)
    return _joined((format_decimal(group.size, locale=language) if group.size else "", levels))


def _of_activity(activity: PlannedActivity, language: str) -> str:
    people = sum(reach.people or 0 for reach in activity.reach.all())
    return _joined(
        (
            codelist("channels").name(activity.channel, language) if activity.channel else "",
            activity.place,
            _persons(people, language) if people else "",
        )
    )


_PERSONS = {
    "pl": {"one": "osoba", "few": "osoby", "many": "osób", "other": "osoby"},
    "en": {"one": "person", "other": "people"},
}


def _persons(count: int, language: str) -> str:
    form = Locale.parse(language).plural_form(count)
    return f"{format_decimal(count, locale=language)} {_PERSONS[language][form]}"


def _of_indicator(indicator: Indicator, language: str) -> PosterIndicator:
    target = " ".join(part for part in (indicator.target, indicator.unit) if part)
    return PosterIndicator(
        indicator.name, indicator.baseline, target, _joined((_day(indicator.target_date, language), indicator.source))
    )


def _day(day: datetime.date | None, language: str) -> str:
    return format_date(day, "LLLL y", locale=language) if day else ""


def _period(activity: PlannedActivity, language: str) -> str:
    if activity.start is None:
        return codelist("phases").name(activity.phase, language)
    first = format_date(activity.start, "medium", locale=language)
    if activity.end is None or activity.end == activity.start:
        return first
    return f"{first} – {format_date(activity.end, 'medium', locale=language)}"


def _statement(project: Project, language: str) -> str:
    wording = funding_statement(language, cofunded=project.is_cofunded, programme=project.programme)
    return wording.text if wording else ""


def _disclaimer(project: Project, language: str) -> str:
    wording = disclaimer(
        language, authority=authority(project.authority), cofunded=project.is_cofunded, programme=project.programme
    )
    return wording.text if wording else ""
