"""Labels in words: marks with their grounds, rows of the public page, what pages of the catalogue show."""

from collections.abc import Iterable
from dataclasses import dataclass

from plon.labels.criteria import criteria
from plon.labels.enums import Kind, Mark
from plon.labels.facts import words_of_fact
from plon.labels.models import Label
from plon.labels.queries import Given, given_labels
from plon.programme.codelists import codelist
from plon.texts import mask_addresses

ON_SHELF = 3


@dataclass(frozen=True, slots=True)
class ShownMark:
    """One criterion as it was judged."""

    name: str
    mark: Mark
    why: str
    grounds: tuple[str, ...]


def marks_of(label: Label, language: str) -> list[ShownMark]:
    """Return the criteria of a proposal in the order of the list; one that left the list since is not shown."""
    return [
        ShownMark(
            criterion.name(language),
            Mark(told["mark"]),
            told["why"],
            tuple(filter(None, (words_of_fact(code, number) for code, number in told["rests_on"].items()))),
        )
        for criterion in criteria()
        if (told := label.marks.get(criterion.code))
    ]


@dataclass(frozen=True, slots=True)
class Row:
    """A label on the public page; `language` is the language of title and text."""

    label: Label
    address: str
    title: str
    language: str
    project: str
    field: str
    reason: str


def rows_of(labels: Iterable[Label], language: str) -> list[Row]:
    """Return the rows of the public page in the reader's language; no query for labels loaded with texts."""
    return [row for label in labels if (row := _row(label, language))]


def newest_rows(language: str) -> list[Row]:
    """Return what was labelled last, for the home page; in 6 queries at most, however much there is."""
    return rows_of(given_labels()[:ON_SHELF], language)


def _row(label: Label, language: str) -> Row | None:
    project, result = label.project, label.result
    if project is None:
        return None
    if result is not None:
        text = result.text_in(language)
        title, spoken = (text.title, text.language) if text else (result.working_title, "")
        address = result.get_absolute_url()
    else:
        summary = project.summary_in(language)
        title, spoken = (summary.title, summary.language) if summary and summary.title else (project.title, "")
        address = project.get_absolute_url()
    return Row(
        label, address, mask_addresses(title), spoken, mask_addresses(str(project)) if result else project.acronym,
        codelist("fields").name(project.field, language) if project.field else "", label.reason_in(language),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ShownLabel:
    """A label beside a project or result."""

    name: str
    year: int
    reason: str


def shown_labels(given: Iterable[Given], language: str) -> list[ShownLabel]:
    """Return labels as the page of their project or result tells of them."""
    return [ShownLabel(str(each.kind.label), each.year, each.reason_in(language)) for each in given]


def mark_words(given: Iterable[Given], *, is_marked_elsewhere: bool = False) -> tuple[str, ...]:
    """Return the names of labels, each once, whoever gave it: the agency here or the results platform."""
    kinds = {each.kind for each in given} | ({Kind.GOOD_PRACTICE} if is_marked_elsewhere else set())
    return tuple(str(kind.label) for kind in Kind if kind in kinds)


def awards_of(given: Iterable[Given]) -> list[str]:
    """Return labels as `award` of schema.org."""
    return [f"{each.kind.label} ({each.year})" for each in given]


def named_fields(codes: Iterable[str], language: str) -> list[tuple[str, str]]:
    """Return (code, name) of fields for a filter."""
    return [(code, codelist("fields").name(code, language)) for code in codes]
