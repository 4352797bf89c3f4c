"""The page of all files of a project, and the panel on a result's page."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from plon.fixity.enums import TROUBLES, FileState, Place
from plon.fixity.formats import risks_of
from plon.fixity.models import StoredFile
from plon.fixity.queries import troubles_of
from plon.fixity.wording import advice_on, what_is_wrong, what_to_do
from plon.results.models import Result

_TONES = {FileState.SOUND: "good", FileState.UNCHECKED: "", FileState.UNREADABLE: "wait"}


@dataclass(frozen=True, slots=True)
class FileRow:
    """One file as the team sees it: all its copies together, the worst state speaks."""

    file: StoredFile
    copies: tuple[StoredFile, ...]
    what: str
    do: str
    advice: tuple[str, ...]

    @property
    def tone(self) -> str:
        return _TONES.get(FileState(self.file.state), "bad")

    @property
    def is_trouble(self) -> bool:
        return self.file.state in TROUBLES

    @property
    def where(self) -> str:
        if self.file.result:
            return str(self.file.result)
        return {"evidence": _("evidence"), "tool": _("dissemination tool")}.get(self.file.store, "")


def rows_of(files: list[StoredFile]) -> list[FileRow]:
    """Return a row per file, those in trouble first, then those at risk, then by name."""
    by_path: dict[str, list[StoredFile]] = {}
    for file in files:
        by_path.setdefault(file.path, []).append(file)
    rows = [_row(copies) for copies in by_path.values()]
    return sorted(rows, key=lambda row: (not row.is_trouble, not row.advice, row.file.name.casefold()))


def _row(copies: list[StoredFile]) -> FileRow:
    ordered = sorted(copies, key=lambda copy: (_severity(copy), copy.place != Place.PRIVATE))
    worst, risks = ordered[0], {code for copy in copies for code in copy.risks}
    name = worst.name
    advice = tuple(advice_on(name, risk) for risk in risks_of(name, risks)) if _is_for_others(worst) else ()
    return FileRow(worst, tuple(ordered), what_is_wrong(worst.state), what_to_do(worst.state), advice)


def _severity(copy: StoredFile) -> int:
    order = (FileState.MISSING, FileState.DAMAGED, FileState.UNREADABLE, FileState.UNCHECKED, FileState.SOUND)
    return order.index(FileState(copy.state))


def _is_for_others(file: StoredFile) -> bool:
    """Advice on formats is for what others take: nobody changes the format of a kept copy or of a proof."""
    return file.store == "result"


def panel_of(result: Result) -> dict[str, object] | None:
    """Return what a result's page in the workspace shows; None while its files are whole."""
    rows = [row for row in rows_of(troubles_of(result)) if row.is_trouble]
    return {"rows": rows} if rows else None
