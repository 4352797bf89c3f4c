"""The page to type from: each result with its fields, what to mend, and whether it was typed in."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from plon.projects.models import Project
from plon.resultsplatform.checking import Remark, remarks_on, remarks_on_book
from plon.resultsplatform.enums import TONES, Weight
from plon.resultsplatform.models import PlatformEntry
from plon.resultsplatform.sheets import Book, Sheet


@dataclass(frozen=True, slots=True)
class ShownRemark:
    """A remark with its colour and where it is mended, "" where the person may not."""

    remark: Remark
    tone: str
    url: str


@dataclass(frozen=True, slots=True)
class Row:
    """One result on the page."""

    sheet: Sheet
    remarks: tuple[ShownRemark, ...]
    entry: PlatformEntry | None

    @property
    def is_stale(self) -> bool:
        """Whether it changed since somebody typed it in."""
        return self.entry is not None and self.entry.print != self.sheet.print

    @property
    def is_current(self) -> bool:
        return self.entry is not None and self.entry.print == self.sheet.print

    @property
    def must_mend(self) -> int:
        return sum(each.remark.weight != Weight.LOOK for each in self.remarks)


def entries_of(project: Project) -> Mapping[str, PlatformEntry]:
    """Return what was typed in, by the public id of its result; in 1 query."""
    entries = PlatformEntry.objects.filter(result__project=project).select_related("result")
    return {entry.result.public_id: entry for entry in entries}


def rows_of(project: Project, book: Book, *, can_edit: bool) -> list[Row]:
    """Return the results of the page in their order; in 1 query."""
    entries = entries_of(project)
    return [
        Row(
            sheet,
            tuple(_shown(remark, _page_of(project, sheet) if can_edit else "") for remark in remarks_on(sheet)),
            entries.get(sheet.key),
        )
        for sheet in book.sheets
    ]


def project_remarks(project: Project, book: Book, *, can_edit: bool) -> list[ShownRemark]:
    """Return what is to mend in the project itself."""
    pages = {"large-logo": "toolkit:look"}
    return [
        ShownRemark(
            remark, TONES[remark.weight],
            reverse(pages.get(remark.code, "projects:settings"), args=[project.public_id]) if can_edit else "",
        )
        for remark in remarks_on_book(book)
    ]  # fmt: skip


def _page_of(project: Project, sheet: Sheet) -> str:
    return reverse("results:edit", args=[project.public_id, sheet.key])


def _shown(remark: Remark, page: str) -> ShownRemark:
    url = f"{page}#{remark.field}" if page and remark.field else page
    return ShownRemark(remark, TONES[remark.weight], url)
