"""What an assessor would look for, as a checklist: the bullets of the action's criteria, the parts of the plan."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from plon.plans.checks.checking import remarks_on
from plon.plans.checks.facts import Facts
from plon.plans.checks.remarks import Remark
from plon.plans.checks.showing import DEMANDS, PARTS, shown_by
from plon.plans.queries import Plan
from plon.programme.rulebook import Action, Bullet, Rulebook

MOST_NAMES = 2
# Which rules speak for a part of the communication plan.
RULES_OF_PARTS = {
    "objectives": ("activity-without-objective",),
    "audience": ("no-group", "group-vague", "group-without-level", "group-without-activity"),
    "channels": ("no-activity", "only-social-media", "activity-without-channel", "activity-without-group"),
    "results": ("no-result", "result-not-shared", "not-on-the-platform"),
    "timing": (
        "activity-without-date", "all-at-the-end", "activity-outside-project", "no-milestone-linked",
        "shared-before-ready",
    ),
    "indicators": (
        "no-indicator", "only-quantitative", "only-qualitative", "indicator-without-baseline",
        "indicator-without-target", "indicator-without-date", "indicator-without-source",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the checklist.

    Attributes:
        key: names it within the checklist, e.g. "criterion-2".
        text: what is looked for.
        question: the question behind it.
        state: "yes", "partly" or "no".
        shown_by: the items of the plan that show it, by their names; empty if nothing does.
        remarks: what stands against it.
        page: its page in the guide.
        criterion: the criterion that asks it, where that is another one than the checklist's own.
    """

    key: str
    text: str
    question: str
    state: str
    shown_by: tuple[str, ...]
    remarks: tuple[Remark, ...]
    page: str
    criterion: str = ""

    @property
    def first_shown(self) -> tuple[str, ...]:
        return self.shown_by[:MOST_NAMES]

    @property
    def also_shown(self) -> int:
        """How many items more show it than are named."""
        return max(0, len(self.shown_by) - MOST_NAMES)


@dataclass(frozen=True)
class Checklist:
    """How a plan looks to an assessor. A checklist, not a promise of points.

    Attributes:
        action: what the rulebook knows of the project's action; None if nothing, or if none is chosen.
        unjudged: why no criterion is shown for an action that is chosen.
        criterion: bullets of the criterion that holds dissemination.
        elsewhere: what other criteria ask of sharing and measuring.
        parts: the six parts of the communication plan.
    """

    book: Rulebook
    action: Action | None
    unjudged: str
    criterion: tuple[Check, ...]
    elsewhere: tuple[Check, ...]
    parts: tuple[Check, ...]

    @property
    def checks(self) -> tuple[Check, ...]:
        return (*self.criterion, *self.elsewhere, *self.parts)

    def find(self, key: str) -> Check | None:
        """Return the line with this key."""
        return next((each for each in self.checks if each.key == key), None)


def what_an_assessor_looks_for(plan: Plan, language: str) -> Checklist:
    """Return the bullets of the chosen action's criterion, and the six parts of the communication plan, judged."""
    facts = Facts(plan)
    return checklist_of(facts, remarks_on(facts, language), language)


def checklist_of(facts: Facts, remarks: Sequence[Remark], language: str) -> Checklist:
    """Judge with remarks that were made already."""
    action, book = facts.action, facts.book
    unjudged = book.unjudged.get(facts.project.action_type)
    return Checklist(
        book,
        action,
        unjudged.text(language) if unjudged else "",
        _checks(facts, "criterion", _bullets_of(action, book), remarks, language) if action else (),
        _checks(facts, "elsewhere", action.elsewhere, remarks, language) if action else (),
        tuple(_part(facts, code, remarks, language) for code in book.parts),
    )


def _bullets_of(action: Action, book: Rulebook) -> Sequence[Bullet]:
    """Return an action's bullets; where only the matrix knows them, one for each of its letters."""
    return action.bullets or [
        Bullet((letter,), demand.name) for letter, demand in book.demands.items() if letter in action.asks
    ]


def _checks(
    facts: Facts, name: str, bullets: Sequence[Bullet], remarks: Sequence[Remark], language: str
) -> tuple[Check, ...]:
    checks = []
    for number, bullet in enumerate(bullets, 1):
        against = tuple(remark for remark in remarks if set(bullet.letters) & set(remark.rule.letters))
        question = " ".join(facts.book.demands[letter].question(language) for letter in bullet.letters)
        shown = [shown_by(facts, DEMANDS, letter) for letter in bullet.letters]
        page = bullet.page or (facts.action.page if facts.action else "")
        checks.append(
            Check(
                f"{name}-{number}", bullet.text(language), question, _state(against, is_shown=all(shown)),
                _joined(shown), against, page, bullet.criterion(language),
            )
        )  # fmt: skip
    return tuple(checks)


def _part(facts: Facts, code: str, remarks: Sequence[Remark], language: str) -> Check:
    entry = facts.book.parts[code]
    against = tuple(remark for remark in remarks if remark.code in RULES_OF_PARTS.get(code, ()))
    shown = tuple(shown_by(facts, PARTS, code))
    state = _state(against, is_shown=bool(shown))
    return Check(f"part-{code}", entry.text(language), entry.question(language), state, shown, against, entry.page)


def _state(against: Sequence[Remark], *, is_shown: bool) -> str:
    if not is_shown:
        return "no"
    return "partly" if any(remark.weight != "could" for remark in against) else "yes"


def _joined(shown: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """Return names once each, in their order, none if one of several demands has nothing to show."""
    lists = list(shown)
    return tuple(dict.fromkeys(name for names in lists for name in names)) if all(lists) else ()
