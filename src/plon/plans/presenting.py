"""From a loaded plan to the cards of the board."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from plon.plans.enums import Feeding, Phase
from plon.plans.models import Indicator, Message, PlannedActivity, TargetGroup, UsePlan
from plon.plans.queries import Plan
from plon.programme.codelists import codelist
from plon.results.models import Result

LETTERS = {
    "pl": {"result": "R", "group": "G", "activity": "D", "indicator": "W"},
    "en": {"result": "R", "group": "G", "activity": "A", "indicator": "I"},
}

# Boxes for messages to write: enough to go on with, not so many that they hide what is written.
MOST_UNSAID = 4


@dataclass(frozen=True, slots=True)
class Chip:
    """A link to another card: its label ("R1") and what it is called."""

    kind: str
    label: str
    name: str


@dataclass(frozen=True)
class Card:
    """What the board shows of one item."""

    kind: str
    public_id: str
    label: str
    title: str
    tags: tuple[tuple[str, str], ...] = ()
    lines: tuple[str, ...] = ()
    chips: tuple[Chip, ...] = ()
    # For the filters: keys of partners, results and groups, and the phase.
    partners: frozenset[int] = frozenset()
    results: frozenset[int] = frozenset()
    groups: frozenset[int] = frozenset()
    phase: str = ""
    # A box to fill instead of an item: something the plan still needs.
    is_gap: bool = False
    # Where its form is, below the address of the plan.
    path: str = ""
    remarks: int = 0
    comments: int = 0
    is_promised: bool = False
    change: str = ""
    version: int = 0

    @property
    def key(self) -> tuple[str, str]:
        return (self.kind, self.public_id)


@dataclass(frozen=True)
class Column:
    """One column of the board, in the poster's order."""

    key: str
    title: Promise
    help: Promise
    cards: tuple[Card, ...] = ()
    # Cards under headings: (heading, cards); one group without heading if there is nothing to divide.
    parts: tuple[tuple[str, tuple[Card, ...]], ...] = field(default=())
    # How many items there are without the filters.
    count: int = 0

    @property
    def shown(self) -> int:
        """How many items the filters leave, boxes to fill not counted."""
        return sum(not card.is_gap for card in self.cards)


class Labels:
    """The labels of the poster and the board: R1, G2, A3, in the plan's order."""

    def __init__(
        self, results: Iterable[int], groups: Iterable[int], activities: Iterable[int], indicators: Iterable[int]
    ) -> None:
        self._number = {
            (kind, key): number
            for kind, keys in (
                ("result", results), ("group", groups), ("activity", activities), ("indicator", indicators),
            )
            for number, key in enumerate(keys, 1)
        }  # fmt: skip

    def of(self, kind: str, key: int) -> str:
        letters = LETTERS["pl" if (get_language() or "").startswith("pl") else "en"]
        return f"{letters[kind]}{self._number.get((kind, key), '')}"


def labels_of(plan: Plan) -> Labels:
    return Labels(
        *((item.pk for item in items) for items in (plan.results, plan.groups, plan.activities, plan.indicators))
    )


class Cards:
    """Makes cards in one language; names of codes are looked up once."""

    def __init__(self, labels: Labels, language: str) -> None:
        self.labels = labels
        self.language = language
        self._titles: dict[int, str] = {}

    @cached_property
    def _names(self) -> Mapping[str, Mapping[str, str]]:
        lists = ("result_kinds", "licences", "target_group_kinds", "levels", "activity_kinds", "channels",
                 "indicator_levels", "use_forms")  # fmt: skip
        return {name: dict(codelist(name).choices(self.language)) for name in lists}

    def _name(self, codes: str, code: str) -> str:
        return self._names[codes].get(code, code)

    def title_of(self, result: Result) -> str:
        if result.pk not in self._titles:
            self._titles[result.pk] = result.title_in(self.language)
        return self._titles[result.pk]

    def _result_chip(self, result: Result) -> Chip:
        return Chip("result", self.labels.of("result", result.pk), str(result))

    def _group_chip(self, group: TargetGroup) -> Chip:
        return Chip("group", self.labels.of("group", group.pk), group.name)

    def result(self, result: Result) -> Card:
        licence = result.licence and self._name("licences", result.licence).split(" (")[0]
        return Card(
            "result", result.public_id, self.labels.of("result", result.pk), self.title_of(result),
            tags=((self._name("result_kinds", result.kind), "good" if result.kind == "tangible" else "info"),),
            lines=_lines(_joined(licence, _month(result.planned_for)), str(result.responsible or "")),
            partners=_keys(result.responsible_id), results=frozenset({result.pk}), path=f"result/{result.public_id}/",
            version=result.version,
        )  # fmt: skip

    def group(self, group: TargetGroup) -> Card:
        size = (
            ngettext("about %(n)s", "about %(n)s", group.size) % {"n": number_format(group.size)} if group.size else ""
        )
        levels = ", ".join(self._name("levels", level) for level in group.levels)
        return Card(
            "group", group.public_id, self.labels.of("group", group.pk), group.name,
            tags=((self._name("target_group_kinds", group.kind).split(":")[0], ""),) if group.kind else (),
            lines=_lines(_joined(levels, size), group.need), groups=frozenset({group.pk}),
            path=f"group/{group.public_id}/", version=group.version,
        )  # fmt: skip

    def message(self, message: Message, result: Result, group: TargetGroup) -> Card:
        return Card(
            "message", f"{result.public_id}:{group.public_id}", "", message.text_in(self.language),
            chips=(self._result_chip(result), self._group_chip(group)), results=frozenset({result.pk}),
            groups=frozenset({group.pk}), path=f"messages/{result.public_id}/{group.public_id}/",
            version=message.version,
        )  # fmt: skip

    def missing_message(self, result: Result, group: TargetGroup) -> Card:
        return Card(
            "message", f"{result.public_id}:{group.public_id}", "", _("Why would they want it?"),
            chips=(self._result_chip(result), self._group_chip(group)), results=frozenset({result.pk}),
            groups=frozenset({group.pk}), is_gap=True, path=f"messages/{result.public_id}/{group.public_id}/",
        )  # fmt: skip

    def activity(self, activity: PlannedActivity) -> Card:
        results = list(activity.results.all())
        reach = list(activity.reach.all())
        people = sum(each.people or 0 for each in reach)
        tone = "good" if activity.purpose == "dissemination" else "wait"
        how = _joined(
            self._name("activity_kinds", activity.kind) if activity.kind else "",
            self._name("channels", activity.channel) if activity.channel else "",
        )
        return Card(
            "activity", activity.public_id, self.labels.of("activity", activity.pk), activity.title,
            tags=((activity.get_purpose_display(), tone),),
            lines=_lines(
                how,
                _joined(_period(activity.start, activity.end), activity.place),
                str(activity.responsible or ""),
                ngettext("%(n)s person", "%(n)s people", people) % {"n": number_format(people)} if people else "",
            ),
            chips=(
                *(self._result_chip(result) for result in results),
                *(self._group_chip(each.group) for each in reach),
            ),
            partners=_keys(activity.responsible_id), results=frozenset(result.pk for result in results),
            groups=frozenset(each.group_id for each in reach), phase=activity.phase,
            path=f"activity/{activity.public_id}/", version=activity.version,
        )  # fmt: skip

    def indicator(self, indicator: Indicator) -> Card:
        target = " ".join(part for part in (indicator.target, indicator.unit) if part)
        path = f"{indicator.baseline or '?'} → {target or '?'}" if indicator.baseline or target else ""
        fed = Feeding(indicator.feeding).label if indicator.feeding else ""
        chips: list[Chip] = []
        if indicator.result:
            chips.append(self._result_chip(indicator.result))
        if indicator.activity:
            label = self.labels.of("activity", indicator.activity.pk)
            chips.append(Chip("activity", label, str(indicator.activity)))
        level = self._name("indicator_levels", indicator.level) if indicator.level else ""
        return Card(
            "indicator", indicator.public_id, self.labels.of("indicator", indicator.pk), indicator.name,
            tags=(
                *(((level, "info"),) if level else ()),
                *(() if fed else ((_("nothing feeds it"), "wait"),)),
            ),
            lines=_lines(_joined(path, _month(indicator.target_date)), str(fed), indicator.source),
            chips=tuple(chips), results=_keys(indicator.result_id), path=f"indicator/{indicator.public_id}/",
            version=indicator.version,
        )  # fmt: skip

    def use(self, result: Result, use: UsePlan | None) -> Card:
        path, chips = f"use/{result.public_id}/", (self._result_chip(result),)
        if use is None:
            return Card("use_plan", f"new-{result.public_id}", "", _("How will it be used after the project?"),
                        chips=chips, results=frozenset({result.pk}), is_gap=True, path=path)  # fmt: skip
        until = _("until %(date)s") % {"date": _month(use.until)} if use.until else ""
        return Card(
            "use_plan", use.public_id, "", ", ".join(self._name("use_forms", code) for code in use.forms), chips=chips,
            lines=_lines(use.users, _joined(str(use.keeper or ""), until)), partners=_keys(use.keeper_id),
            results=frozenset({result.pk}), path=path, version=use.version,
        )  # fmt: skip


def _keys(key: int | None) -> frozenset[int]:
    return frozenset() if key is None else frozenset({key})


def _lines(*lines: str) -> tuple[str, ...]:
    return tuple(line for line in lines if line)


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _month(day: datetime.date | None) -> str:
    return date_format(day, "YEAR_MONTH_FORMAT") if day else ""


def _period(start: datetime.date | None, end: datetime.date | None) -> str:
    if start is None:
        return ""
    first = date_format(start, "SHORT_DATE_FORMAT")
    return first if end is None or end == start else f"{first} – {date_format(end, 'SHORT_DATE_FORMAT')}"


def columns_of(plan: Plan, language: str) -> list[Column]:
    """Return the board's columns with all cards, in the poster's order."""
    cards = Cards(labels_of(plan), language)
    results, groups = {result.pk: result for result in plan.results}, {group.pk: group for group in plan.groups}
    messages = [
        cards.message(plan.messages[r, g], results[r], groups[g])
        for r in results
        for g in groups
        if (r, g) in plan.messages
    ]
    messages += [cards.missing_message(results[r], groups[g]) for r, g in _unsaid(plan)[:MOST_UNSAID]]
    activities = [cards.activity(activity) for activity in plan.activities]
    uses = [
        cards.use(result, plan.use_plans.get(result.pk))
        for result in plan.results
        if result.kind == "tangible" or result.pk in plan.use_plans
    ]
    return [
        Column("results", _TITLES["results"], _HELP["results"], tuple(cards.result(result) for result in plan.results)),
        Column("groups", _TITLES["groups"], _HELP["groups"], tuple(cards.group(group) for group in plan.groups)),
        Column("messages", _TITLES["messages"], _HELP["messages"], tuple(messages)),
        Column("activities", _TITLES["activities"], _HELP["activities"], tuple(activities)),
        Column("indicators", _TITLES["indicators"], _HELP["indicators"],
               tuple(cards.indicator(indicator) for indicator in plan.indicators)),
        Column("use", _TITLES["use"], _HELP["use"], tuple(uses)),
    ]  # fmt: skip


def _unsaid(plan: Plan) -> list[tuple[int, int]]:
    """Return the pairs of result and group that lack a message: those an activity brings together, or all at first."""
    if plan.activities:
        pairs = [
            (result.pk, reach.group_id)
            for activity in plan.activities
            for result in activity.results.all()
            for reach in activity.reach.all()
        ]
    else:
        pairs = [(result.pk, group.pk) for result in plan.results for group in plan.groups]
    return [pair for pair in dict.fromkeys(pairs) if pair not in plan.messages]


_TITLES: dict[str, Promise] = {
    "results": gettext_lazy("Results"),
    "groups": gettext_lazy("Target groups"),
    "messages": gettext_lazy("Why they would want it"),
    "activities": gettext_lazy("Tools and channels, when and by whom"),
    "indicators": gettext_lazy("How we will know"),
    "use": gettext_lazy("What stays"),
}
_HELP: dict[str, Promise] = {
    "results": gettext_lazy("What will there be? Things, and what people gain."),
    "groups": gettext_lazy("Who could use it? As exactly as possible."),
    "messages": gettext_lazy("One sentence for each pair that matters."),
    "activities": gettext_lazy("How do they learn of it, when, and who sees to it?"),
    "indicators": gettext_lazy("From how much to how much, by when, shown by what?"),
    "use": gettext_lazy("Who uses and keeps it when the money is gone?"),
}


@dataclass(frozen=True)
class Narrowing:
    """What the board is narrowed to; empty values narrow nothing."""

    partner: int | None = None
    phase: str = ""
    result: int | None = None
    group: int | None = None
    only_remarked: bool = False

    def __bool__(self) -> bool:
        return self != Narrowing()

    def lets(self, card: Card) -> bool:
        """Tell whether a card stays on the board: what a filter does not speak of stays."""
        if (
            self.partner is not None
            and card.kind in {"result", "activity", "use_plan"}
            and self.partner not in card.partners
        ):
            return False
        if self.phase and card.kind == "activity" and card.phase != self.phase:
            return False
        if self.result is not None and card.kind != "group" and card.results and self.result not in card.results:
            return False
        if self.result is not None and card.kind == "activity" and not card.results:
            return False
        if self.group is not None and card.kind in {"group", "message", "activity"} and self.group not in card.groups:
            return False
        return not self.only_remarked or bool(card.remarks) or card.is_gap


def arrange(columns: Sequence[Column], narrowing: Narrowing, marks: "Marks") -> list[Column]:
    """Return the columns with their cards marked, narrowed and put under their headings."""
    arranged = []
    for column in columns:
        cards = tuple(card for card in map(marks.on, column.cards) if narrowing.lets(card))
        arranged.append(replace(column, cards=cards, parts=_parts(column.key, cards), count=column.shown))
    return arranged


def _parts(key: str, cards: tuple[Card, ...]) -> tuple[tuple[str, tuple[Card, ...]], ...]:
    if key != "activities":
        return (("", cards),)
    return tuple(
        (str(phase.label), found) for phase in Phase if (found := tuple(card for card in cards if card.phase == phase))
    )


@dataclass(frozen=True)
class Marks:
    """What is said about items: the coach's remarks, comments, promises, changes since."""

    remarks: Mapping[tuple[str, str], int] = field(default_factory=dict)
    comments: Mapping[tuple[str, str], int] = field(default_factory=dict)
    promised: frozenset[tuple[str, str]] = frozenset()
    changed: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def on(self, card: Card) -> Card:
        key = card.key
        return replace(
            card,
            remarks=self.remarks.get(key, 0),
            comments=self.comments.get(key, 0),
            is_promised=key in self.promised,
            change=self.changed.get(key, ""),
        )
