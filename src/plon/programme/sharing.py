"""What the programme asks of those who share: open licences, publishing, and why to share at all."""

from dataclasses import dataclass

from plon.programme.codelists import codelist, read_data


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason to disseminate, or a theme of the portal, in words of ours."""

    code: str
    title: str
    text: str


def licence_is_open(code: str) -> bool:
    """Tell whether a licence lets everyone use, adapt and share (Programme Guide 2025, Part A, p. 14)."""
    term = codelist("licences").get(code)
    return bool(term and term.extra["is_open"])


def requires_open_licence(category: str) -> bool:
    """Tell whether results of this category are educational resources, whose open licence is mandatory.

    Programme Guide 2025, Part A, p. 14; for research and data it is encouraged. Unknown categories count
    as educational, so that nothing slips through.
    """
    term = codelist("result_categories").get(category)
    return bool(term.extra["is_educational"]) if term else True


def publishing_duty(action_type: str) -> str:
    """Return "mandatory", "optional" or "unknown" for publishing on the EU platform (domain.md §1.6, §12.15)."""
    action = codelist("action_types").get(action_type)
    if action is None:
        return "unknown"
    return str(read_data("sharing")["publishing_duty"].get(str(action.extra["key_action"]), "unknown"))


def reasons(language: str) -> list[Reason]:
    """Return the five reasons to disseminate (domain.md §1.2)."""
    return _read("reason", language)


def themes(language: str) -> list[Reason]:
    """Return the four themes of the portal: results, tools, sustainability, evaluation (domain.md §1.1)."""
    return _read("theme", language)


def _read(kind: str, language: str) -> list[Reason]:
    shown = language if language in {"en", "pl"} else "en"
    return [Reason(entry["code"], entry[shown], entry[f"text_{shown}"]) for entry in read_data("sharing")[kind]]
