"""A commitment's content in the reader's language: names instead of codes and ids, dates as people write them."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from plon.plans.commitment import KINDS, Content
from plon.plans.enums import Feeding, Measures, Nature, Phase, Purpose
from plon.programme.codelists import codelist
from plon.programme.places import language_name
from plon.texts import best_language

SECTIONS: dict[str, Promise] = {
    "results": _("Results"),
    "groups": _("Target groups"),
    "messages": _("Why they would want it"),
    "activities": _("Activities"),
    "indicators": _("How we will know"),
    "use_plans": _("What stays"),
    "work_packages": _("Work packages"),
    "milestones": _("Milestones"),
}
KIND_NAMES: dict[str, Promise] = {
    "project": _("The project"),
    "result": _("Result"),
    "group": _("Target group"),
    "message": _("Message"),
    "activity": _("Planned activity"),
    "indicator": _("Indicator"),
    "use_plan": _("Use plan"),
    "work_package": _("Work package"),
    "milestone": _("Milestone"),
}
_FIELDS: dict[str, Promise] = {
    "title": _("title"), "kind": _("kind"), "category": _("category"), "licence": _("licence"),
    "languages": _("languages"), "responsible": _("responsible partner"), "work_package": _("work package"),
    "planned_for": _("planned date"), "name": _("name"), "levels": _("levels"),
    "size": pgettext_lazy("people", "size"), "need": _("need"),
    "whereabouts": _("where to find them"), "text": _("message"), "channel": _("channel"), "purpose": _("purpose"),
    "phase": _("phase"), "start": _("from"), "end": _("to"), "place": _("place"), "cost": _("cost (EUR)"),
    "objective": _("what it should achieve"), "milestone": _("milestone"), "results": _("results"),
    "reach": _("people to reach"), "measures": _("it measures"), "level": _("level"), "nature": _("kind of indicator"),
    "unit": _("unit"), "baseline": _("baseline"), "interim_targets": _("targets on the way"), "target": _("target"),
    "target_date": _("target date"), "source": _("source of verification"), "feeding": _("how it will be fed"),
    "result": _("result"), "activity": _("planned activity"), "group": _("target group"), "form": _("form of use"),
    "users": _("who will use it"), "keeper": _("who keeps it"), "resources": _("on what means"),
    "until": _("until when"), "risk": _("what could go wrong, or why it is retired"), "number": _("number"),
    "also": _("also in these forms"), "euros_a_year": _("EUR a year"), "hours_a_year": _("hours a year"),
    "means_from": _("who gives the means"), "due": _("due"), "acronym": _("acronym"), "action_type": _("action type"),
}  # fmt: skip
_CODES = {
    ("result", "kind"): "result_kinds", ("result", "category"): "result_categories", ("result", "licence"): "licences",
    ("group", "kind"): "target_group_kinds", ("group", "levels"): "levels", ("activity", "kind"): "activity_kinds",
    ("activity", "channel"): "channels", ("activity", "objective"): "activity_objectives",
    ("indicator", "level"): "indicator_levels", ("use_plan", "form"): "use_forms",
    ("use_plan", "also"): "use_forms",
    ("project", "action_type"): "action_types",
}  # fmt: skip
_ENUMS: dict[str, Any] = {
    "purpose": Purpose,
    "phase": Phase,
    "measures": Measures,
    "nature": Nature,
    "feeding": Feeding,
}
_DAYS = frozenset({"start", "end", "planned_for", "target_date", "until", "due"})
_TITLES = {"result": "title", "group": "name", "activity": "title", "indicator": "name", "milestone": "name"}


@dataclass(frozen=True, slots=True)
class Row:
    """One item: its name and its (label, words) facts."""

    id: str
    name: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Section:
    key: str
    title: str
    rows: tuple[Row, ...]


class Words:
    """Puts the items of one content (or of two, compared) into words."""

    def __init__(self, language: str, *contents: Content) -> None:
        self.language = language
        self._names: dict[str, str] = {}
        for content in contents:
            for name, kind in KINDS.items():
                if kind in _TITLES:
                    self._names |= {item["id"]: self._title(item[_TITLES[kind]]) for item in content.get(name, [])}

    def _title(self, title: str | Mapping[str, str]) -> str:
        if isinstance(title, str):
            return title
        best = best_language(title, self.language)
        return title[best] if best is not None else ""

    def name_of(self, kind: str, item: Mapping[str, Any]) -> str:
        """Return what an item is called."""
        if kind == "message":
            return f"{self._known(item['result'])} → {self._known(item['group'])}"
        if kind == "use_plan":
            return self._known(item["result"])
        if kind == "work_package":
            return f"{item['number']}. {item['title']}"
        if kind == "project":
            return str(item.get("acronym") or item.get("title"))
        return self._names.get(item["id"], "")

    def _known(self, public_id: str) -> str:
        return self._names.get(public_id, "—")

    def label_of(self, field: str) -> str:
        return str(_FIELDS.get(field, field))

    def words_of(self, kind: str, field: str, value: Any) -> str:
        """Return a value in words; "" if there is none."""
        if value in ("", None, [], {}):
            return ""
        if field in _ENUMS:
            return str(_ENUMS[field](value).label)
        if field in _DAYS:
            return date_format(datetime.date.fromisoformat(value))
        if codes := _CODES.get((kind, field)):
            chosen = value if isinstance(value, list) else [value]
            return ", ".join(codelist(codes).name(code, self.language) for code in chosen)
        told = _TELLERS.get(field)
        return told(self, value) if told else str(value)

    def texts(self, value: Mapping[str, str] | str) -> str:
        if not isinstance(value, Mapping):
            return str(value)
        return "\n".join(f"{code}: {text}" if code else text for code, text in sorted(value.items()))

    def languages(self, value: list[str]) -> str:
        return ", ".join(language_name(code, self.language) for code in value)

    def results(self, value: list[str]) -> str:
        return ", ".join(self._known(public_id) for public_id in value)

    def reach(self, value: Mapping[str, int | None]) -> str:
        told = [(self._known(public_id), people) for public_id, people in value.items()]
        return ", ".join(
            f"{name}: {number_format(people)}" if people is not None else name for name, people in sorted(told)
        )

    def targets(self, value: list[Mapping[str, str]]) -> str:
        return ", ".join(f"{date_format(datetime.date.fromisoformat(each['date']))}: {each['value']}" for each in value)

    def one(self, value: str) -> str:
        return self._known(value)

    def number(self, value: int) -> str:
        return number_format(value) if isinstance(value, int) else str(value)


_TELLERS: dict[str, Callable[[Words, Any], str]] = {
    "title": Words.texts,
    "text": Words.texts,
    "languages": Words.languages,
    "results": Words.results,
    "reach": Words.reach,
    "interim_targets": Words.targets,
    "result": Words.one,
    "group": Words.one,
    "activity": Words.one,
    "size": Words.number,
}
# What the name of an item says already.
_SAID = {
    "result": {"id"}, "group": {"id", "name"}, "message": {"id", "result", "group"}, "activity": {"id", "title"},
    "indicator": {"id", "name"}, "use_plan": {"id", "result"}, "work_package": {"id", "number", "title"},
    "milestone": {"id", "name"},
}  # fmt: skip


def sections_of(content: Content, language: str) -> list[Section]:
    """Return a content section by section in the poster's order, for a page or a document."""
    words = Words(language, content)
    sections = []
    for name, title in SECTIONS.items():
        kind = KINDS[name]
        rows = tuple(
            Row(item["id"], words.name_of(kind, item), _facts(words, kind, item)) for item in content.get(name, [])
        )
        if rows:
            sections.append(Section(name, str(title), rows))
    return sections


def _facts(words: Words, kind: str, item: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    said = [(words.label_of(field), words.words_of(kind, field, value)) for field, value in item.items()
            if field not in _SAID[kind]]  # fmt: skip
    return tuple((label, text) for label, text in said if text)
