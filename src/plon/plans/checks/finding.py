"""The rules themselves: what the coach looks for. Each yields what it found; its words are data/remarks.toml."""

import datetime
from collections.abc import Callable, Iterator

from plon.plans.checks.facts import SOCIAL, WIDER_LEVELS, Facts, number_in
from plon.plans.checks.remarks import Found, Place
from plon.plans.enums import Feeding, Nature, Phase, Purpose
from plon.plans.models import Indicator, PlannedActivity, TargetGroup, UsePlan
from plon.programme.codelists import codelist
from plon.programme.sharing import licence_is_open, publishing_duty, requires_open_licence
from plon.results.models import Result

Finder = Callable[[Facts], Iterator[Found]]
FINDERS: dict[str, Finder] = {}
LAST_MONTHS = datetime.timedelta(days=92)
ENOUGH_TO_JUDGE = 3
# Names that say nobody in particular; more exact words around them make them fine.
VAGUE = frozenset(
    {
        "teachers", "pupils", "students", "learners", "schools", "parents", "everyone", "all", "public",
        "general public", "youth", "young people", "organisations", "ngos", "stakeholders", "society",
        "local community",
        "nauczyciele", "uczniowie", "studenci", "szkoły", "rodzice", "wszyscy", "społeczeństwo", "młodzież", "ngo",
        "organizacje", "interesariusze", "społeczność lokalna", "ogół społeczeństwa", "opinia publiczna",
    }
)  # fmt: skip


def finder(code: str) -> Callable[[Finder], Finder]:
    def keep(function: Finder) -> Finder:
        FINDERS[code] = function
        return function

    return keep


def _new(kind: str) -> Place:
    return Place("plans:add", (kind,))


def _about(item: TargetGroup | PlannedActivity | Indicator, field: str, **params: object) -> Found:
    kind = {TargetGroup: "group", PlannedActivity: "activity", Indicator: "indicator"}[type(item)]
    place = Place("plans:change", (kind, item.public_id), f"id_{field}")
    return Found(place, kind, item.public_id, {"name": str(item), **params})


def _of_result(result: Result, field: str, **params: object) -> Found:
    place = Place("results:edit", (result.public_id,), f"id_{field}")
    return Found(place, "result", result.public_id, {"name": str(result), **params})


def _of_use(result: Result, field: str, use: UsePlan | None = None) -> Found:
    kind, public_id = ("use_plan", use.public_id) if use else ("result", result.public_id)
    return Found(Place("plans:use", (result.public_id,), f"id_{field}"), kind, public_id, {"name": str(result)})


# ── the project ──


@finder("project-dates")
def _project_dates(facts: Facts) -> Iterator[Found]:
    if not (facts.project.start and facts.project.end):
        yield Found(Place("projects:settings", (), "id_start"))


@finder("project-action")
def _project_action(facts: Facts) -> Iterator[Found]:
    if not facts.project.action_type:
        yield Found(Place("projects:settings", (), "id_action_type"))


@finder("english-summary")
def _english_summary(facts: Facts) -> Iterator[Found]:
    if not any(text.language == "en" and text.summary.strip() for text in facts.project.texts.all()):
        yield Found(Place("projects:settings", (), "id_summary_en"))


# ── results ──


@finder("no-result")
def _no_result(facts: Facts) -> Iterator[Found]:
    if not facts.plan.results:
        yield Found(Place("results:new"))


@finder("result-without-group")
def _result_without_group(facts: Facts) -> Iterator[Found]:
    for result in facts.plan.results:
        if result.pk not in facts.results_with_group:
            place = Place("plans:new_message") if facts.plan.groups else _new("group")
            yield Found(place, "result", result.public_id, {"name": str(result)})


@finder("result-without-message")
def _result_without_message(facts: Facts) -> Iterator[Found]:
    for result in facts.plan.results:
        if facts.plan.groups and result.pk not in facts.addressed_results:
            place = Place("plans:message", (result.public_id, facts.plan.groups[0].public_id))
            yield Found(place, "result", result.public_id, {"name": str(result)})


@finder("result-not-shared")
def _result_not_shared(facts: Facts) -> Iterator[Found]:
    for result in facts.plan.results:
        if result.pk not in facts.shared_results:
            yield Found(_new("activity"), "result", result.public_id, {"name": str(result)})


@finder("licence-missing")
def _licence_missing(facts: Facts) -> Iterator[Found]:
    yield from (_of_result(result, "licence") for result in facts.tangible if not result.licence)


@finder("licence-closed")
def _licence_closed(facts: Facts) -> Iterator[Found]:
    for result in facts.tangible:
        if result.licence and not licence_is_open(result.licence) and requires_open_licence(result.category):
            yield _of_result(result, "licence")


@finder("result-not-in-english")
def _result_not_in_english(facts: Facts) -> Iterator[Found]:
    for result in facts.plan.results:
        if not any(text.language == "en" and text.title for text in result.texts.all()):
            yield _of_result(result, "title_en")


@finder("funding-not-shown")
def _funding_not_shown(facts: Facts) -> Iterator[Found]:
    yield from (
        _of_result(result, "carries_emblem")
        for result in facts.tangible
        if result.ready_on and not result.carries_emblem
    )


@finder("result-without-date")
def _result_without_date(facts: Facts) -> Iterator[Found]:
    yield from (_of_result(result, "planned_for") for result in facts.tangible if not result.planned_for)


@finder("result-late")
def _result_late(facts: Facts) -> Iterator[Found]:
    for result in facts.plan.results:
        if facts.project.end and result.planned_for and result.planned_for > facts.project.end:
            yield _of_result(result, "planned_for")


@finder("only-tangible")
def _only_tangible(facts: Facts) -> Iterator[Found]:
    if facts.plan.results and len(facts.tangible) == len(facts.plan.results):
        yield Found(Place("results:new"))


# ── target groups and messages ──


@finder("no-group")
def _no_group(facts: Facts) -> Iterator[Found]:
    if facts.plan.results and not facts.plan.groups:
        yield Found(_new("group"))


@finder("group-without-message")
def _group_without_message(facts: Facts) -> Iterator[Found]:
    for group in facts.plan.groups:
        if facts.plan.results and group.pk not in facts.addressed_groups:
            place = Place("plans:message", (facts.plan.results[0].public_id, group.public_id))
            yield Found(place, "group", group.public_id, {"name": str(group)})


@finder("group-without-activity")
def _group_without_activity(facts: Facts) -> Iterator[Found]:
    for group in facts.plan.groups:
        if group.pk not in facts.reached_groups:
            yield Found(_new("activity"), "group", group.public_id, {"name": str(group)})


@finder("group-vague")
def _group_vague(facts: Facts) -> Iterator[Found]:
    yield from (_about(group, "name") for group in facts.plan.groups if group.name.strip().casefold() in VAGUE)


@finder("group-without-level")
def _group_without_level(facts: Facts) -> Iterator[Found]:
    yield from (_about(group, "levels_0") for group in facts.plan.groups if not group.levels)


@finder("group-without-size")
def _group_without_size(facts: Facts) -> Iterator[Found]:
    yield from (_about(group, "size") for group in facts.plan.groups if not group.size)


@finder("no-wider-level")
def _no_wider_level(facts: Facts) -> Iterator[Found]:
    is_asked = facts.asks("U") or facts.asks("I")
    if is_asked and facts.levels and not facts.levels & WIDER_LEVELS:
        yield Found(_new("group"))


@finder("nobody-inside")
def _nobody_inside(facts: Facts) -> Iterator[Found]:
    if facts.asks("S") and facts.levels and "organisation" not in facts.levels:
        yield Found(_new("group"))


@finder("no-decision-makers")
def _no_decision_makers(facts: Facts) -> Iterator[Found]:
    if facts.plan.groups and facts.asks("I") and "decision-makers" not in facts.group_kinds:
        yield Found(_new("group"))


@finder("no-public")
def _no_public(facts: Facts) -> Iterator[Found]:
    if facts.plan.groups and facts.asks("S") and not facts.group_kinds & {"public", "media", "families"}:
        yield Found(_new("group"))


# ── activities ──


@finder("no-activity")
def _no_activity(facts: Facts) -> Iterator[Found]:
    if facts.plan.results and facts.plan.groups and not facts.plan.activities:
        yield Found(_new("activity"))


@finder("shares-no-result")
def _shares_no_result(facts: Facts) -> Iterator[Found]:
    for activity in facts.plan.activities:
        if activity.purpose == Purpose.DISSEMINATION and not facts.results_of[activity.pk]:
            yield _about(activity, "results_0")


@finder("promotion-as-dissemination")
def _promotion_as_dissemination(facts: Facts) -> Iterator[Found]:
    usual = {term.code: term.extra.get("purpose") for term in codelist("activity_kinds")}
    for activity in facts.plan.activities:
        if activity.purpose == Purpose.DISSEMINATION and usual.get(activity.kind) == Purpose.PROMOTION:
            yield _about(activity, "purpose_0")


@finder("only-promotion")
def _only_promotion(facts: Facts) -> Iterator[Found]:
    activities = facts.plan.activities
    if activities and all(activity.purpose == Purpose.PROMOTION for activity in activities):
        yield Found(_new("activity"))


@finder("only-social-media")
def _only_social_media(facts: Facts) -> Iterator[Found]:
    activities = facts.plan.activities
    if activities and all(SOCIAL in {activity.channel, activity.kind} for activity in activities):
        yield Found(_new("activity"))


@finder("all-at-the-end")
def _all_at_the_end(facts: Facts) -> Iterator[Found]:
    end = facts.project.end
    days = [activity.start for activity in facts.plan.activities if activity.start]
    if end and len(days) >= ENOUGH_TO_JUDGE and all(day > end - LAST_MONTHS for day in days):
        yield Found(Place("plans:timeline"))


@finder("nothing-after")
def _nothing_after(facts: Facts) -> Iterator[Found]:
    if facts.plan.activities and not facts.after:
        yield Found(_new("activity"))


@finder("activity-without-group")
def _activity_without_group(facts: Facts) -> Iterator[Found]:
    for activity in facts.plan.activities:
        if facts.plan.groups and not facts.groups_of[activity.pk]:
            yield _about(activity, "reach")


@finder("reach-without-number")
def _reach_without_number(facts: Facts) -> Iterator[Found]:
    for activity in facts.plan.activities:
        groups = facts.groups_of[activity.pk]
        if groups and not any(people for _group, people in groups):
            yield _about(activity, "reach")


@finder("reach-above-size")
def _reach_above_size(facts: Facts) -> Iterator[Found]:
    for activity in facts.plan.activities:
        for group, people in facts.groups_of[activity.pk]:
            if group.size and people and people > group.size:
                yield _about(activity, "reach", group=str(group), people=people, size=group.size)


@finder("nobody-responsible")
def _nobody_responsible(facts: Facts) -> Iterator[Found]:
    yield from (_about(each, "responsible") for each in facts.plan.activities if not each.responsible_id)


@finder("one-partner-does-all")
def _one_partner_does_all(facts: Facts) -> Iterator[Found]:
    busy = {activity.responsible_id for activity in facts.plan.activities if activity.responsible_id}
    busiest = next((partner for partner in facts.plan.partners if partner.pk in busy), None)
    is_alone = len(busy) == 1 and len(facts.plan.partners) > 1 and len(facts.plan.activities) >= ENOUGH_TO_JUDGE
    if is_alone and busiest:
        yield Found(Place("plans:table"), params={"name": str(busiest)})


@finder("partner-without-part")
def _partner_without_part(facts: Facts) -> Iterator[Found]:
    busy = {activity.responsible_id for activity in facts.plan.activities}
    busy |= {result.responsible_id for result in facts.plan.results}
    for partner in facts.plan.partners:
        if facts.plan.activities and len(facts.plan.partners) > 1 and partner.pk not in busy:
            yield Found(Place("plans:table"), params={"name": str(partner)})


@finder("cost-missing")
def _cost_missing(facts: Facts) -> Iterator[Found]:
    yield from (_about(each, "cost") for each in facts.plan.activities if each.cost is None)


@finder("activity-without-date")
def _activity_without_date(facts: Facts) -> Iterator[Found]:
    yield from (_about(each, "start") for each in facts.plan.activities if not each.start)


@finder("activity-outside-project")
def _activity_outside_project(facts: Facts) -> Iterator[Found]:
    start, end = facts.project.start, facts.project.end
    if not (start and end):
        return
    for activity in facts.plan.activities:
        first, last = activity.start, activity.end or activity.start
        if not (first and last):
            continue
        expected = Phase.BEFORE if last < start else Phase.AFTER if first > end else Phase.DURING
        is_across = first < start <= last or first <= end < last
        if activity.phase != expected or is_across:
            yield _about(activity, "phase")


@finder("shared-before-ready")
def _shared_before_ready(facts: Facts) -> Iterator[Found]:
    for activity in facts.plan.activities:
        last, results = activity.end or activity.start, facts.results_of[activity.pk]
        days = [result.ready_on or result.planned_for for result in results]
        first = min((day for day in days if day), default=None)
        is_shared_then = activity.purpose == Purpose.DISSEMINATION and activity.phase != Phase.BEFORE
        if is_shared_then and last and first and all(days) and last < first:
            result = results[days.index(first)]
            yield _about(activity, "start", result=str(result))


@finder("activity-without-channel")
def _activity_without_channel(facts: Facts) -> Iterator[Found]:
    yield from (_about(each, "channel") for each in facts.plan.activities if not each.channel)


@finder("activity-without-objective")
def _activity_without_objective(facts: Facts) -> Iterator[Found]:
    yield from (_about(each, "objective") for each in facts.plan.activities if not each.objective)


@finder("no-milestone-linked")
def _no_milestone_linked(facts: Facts) -> Iterator[Found]:
    activities = facts.plan.activities
    if facts.plan.milestones and activities and not any(activity.milestone_id for activity in activities):
        yield Found(Place("plans:table"))


@finder("not-on-the-platform")
def _not_on_the_platform(facts: Facts) -> Iterator[Found]:
    is_owed = publishing_duty(facts.project.action_type) == "mandatory" and bool(facts.tangible)
    if is_owed and facts.plan.activities and not facts.on_platforms:
        yield Found(_new("activity"))


# ── indicators ──


@finder("no-indicator")
def _no_indicator(facts: Facts) -> Iterator[Found]:
    if (facts.plan.activities or facts.plan.results) and not facts.plan.indicators:
        yield Found(_new("indicator"))


def _lacking(field: str) -> Finder:
    def find(facts: Facts) -> Iterator[Found]:
        yield from (_about(each, field) for each in facts.plan.indicators if not getattr(each, field))

    return find


FINDERS["indicator-without-baseline"] = _lacking("baseline")
FINDERS["indicator-without-target"] = _lacking("target")
FINDERS["indicator-without-date"] = _lacking("target_date")
FINDERS["indicator-without-source"] = _lacking("source")
FINDERS["indicator-not-fed"] = _lacking("feeding")


@finder("indicator-without-unit")
def _indicator_without_unit(facts: Facts) -> Iterator[Found]:
    for indicator in facts.plan.indicators:
        if indicator.nature == Nature.QUANTITATIVE and not indicator.unit:
            yield _about(indicator, "unit")


@finder("indicator-without-number")
def _indicator_without_number(facts: Facts) -> Iterator[Found]:
    for indicator in facts.plan.indicators:
        if indicator.nature == Nature.QUANTITATIVE and indicator.target and number_in(indicator.target) is None:
            yield _about(indicator, "target")


@finder("indicator-before-start")
def _indicator_before_start(facts: Facts) -> Iterator[Found]:
    for indicator in facts.plan.indicators:
        if facts.project.start and indicator.target_date and indicator.target_date < facts.project.start:
            yield _about(indicator, "target_date")


@finder("only-quantitative")
def _only_quantitative(facts: Facts) -> Iterator[Found]:
    if facts.plan.indicators and all(each.nature == Nature.QUANTITATIVE for each in facts.plan.indicators):
        yield Found(_new("indicator"))


@finder("only-qualitative")
def _only_qualitative(facts: Facts) -> Iterator[Found]:
    if facts.plan.indicators and all(each.nature == Nature.QUALITATIVE for each in facts.plan.indicators):
        yield Found(_new("indicator"))


@finder("reach-out-of-reach")
def _reach_out_of_reach(facts: Facts) -> Iterator[Found]:
    for indicator in facts.plan.indicators:
        is_share = "%" in indicator.unit + indicator.target
        is_fed_so = indicator.level == "reach" and indicator.feeding == Feeding.ACTIVITIES and not is_share
        wanted = number_in(indicator.target) if is_fed_so and facts.plan.activities else None
        if wanted is not None and wanted > (possible := facts.possible_reach(indicator)):
            yield _about(indicator, "target", target=indicator.target, people=possible)


@finder("no-evaluation")
def _no_evaluation(facts: Facts) -> Iterator[Found]:
    judged = {"quality", "learning", "use", "policy"}
    is_judged = any(each.level in judged or each.feeding == Feeding.SURVEY for each in facts.plan.indicators)
    if facts.plan.indicators and not is_judged:
        yield Found(_new("indicator"))


@finder("no-use-indicator")
def _no_use_indicator(facts: Facts) -> Iterator[Found]:
    levels = {indicator.level for indicator in facts.plan.indicators}
    is_asked = facts.asks("U") or facts.asks("C") or facts.asks("R")
    if is_asked and facts.plan.indicators and not levels & {"use", "policy", "sustainability"}:
        yield Found(_new("indicator"))


@finder("package-without-both")
def _package_without_both(facts: Facts) -> Iterator[Found]:
    if not (facts.action and facts.action.work_packages_page):
        return
    for package in facts.plan.work_packages:
        if len(facts.indicators_of_package.get(package.pk, ())) < len(Nature):
            yield Found(_new("indicator"), "work_package", package.public_id, {"name": str(package)})


# ── what stays ──


@finder("no-use-plan")
def _no_use_plan(facts: Facts) -> Iterator[Found]:
    yield from (_of_use(result, "form") for result in facts.tangible if result.pk not in facts.plan.use_plans)


def _used(facts: Facts) -> Iterator[tuple[Result, UsePlan]]:
    for result in facts.plan.results:
        use = facts.plan.use_plans.get(result.pk)
        if use and not use.is_retirement:
            yield result, use


@finder("use-without-keeper")
def _use_without_keeper(facts: Facts) -> Iterator[Found]:
    yield from (_of_use(result, "keeper", use) for result, use in _used(facts) if not use.keeper_id)


@finder("use-without-users")
def _use_without_users(facts: Facts) -> Iterator[Found]:
    yield from (_of_use(result, "users", use) for result, use in _used(facts) if not use.users)


@finder("use-without-means")
def _use_without_means(facts: Facts) -> Iterator[Found]:
    yield from (_of_use(result, "resources", use) for result, use in _used(facts) if not use.has_means)


@finder("use-without-date")
def _use_without_date(facts: Facts) -> Iterator[Found]:
    end = facts.project.end
    for result, use in _used(facts):
        if use.until is None or (end and use.until <= end):
            yield _of_use(result, "until", use)


@finder("retired-without-reason")
def _retired_without_reason(facts: Facts) -> Iterator[Found]:
    for result in facts.plan.results:
        use = facts.plan.use_plans.get(result.pk)
        if use and use.is_retirement and not use.risk:
            yield _of_use(result, "risk", use)
