"""The report in words: data/findings.toml, in Polish and English."""

import functools
import tomllib
from dataclasses import dataclass
from importlib import resources
from typing import Any

from plon.visibility.report import FAULTS, Finding, Verdict


@dataclass(frozen=True, slots=True)
class Told:
    """A finding as people read it.

    Attributes:
        title: what is there, or missing.
        why: why it matters and what to do; "" for good ones.
        rule: where the rule stands.
        sureness: "we are certain", "quite likely", "look yourself".
    """

    title: str
    why: str
    rule: str
    sureness: str


@functools.cache
def words() -> dict[str, Any]:
    """Return data/findings.toml."""
    return tomllib.loads(resources.files("plon.visibility").joinpath("data/findings.toml").read_text("utf-8"))


def tell(finding: Finding, language: str) -> Told:
    """Put a finding into words; a rule that later versions dropped is told by its code."""
    language = _readable(language)
    sureness = words()["sureness"][language][str(finding.sureness)]
    rule = words()["rule"].get(finding.code)
    if rule is None:
        return Told(finding.code, "", "", sureness)
    texts = rule[language]
    title = texts.get(f"{finding.verdict}.{finding.case}") or texts.get(str(finding.verdict), finding.code)
    needs_why = finding.verdict in FAULTS or finding.verdict == Verdict.LOOK
    return Told(
        _filled(title, finding),
        _filled(texts["why"], finding) if needs_why else "",
        texts["rule"],
        sureness,
    )


def _filled(text: str, finding: Finding) -> str:
    try:
        return text % finding.params
    except KeyError:
        # A report kept by an older version may lack a name.
        return text.partition("%(")[0].rstrip(" :,;(") or text


def tell_problem(code: str, language: str) -> str:
    """Say why nothing could be read, and what to do."""
    texts: dict[str, str] = words()["problem"][_readable(language)]
    return texts.get(code, texts["damaged"])


def tell_note(code: str, language: str) -> str:
    """Say what was not looked at."""
    return str(words()["note"][_readable(language)].get(code, code))


def _readable(language: str) -> str:
    return "pl" if language.startswith("pl") else "en"
