"""An import's report in the reader's words."""

from django.utils.translation import gettext as _

from plon.exchange.models import Import
from plon.exchange.wordings import NOTES, remark_text


def failure_text(run: Import) -> str:
    """Say why a file could not be imported; "" if nothing failed."""
    sentence = str(run.report.get("failure", ""))
    if not sentence:
        return ""
    params = run.report.get("failure_params", {})
    return _(sentence) % params if params else _(sentence)


def remark_lines(run: Import, kind: str) -> list[str]:
    """Return the kept remarks of a kind ("refused" or "warnings") as lines "row: what"."""
    return [
        _("row %(row)s: %(remark)s") % {"row": remark["row"], "remark": remark_text(remark)}
        for remark in run.report.get(kind, ())
    ]


def remark_rows(run: Import, kind: str) -> list[tuple[int, str]]:
    """Return the kept remarks of a kind as (row, words), for a table."""
    return [(int(remark["row"]), remark_text(remark)) for remark in run.report.get(kind, ())]


def remark_total(run: Import, kind: str) -> int:
    """Return how many remarks of a kind there were, kept or not."""
    counts = run.report.get("counts", {})
    return sum(count for code, count in counts.items() if code.startswith(f"{kind}."))


def note_texts(run: Import) -> list[str]:
    """Return what a person should know of how the file was read."""
    return [str(NOTES[note]) for note in run.report.get("notes", ()) if note in NOTES]
