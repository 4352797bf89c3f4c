"""What each step of the wizard asks, and how the answers enter the plan."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from plon.accounts.models import User
from plon.errors import DomainError
from plon.organisations.actions import add_organisation
from plon.organisations.models import Organisation
from plon.plans import actions
from plon.plans.enums import Nature, Purpose
from plon.plans.examples import first_indicators
from plon.plans.models import Indicator, Message, PlannedActivity, TargetGroup
from plon.plans.refusals import NothingToShare
from plon.plans.wizard import (
    are_all_late,
    does_one_do_all,
    groups_to_reach,
    is_nothing_after,
    offers_for,
)
from plon.plans.wizard_forms import (
    GroupRow,
    IndicatorRow,
    MessageRow,
    OfferRow,
    OwnActivityRow,
    OwnIndicatorRow,
    PartnerRow,
    ResultRow,
    ScheduleRow,
    SharedForm,
    ShortForm,
    TickRow,
    UseRow,
    partner_choices,
)
from plon.plans.wizard_rows import MOST_ROWS, Page, Row
from plon.programme.codelists import codelist
from plon.projects.actions import add_partner, change_project
from plon.projects.enums import PartnershipRole
from plon.projects.refusing import show_refusal
from plon.results.actions import define_result
from plon.results.models import Result

MOST_PAIRS = 40


class ProjectPage(Page):
    """The project in short: action, dates, partners."""

    template = "plans/wizard_project.html"
    FIELDS = ("action_type", "start", "end")

    def build(self) -> Iterable[Row]:
        initial = {name: getattr(self.project, name) for name in self.FIELDS}
        yield Row(self.form(ShortForm, "short", initial), self._write_short, item=self.project)
        for place in range(2):
            yield Row(self.form(PartnerRow, f"new-{place}", {"country": "PL"}), self._write_partner)

    def _write_short(self, row: Row, by: User) -> object:
        return change_project(self.project, by=by, version=self.project.version, **row.form.values())

    def _write_partner(self, row: Row, by: User) -> object:
        said = row.form.cleaned_data
        organisation = add_organisation(by=by, name=said["name"], country=said["country"], city=said["city"])
        is_led = self.project.partnerships.filter(role=PartnershipRole.COORDINATOR).exists()
        role = PartnershipRole.PARTNER if is_led else PartnershipRole.COORDINATOR
        return add_partner(self.project, by=by, organisation=organisation, role=role)

    def context(self) -> dict[str, object]:
        partnerships = self.project.partnerships.select_related("organisation")
        return {"short": self.rows[0], "new_rows": self.rows[1:], "partnerships": partnerships}


class ResultsPage(Page):
    template = "plans/wizard_results.html"

    def build(self) -> Iterable[Row]:
        for place in range(3):
            yield Row(self.form(ResultRow, f"new-{place}", {"kind": "tangible"}), self._define)

    def _define(self, row: Row, by: User) -> object:
        said = row.form.cleaned_data
        return define_result(self.project, by=by, title=said["title"], kind=said["kind"], language=self.language)

    def context(self) -> dict[str, object]:
        kinds = dict(codelist("result_kinds").choices(self.language))
        known = [(result, result.title_in(self.language), kinds.get(result.kind, "")) for result in self.plan.results]
        return {"known": known, "new_rows": self.rows}


class GroupsPage(Page):
    template = "plans/wizard_groups.html"
    FIELDS = ("name", "kind", "size", "levels", "need")

    def build(self) -> Iterable[Row]:
        for group in self.existing(self.plan.groups):
            initial = {name: getattr(group, name) for name in self.FIELDS}
            form = self.form(GroupRow, group.public_id, initial, is_promised=self.is_promised("group", group.public_id))
            yield Row(form, self._change, heading=group.name, item=group)
        for place in range(3):
            yield Row(self.form(GroupRow, f"new-{place}", {}), self._add)

    def _change(self, row: Row, by: User) -> object:
        return actions.change_group(
            row.item, by=by, version=row.item.version, reason=row.form.reason_given(), **row.form.values()
        )

    def _add(self, row: Row, by: User) -> object:
        return actions.add_group(self.project, by=by, **{name: row.form.cleaned_data[name] for name in self.FIELDS})

    def context(self) -> dict[str, object]:
        return {
            "known_rows": [row for row in self.rows if row.item],
            "new_rows": [row for row in self.rows if row.item is None],
            "hidden_count": max(0, len(self.plan.groups) - MOST_ROWS),
        }


class MessagesPage(Page):
    """One sentence per pair of result and group, in the language of the screen."""

    template = "plans/wizard_messages.html"

    def build(self) -> Iterable[Row]:
        pairs = {f"{r.public_id}-{g.public_id}": (r, g) for g in self.plan.groups for r in self.plan.results}
        keys = list(pairs)[:MOST_PAIRS] if self.data is None else self._sent(pairs)
        for key in keys:
            result, group = pairs[key]
            message = self.plan.messages.get((result.pk, group.pk))
            form = self.form(
                MessageRow, key, {"text": self._mine(message)},
                label=result.title_in(self.language),
                is_promised=self.is_promised("message", f"{result.public_id}:{group.public_id}"),
            )  # fmt: skip
            yield Row(form, self._say, heading=group.name, note=self._elsewhere(message), item=_Pair(
                result, group, message.version if message else 0, key))  # fmt: skip

    def _sent(self, pairs: Mapping[str, object]) -> list[str]:
        assert self.data is not None  # noqa: S101  only asked of what was sent
        sent = list(dict.fromkeys(self.data.getlist("row")))
        for gone in (key for key in sent if key not in pairs):
            self.lost += [said[:500]] if (said := self.data.get(f"{gone}-text", "").strip()) else []
        return [key for key in sent if key in pairs]

    def _mine(self, message: Message | None) -> str:
        texts = message.texts.all() if message else ()
        return next((text.text for text in texts if text.language == self.language), "")

    def _elsewhere(self, message: Message | None) -> str:
        return message.text_in(self.language) if message and not self._mine(message) else ""

    def _say(self, row: Row, by: User) -> object:
        pair = row.item
        return actions.write_message(
            pair.result, pair.group, by=by, texts={self.language: row.form.cleaned_data["text"]},
            version=pair.version, reason=row.form.reason_given(),
        )  # fmt: skip

    def context(self) -> dict[str, object]:
        by_group: dict[TargetGroup, list[Row]] = {}
        for row in self.rows:
            by_group.setdefault(row.item.group, []).append(row)
        total = len(self.plan.groups) * len(self.plan.results)
        return {"by_group": list(by_group.items()), "hidden_count": max(0, total - MOST_PAIRS)}


@dataclass(frozen=True, slots=True)
class _Pair:
    result: Result
    group: TargetGroup
    version: int
    public_id: str


class ActivitiesPage(Page):
    """How one group learns of the results; the page comes once for each group."""

    template = "plans/wizard_activities.html"

    def build(self) -> Iterable[Row]:
        asked = [group for group in self.plan.groups if group.public_id == self.asked]
        shown = [] if self.data is not None else [*groups_to_reach(self.plan), *self.plan.groups]
        self.group = next(iter([*asked, *shown]), None)
        if self.group is None:
            if self.data is not None and (said := self.data.get("own-title", "")):
                self.lost.append(said[:300])
            return
        self.known = [each for each in self.plan.activities if _reaches(each, self.group)]
        shared = self.form(SharedForm, "shared", {"results": self._usual_results(self.group)},
                           results=[(r.public_id, r.title_in(self.language)) for r in self.plan.results])  # fmt: skip
        self.shared = Row(shared, lambda _row, _by: None, is_always=True)
        yield self.shared
        titles = {activity.title for activity in self.known}
        for offer in offers_for(self.group, self.project, self.language):
            if self.data is None and offer.title in titles:
                continue
            form = self.form(OfferRow, offer.code, {"title": offer.title, "start": offer.day})
            yield Row(form, self._take, heading=offer.title, note=offer.when, offer=offer)
        yield Row(self.form(OwnActivityRow, "own", {}), self._add)

    def _usual_results(self, group: TargetGroup) -> list[str]:
        wanted = [r.public_id for r in self.plan.results if (r.pk, group.pk) in self.plan.messages]
        return wanted or [r.public_id for r in self.plan.results]

    def write(self, row: Row, by: User) -> None:
        """Keep one row; that no result was chosen is said where results are chosen."""
        try:
            row.write(row, by)
        except NothingToShare as refusal:
            if not self.shared.form.errors:
                show_refusal(self.shared.form, refusal)
        except (DomainError, ValidationError) as refusal:
            show_refusal(row.form, refusal)

    def _take(self, row: Row, by: User) -> object:
        assert row.offer is not None  # noqa: S101  rows of offers are written here
        said, offer = row.form.cleaned_data, row.offer
        return self._plan(by, offer.purpose, title=said["title"], start=said["start"], kind=offer.kind,
                          channel=offer.channel, phase=offer.phase)  # fmt: skip

    def _add(self, row: Row, by: User) -> object:
        said = row.form.cleaned_data
        kind = codelist("activity_kinds").get(said["kind"])
        purpose = str(kind.extra.get("purpose", Purpose.DISSEMINATION)) if kind else str(Purpose.DISSEMINATION)
        return self._plan(by, purpose, title=said["title"], kind=said["kind"], phase=said["phase"])

    def _plan(self, by: User, purpose: str, **fields: Any) -> PlannedActivity:
        assert self.group is not None  # noqa: S101  without a group there is no row
        chosen = set(self.shared.form.cleaned_data.get("results", ()))
        results = [result for result in self.plan.results if result.public_id in chosen]
        shares = purpose == Purpose.DISSEMINATION
        return actions.add_activity(
            self.project, by=by, purpose=purpose, results=results if shares else (), reach={self.group: None}, **fields
        )

    def group_after(self) -> str:
        """Return the next group of the list that nothing reaches yet, "" after the last."""
        if self.group is None:
            return ""
        waiting = {group.pk for group in groups_to_reach(self.plan)}
        place = self.plan.groups.index(self.group)
        return next((group.public_id for group in self.plan.groups[place + 1 :] if group.pk in waiting), "")

    def context(self) -> dict[str, object]:
        if self.group is None:
            return {"group": None}
        reached = {group.pk for group in self.plan.groups} - {group.pk for group in groups_to_reach(self.plan)}
        return {
            "group": self.group,
            "known": self.known,
            "shared": self.shared,
            "offers": [row for row in self.rows if row.offer],
            "own": self.rows[-1],
            "tabs": [(group, group.pk in reached) for group in self.plan.groups],
        }


def _reaches(activity: PlannedActivity, group: TargetGroup) -> bool:
    return any(reach.group_id == group.pk for reach in activity.reach.all())


class SchedulePage(Page):
    """When each activity is done, and which partner sees to it; what lacks one of them comes first."""

    template = "plans/wizard_schedule.html"

    def build(self) -> Iterable[Row]:
        self.phases: dict[str, str] = {}
        for activity in self.existing(sorted(self.plan.activities, key=_has_day_and_partner)):
            initial = {"start": activity.start, "end": activity.end, "responsible": activity.responsible_id}
            form = self.form(
                ScheduleRow, activity.public_id, initial, partners=partners_to_choose(self, activity.responsible),
                is_promised=self.is_promised("activity", activity.public_id),
            )  # fmt: skip
            yield Row(form, self._change, heading=activity.title, note=activity.get_phase_display(), item=activity)

    def _change(self, row: Row, by: User) -> object:
        values = row.form.values()
        if "responsible" in values:
            values["responsible"] = partner_of(self, values["responsible"])
        return actions.change_activity(
            row.item, by=by, version=row.item.version, reason=row.form.reason_given(), **values
        )

    def context(self) -> dict[str, object]:
        activities = self.plan.activities
        return {
            "known_rows": self.rows,
            "hidden_count": max(0, len(activities) - MOST_ROWS),
            "are_all_late": are_all_late(activities, self.project),
            "does_one_do_all": does_one_do_all(activities, len(self.plan.partners)),
            "is_nothing_after": is_nothing_after(activities),
        }


def _has_day_and_partner(activity: PlannedActivity) -> bool:
    return bool(activity.start and activity.responsible_id)


def partners_to_choose(page: Page, present: Organisation | None) -> list[tuple[str, str]]:
    """Return the partners as choices, with the one that is chosen even if it has left the partnership."""
    former = [present] if present and present not in page.plan.partners else []
    return partner_choices([*page.plan.partners, *former])


def partner_of(page: Page, key: str) -> Organisation | None:
    """Return the partner that was chosen in a list of `partner_choices`."""
    return next((partner for partner in page.plan.partners if str(partner.pk) == key), None)


class IndicatorsPage(Page):
    template = "plans/wizard_indicators.html"
    FIELDS = ("baseline", "target", "target_date", "source", "feeding")

    def build(self) -> Iterable[Row]:
        for indicator in self.existing(sorted(self.plan.indicators, key=_has_target)):
            initial = {name: getattr(indicator, name) for name in self.FIELDS}
            is_promised = self.is_promised("indicator", indicator.public_id)
            form = self.form(IndicatorRow, indicator.public_id, initial, is_promised=is_promised)
            yield Row(form, self._change, heading=indicator.name, note=indicator.unit, item=indicator)
        names = {indicator.name for indicator in self.plan.indicators}
        for example in first_indicators(self.language, self.project.action_type):
            if self.data is None and example.name in names:
                continue
            form = self.form(TickRow, f"ready-{example.code}", {}, label=example.name)
            yield Row(form, self._take, heading=example.name, note=example.unit, ready=example)
        yield Row(self.form(OwnIndicatorRow, "own", {"nature": Nature.QUANTITATIVE}), self._add)

    def _change(self, row: Row, by: User) -> object:
        return actions.change_indicator(
            row.item, by=by, version=row.item.version, reason=row.form.reason_given(), **row.form.values()
        )

    def _take(self, row: Row, by: User) -> object:
        assert row.ready is not None  # noqa: S101  rows of ready indicators are written here
        return self._begin(by, **row.ready.as_initial())

    def _add(self, row: Row, by: User) -> object:
        return self._begin(by, **{name: row.form.cleaned_data[name] for name in ("name", "nature", "unit")})

    def _begin(self, by: User, **fields: Any) -> Indicator:
        """Add an indicator unless it is there: in another tab the same one may have been ticked."""
        known = next((each for each in self.plan.indicators if each.name == fields["name"]), None)
        if known is None:
            self.is_seen_again = True
        return known or actions.add_indicator(self.project, by=by, **fields)

    def context(self) -> dict[str, object]:
        natures = {indicator.nature for indicator in self.plan.indicators}
        ready = [row for row in self.rows if row.ready]
        return {
            "known_rows": [row for row in self.rows if row.item],
            "numbers": [row for row in ready if row.ready and row.ready.nature == Nature.QUANTITATIVE],
            "statements": [row for row in ready if row.ready and row.ready.nature == Nature.QUALITATIVE],
            "own": self.rows[-1],
            "hidden_count": max(0, len(self.plan.indicators) - MOST_ROWS),
            "lacks_number": Nature.QUANTITATIVE not in natures,
            "lacks_statement": Nature.QUALITATIVE not in natures,
        }


def _has_target(indicator: Indicator) -> bool:
    return bool(indicator.target and indicator.baseline)


class UsePage(Page):
    """What stays of each result that can be taken."""

    template = "plans/wizard_use.html"
    FIELDS = ("form", "users", "resources", "until")

    def build(self) -> Iterable[Row]:
        tangible = [result for result in self.plan.results if result.kind == "tangible"]
        for result in self.existing(sorted(tangible, key=lambda each: each.pk in self.plan.use_plans)):
            use = self.plan.use_plans.get(result.pk)
            initial = {name: getattr(use, name) for name in self.FIELDS} if use else {}
            initial["keeper"] = use.keeper_id if use else None
            form = self.form(
                UseRow, result.public_id, initial,
                partners=partners_to_choose(self, use.keeper if use else None),
                is_promised=bool(use and self.is_promised("use_plan", use.public_id)),
            )  # fmt: skip
            yield Row(form, self._plan_use, heading=result.title_in(self.language), item=use or _Unplanned(result))

    def _plan_use(self, row: Row, by: User) -> object:
        values = row.form.values()
        if "keeper" in values:
            values["keeper"] = partner_of(self, values["keeper"])
        use = row.item
        return actions.plan_use(use.result, by=by, version=use.version, reason=row.form.reason_given(), **values)

    def context(self) -> dict[str, object]:
        tangible = sum(result.kind == "tangible" for result in self.plan.results)
        return {"known_rows": self.rows, "hidden_count": max(0, tangible - MOST_ROWS),
                "has_intangible": tangible < len(self.plan.results)}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Unplanned:
    """A result without a use plan yet, where a use plan would stand."""

    result: Result
    version: int = 0


PAGES: dict[str, type[Page]] = {
    "begin": Page,
    "project": ProjectPage,
    "results": ResultsPage,
    "groups": GroupsPage,
    "messages": MessagesPage,
    "activities": ActivitiesPage,
    "schedule": SchedulePage,
    "indicators": IndicatorsPage,
    "use": UsePage,
    "review": Page,
}
