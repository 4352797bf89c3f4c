"""What an assessor would look for, as a checklist: the bullets of the action's criterion, the parts of the plan."""

from collections.abc import Sequence
from dataclasses import dataclass

from plon.plans.checks.checking import remarks_on
from plon.plans.checks.facts import Facts
from plon.plans.checks.remarks import Remark
from plon.plans.queries import Plan
from plon.programme.rulebook import Action, Rulebook

# Which rules speak for a demand of the matrix beside those that name its letter; and what shows it at all.
PARTS = {
    "objectives": ("activity-without-objective",),
    "audience": ("no-group", "group-vague", "group-without-level", "group-without-activity"),
    "channels": ("no-activity", "only-social-media", "activity-without-channel", "activity-without-group"),
    "results": ("no-result", "result-not-shared", "not-on-the-platform"),
    "timing": ("activity-without-date", "all-at-the-end", "activity-outside-project", "no-milestone-linked"),
    "indicators": (
        "no-indicator", "only-quantitative", "only-qualitative", "indicator-without-baseline",
        "indicator-without-target", "indicator-without-date", "indicator-without-source",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the checklist.

    Attributes:
        text: what is looked for.
        question: the question behind it.
        state: "yes", "partly" or "no".
        remarks: what stands against it.
        page: its page in the guide.
    """

    text: str
    question: str
    state: str
    remarks: tuple[Remark, ...]
    page: str


@dataclass(frozen=True)
class Checklist:
    """How a plan looks to an assessor. A checklist, not a promise of points."""

    book: Rulebook
    action: Action | None
    criterion: tuple[Check, ...]
    parts: tuple[Check, ...]


def what_an_assessor_looks_for(plan: Plan, language: str) -> Checklist:
    """Return the bullets of the chosen action's criterion, and the six parts of the communication plan, judged."""
    facts = Facts(plan)
    return checklist_of(facts, remarks_on(facts, language), language)


def checklist_of(facts: Facts, remarks: Sequence[Remark], language: str) -> Checklist:
    """Judge with remarks that were made already."""
    action = facts.action
    criterion: list[Check] = []
    if action:
        bullets = [(bullet.letters, bullet.text(language)) for bullet in action.bullets] or [
            ((letter,), demand.name(language)) for letter, demand in facts.book.demands.items() if letter in action.asks
        ]
        for letters, text in bullets:
            against = tuple(remark for remark in remarks if set(letters) & set(remark.rule.letters))
            question = " ".join(facts.book.demands[letter].question(language) for letter in letters)
            shown = all(_is_shown(facts, letter) for letter in letters)
            criterion.append(Check(text, question, _state(against, shown=shown), against, action.page))
    parts = [
        Check(
            entry.text(language),
            entry.question(language),
            _state(against := tuple(r for r in remarks if r.code in PARTS[code]), shown=_has_part(facts, code)),
            against,
            entry.page,
        )
        for code, entry in facts.book.parts.items()
    ]
    return Checklist(facts.book, action, tuple(criterion), tuple(parts))


def _state(against: Sequence[Remark], *, shown: bool) -> str:
    if not shown:
        return "no"
    return "partly" if any(remark.weight != "could" for remark in against) else "yes"


def _is_shown(facts: Facts, letter: str) -> bool:
    """Tell whether anything in the plan answers a demand at all."""
    plan, levels = facts.plan, {indicator.level for indicator in facts.plan.indicators}
    return bool({
        "R": any(use.form == "regular_work" for use in plan.use_plans.values()),
        "V": plan.indicators,
        "S": facts.reached_groups,
        "E": facts.tangible and all(result.carries_emblem or not result.ready_on for result in facts.tangible),
        "U": facts.levels - {"organisation"},
        "O": facts.tangible and any(result.licence for result in facts.tangible),
        "C": plan.use_plans or facts.after,
        "I": plan.messages and levels,
        "P": plan.activities,
        "T": any(activity.responsible_id for activity in plan.activities),
    }[letter])  # fmt: skip


def _has_part(facts: Facts, code: str) -> bool:
    plan = facts.plan
    return bool({
        "objectives": any(activity.objective for activity in plan.activities),
        "audience": plan.groups,
        "channels": plan.activities,
        "results": plan.results,
        "timing": any(activity.start for activity in plan.activities),
        "indicators": plan.indicators,
    }[code])  # fmt: skip
