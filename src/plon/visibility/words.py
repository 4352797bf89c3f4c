"""The report in words: data/findings.toml, in Polish and English."""

from dataclasses import dataclass

from plon.visibility.report import Finding


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


def tell(finding: Finding, language: str) -> Told:
    """Put a finding into words."""
    return Told(finding.code, "", "", "")


def tell_problem(code: str, language: str) -> str:
    """Say why nothing could be read, and what to do."""
    return code


def tell_note(code: str, language: str) -> str:
    """Say what was not looked at."""
    return code
