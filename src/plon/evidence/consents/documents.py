"""The consent as a form to print: blank, or with the project, its organisation and the chosen places filled in."""

import datetime
import functools
import tomllib
from dataclasses import dataclass
from importlib import resources
from typing import Any, Literal

from django.db import models
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from plon.evidence.enums import ConsentScope
from plon.organisations.models import Organisation
from plon.programme.retention import retention_rule
from plon.programme.visibility import funding_statement
from plon.projects.models import Project
from plon.typeset.consent import ConsentPaper, render_consent

# Lines of a table that fit one page below its heading.
ROWS = 22


class FormKind(models.TextChoices):
    """For whom the paper is."""

    ADULT = "adult", _("one grown-up person")
    MINOR = "minor", _("one child: a parent or guardian signs")
    GROUP = "group", _("a group of grown-ups, signatures in a table")
    CLASS = "class", _("a class or group of children: parents sign in a table")


@dataclass(frozen=True, slots=True)
class FormChoices:
    """What is filled in before printing."""

    kind: str = FormKind.ADULT
    scopes: tuple[str, ...] = tuple(ConsentScope.values)
    until: datetime.date | None = None
    organisation: Organisation | None = None
    contact: str = ""
    rows: int = ROWS
    is_blank: bool = False


@functools.cache
def _words() -> dict[str, Any]:
    return tomllib.loads(resources.files("plon.evidence").joinpath("data/consent_form.toml").read_text("utf-8"))


def consent_form(project: Project, choices: FormChoices, language: str) -> bytes:
    """Return the form as PDF in Polish or English.

    Raises:
        TypesetError: the compiler refused.
    """
    shown: Literal["pl", "en"] = "pl" if language == "pl" else "en"
    words = _words()[shown]
    kind = words["kinds"][choices.kind]
    with translation.override(shown):
        until = date_format(choices.until) if choices.until else ""
    statement = funding_statement(shown, cofunded=project.is_cofunded, programme=project.programme)
    is_blank = choices.is_blank
    return render_consent(
        ConsentPaper(
            language=shown,
            title=words["title"],
            project=words["blank_project"] if is_blank else str(project),
            facts=tuple(zip(words["facts"].values(), _facts(project, choices, shown), strict=True)),
            people=tuple(kind["people"]),
            agreement=kind["agreement"],
            scopes=tuple(tuple(words["scopes"][scope]) for scope in ConsentScope.values if scope in choices.scopes),
            until=(f"{words['until']} {words['until_help']}", until),
            voluntary=words["words"]["voluntary"],
            signatures=tuple(kind["signatures"]),
            table_title=kind.get("table_title", ""),
            table=tuple(kind["table"]),
            rows=choices.rows,
            about_title=words["about_title"],
            about=tuple(
                (part["question"], part["answer"].format(years=_years(project, words, is_blank=is_blank)))
                for part in words["about"]
            ),
            statement=statement.text if statement and not is_blank else "",
        )
    )


def _facts(project: Project, choices: FormChoices, language: str) -> tuple[str, str, str, str]:
    if choices.is_blank:
        return ("", "", "", "")
    text = project.summary_in(language)
    organisation = choices.organisation
    controller = ", ".join(part for part in (organisation.name, organisation.city) if part) if organisation else ""
    return ((text.title if text else "") or project.title, project.number, controller, choices.contact)


def _years(project: Project, words: dict[str, Any], *, is_blank: bool) -> str:
    rule = retention_rule(project.call_year, project.grant)
    if is_blank or not rule.is_grant_known:
        return str(words["years"]["unknown"])
    return str(words["years"]["known"][_plural(rule.years)]).format(n=rule.years)


def _plural(number: int) -> int:
    """Return which of Polish's three forms a whole number takes; English uses the second and third alike."""
    if number == 1:
        return 0
    return 1 if number % 10 in {2, 3, 4} and number % 100 not in {12, 13, 14} else 2
