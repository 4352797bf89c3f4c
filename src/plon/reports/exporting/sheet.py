"""What every file of answers says, in the language of the answers."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from plon.reports.presenting import counted, state_of
from plon.reports.queries import Application, Field


@dataclass(frozen=True, slots=True)
class Entry:
    """One answer of the file. `note` is what a reader must know before pasting it, "" if nothing."""

    name: str
    question: str
    text: str
    counted: str
    state: str
    note: str
    is_over: bool


@dataclass(frozen=True, slots=True)
class Chapter:
    name: str
    entries: list[Entry]


def title_of(application: Application) -> str:
    return f"{application.form.name(application.language)}, {application.form.call_year}"


def project_line(application: Application) -> str:
    project = application.plan.project
    text = project.summary_in(application.language)
    title = text.title if text and text.language == application.language and text.title else project.title
    return " · ".join(part for part in (project.acronym, title, project.number) if part)


def preface() -> str:
    return _(
        "Made from the plan in Plon. Questions are paraphrased, and limits differ by source: the official form counts."
    )


def chapters_of(application: Application) -> Iterator[Chapter]:
    """Yield the form's sections, each work package as one of its own; to be called in the language of the answers."""
    current: tuple[str, str] | None = None
    chapter = Chapter("", [])
    for field in _in_form_order(application):
        place = field.place
        key = (place.question.section, place.subject)
        if key != current:
            if chapter.entries:
                yield chapter
            name = application.form.sections[place.question.section](application.language)
            chapter = Chapter(f"{name}: {place.subject_label}" if place.subject else name, [])
            current = key
        chapter.entries.append(_entry(field, application.language))
    if chapter.entries:
        yield chapter


def _in_form_order(application: Application) -> list[Field]:
    """Return fields by section, those asked for each work package by package."""
    order = {key: number for number, key in enumerate(application.form.sections)}
    packages = {package.public_id: number for number, package in enumerate(application.plan.work_packages, 1)}
    return sorted(
        application.fields,
        key=lambda field: (order[field.place.question.section], packages.get(field.place.subject, 0)),
    )


def _entry(field: Field, language: str) -> Entry:
    state = state_of(field)
    note = ""
    if not field.text.strip():
        note = _("There is no answer yet.")
    elif field.over:
        note = _("Too long: shorten it before you paste it.")
    elif state == "outdated":
        note = _("The plan has changed since this was written: compare it with the draft in Plon.")
    states = {"draft": _("draft from the plan"), "edited": _("edited"), "outdated": _("edited; the plan has changed")}
    return Entry(
        name=field.place.question.name(language),
        question=field.place.question.text(language),
        text=field.text,
        counted=counted(field.characters, field.limit, language),
        state=states[state],
        note=note,
        is_over=bool(field.over),
    )
