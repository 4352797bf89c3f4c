"""One remark of the coach: what is missing, why it matters, where to mend it, how a good one looks."""

import functools
import tomllib
from dataclasses import dataclass, field
from importlib import resources
from typing import Any

from django.urls import reverse

from plon.plans.checks.facts import Facts
from plon.programme.rulebook import Rulebook, Wording

WEIGHTS = ("must", "should", "could")
SECTIONS = ("project", "results", "groups", "messages", "activities", "indicators", "use")


@dataclass(frozen=True, slots=True)
class Rule:
    """What the coach says when one rule is not met. Wording and sources are data (data/remarks.toml)."""

    code: str
    section: str
    weight: str
    letters: tuple[str, ...]
    source: str
    page: str
    mistake: str
    title: Wording
    why: Wording
    example: Wording


@dataclass(frozen=True, slots=True)
class Place:
    """Where to mend it: a page of the project and the field on it."""

    page: str
    args: tuple[str, ...] = ()
    field: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule found: an item, or the whole plan, and the place to mend it."""

    place: Place
    kind: str = ""
    public_id: str = ""
    params: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Remark:
    """A rule that is not met, in the reader's language.

    Attributes:
        rule: which one.
        kind: kind of the item it is about ("result", "group", ...), "" for the whole plan.
        public_id: that item.
        message: what is missing.
        why: why it matters.
        source: the rule's source with its page.
        points: what is at stake, e.g. "Impact: 20 of 100 points"; "" if the action's criterion does not name it.
        example: a good one.
        place: see `fix_url`.
    """

    rule: Rule
    kind: str
    public_id: str
    message: str
    why: str
    source: str
    points: str
    example: str
    place: Place
    project_id: str

    @property
    def code(self) -> str:
        return self.rule.code

    @property
    def section(self) -> str:
        return self.rule.section

    @property
    def weight(self) -> str:
        return self.rule.weight

    @property
    def fix_url(self) -> str:
        """The very field where it is mended."""
        address = reverse(self.place.page, args=[self.project_id, *self.place.args])
        return f"{address}#{self.place.field}" if self.place.field else address


def rules() -> dict[str, Rule]:
    """Return all rules of a plan, in its order."""
    return read_rules("plon.plans")


@functools.cache
def read_rules(package: str) -> dict[str, Rule]:
    """Return the rules whose words stand in a room's data/remarks.toml, in their order."""
    text = resources.files(package).joinpath("data/remarks.toml").read_text("utf-8")
    return {entry["code"]: _rule(entry) for entry in tomllib.loads(text)["remark"]}


def _rule(entry: dict[str, Any]) -> Rule:
    def both(name: str) -> Wording:
        return Wording(entry["en"].get(name, ""), entry["pl"].get(name, ""))

    return Rule(
        code=entry["code"],
        section=entry["section"],
        weight=entry["weight"],
        letters=tuple(entry.get("letters", ())),
        source=entry.get("source", ""),
        page=entry.get("page", ""),
        mistake=entry.get("mistake", ""),
        title=both("title"),
        why=both("why"),
        example=both("example"),
    )


# The guide that the wording was written from; a later year's rulebook names its own pages where they differ.
_GUIDE = Wording("Programme Guide 2025", "Przewodnik po programie 2025")
_PAGE = Wording("%s, p. %s", "%s, s. %s")
_MISTAKE = Wording("Named by assessors among typical mistakes", "Wymieniane przez oceniających wśród typowych błędów")
_ADVICE = Wording("Plon's advice", "Rada Plonu")
_POINTS = Wording("%(criterion)s: %(points)s of 100 points", "%(criterion)s: %(points)s na 100 punktów")


def remark_of(rule: Rule, found: Found, facts: Facts, language: str) -> Remark:
    """Put a finding into words."""
    return Remark(
        rule=rule,
        kind=found.kind,
        public_id=found.public_id,
        message=rule.title(language) % found.params,
        why=rule.why(language),
        source=source_of(rule, language, facts.book),
        points=points_of(rule, facts, language),
        example=rule.example(language),
        place=found.place,
        project_id=facts.project.public_id,
    )


def source_of(rule: Rule, language: str, book: Rulebook) -> str:
    """Return where a rule comes from: pages of the guide, the assessors' lists, or advice of ours."""
    own = book.remark_pages.get(rule.code, "")
    guide, page = (book.short, own) if own else (_GUIDE, rule.page)
    parts = [_PAGE(language) % (guide(language), page)] if page else []
    parts += [_MISTAKE(language)] if rule.mistake else []
    return "; ".join(parts) or rule.source or _ADVICE(language)


def points_of(rule: Rule, facts: Facts, language: str) -> str:
    """Return what is at stake in the project's action, if its criterion asks for what the rule is about."""
    action = facts.action
    if action is None or not action.asks & set(rule.letters):
        return ""
    return _POINTS(language) % {"criterion": action.criterion(language), "points": action.impact_points}
