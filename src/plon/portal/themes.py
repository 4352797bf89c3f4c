"""The four themes and the question that each chapter of the guide answers; names and sentences are the rulebook's."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plon.programme import sharing

QUESTIONS: dict[str, str | Promise] = {
    "dissemination": _("What is dissemination, and why bother?"),
    "results": _("What will be left when the project ends?"),
    "tools": _("How do we reach the people who need it?"),
    "sustainability": _("Who keeps it alive, and until when?"),
    "evaluation": _("How do we know that it works?"),
}


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme: its address in the guide, its name, the question that it answers."""

    key: str
    name: str
    question: str
    text: str


def themes(language: str) -> list[Theme]:
    """Return the four themes in the order in which a project meets them (domain.md §1.1)."""
    return [
        Theme(theme.code, theme.title, str(QUESTIONS[theme.code]), theme.text) for theme in sharing.themes(language)
    ]
