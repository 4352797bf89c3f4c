"""Counts what the check said against what the labels say."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from plon.visibility.report import Report


@dataclass(frozen=True, slots=True)
class Case:
    """A labelled case: `faults` are the codes that the check must find wrong or missing, and no others."""

    name: str
    report: Report
    faults: frozenset[str]


@dataclass(slots=True)
class Measured:
    """Counts by code: rightly found, falsely found, not found; and which cases went wrong."""

    found: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    cases: int = 0
    good: int = 0
    false_on_good: int = 0
    remarks: list[str] = field(default_factory=list)


def measured(cases: Iterable[Case]) -> Measured:
    """Check the checks."""
    result = Measured()
    for case in cases:
        said = {finding.code for finding in case.report.faults}
        if case.report.problem:
            said.add(f"problem-{case.report.problem}")
        result.cases += 1
        result.good += not case.faults
        result.false_on_good += bool(said and not case.faults)
        result.found.update(said & case.faults)
        result.false.update(said - case.faults)
        result.missed.update(case.faults - said)
        if said != case.faults:
            result.remarks.append(
                f"{case.name}: false {sorted(said - case.faults)}, missed {sorted(case.faults - said)}"
            )
    return result


def table(title: str, result: Measured) -> str:
    """Return a Markdown table of precision and recall."""
    of_good = f"something false said of {result.false_on_good} good ones"
    lines = [
        f"{title}: {result.cases} cases, {result.good} of them good; {of_good}",
        "",
        "| finding | cases | found | false | precision | recall |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    codes = sorted({*result.found, *result.false, *result.missed})
    lines += [_row(code, result.found[code], result.false[code], result.missed[code]) for code in codes]
    lines.append(_row("all", result.found.total(), result.false.total(), result.missed.total()))
    return "\n".join([*lines, "", *result.remarks, ""])


def _row(code: str, found: int, false: int, missed: int) -> str:
    return f"| {code} | {found + missed} | {found} | {false} | {_share(found, false)} | {_share(found, missed)} |"


def _share(right: int, wrong: int) -> str:
    return f"{right / (right + wrong):.2f}" if right + wrong else "–"
