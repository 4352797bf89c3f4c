"""The annex: every piece of evidence that the report names, with what it proves and its checksum."""

from collections.abc import Iterable

from django.template.defaultfilters import filesizeformat

from plon.projects.models import WorkPackage
from plon.reports.beneficiary.composed import ProofLine
from plon.reports.beneficiary.contents.content import Content
from plon.reports.beneficiary.facts import ReportFacts
from plon.reports.beneficiary.sheet import Sheet
from plon.reports.beneficiary.writing import ReportWriter
from plon.typeset.papers.blocks import Block, Column, Grid, Note

# A photo of a conference proves many lines; so many are named in its cell.
_MOST_PROVEN = 5


def draft(w: ReportWriter, _facts: ReportFacts, _package: WorkPackage | None) -> list[str]:
    return [w.say(
        en="Each piece of evidence is named by the short mark that stands beside the claims. The checksum (SHA-256) "
        "belongs to the file as it is kept: one changed byte gives another one. Links and figures have no file.",
        pl="Każdy dowód ma krótkie oznaczenie, które stoi przy potwierdzanych informacjach. Suma kontrolna (SHA-256) "
        "dotyczy pliku w przechowywanej postaci: zmiana jednego bajtu daje inną sumę. Linki i liczby nie mają pliku.",
    )]  # fmt: skip


def blocks(sheet: Sheet, _facts: ReportFacts, _package: WorkPackage | None) -> Iterable[Block]:
    w, proofs = sheet.w, sheet.proofs
    sheet.figure("evidence", w.say(en="pieces of evidence", pl="dowody"), len(proofs))
    if not proofs:
        yield Note(
            w.say(en="This report names no evidence.", pl="Ten raport nie przywołuje żadnych dowodów."), "warning"
        )
        return
    count = w.number(len(proofs))
    yield Grid(
        caption=w.say(en=f"Evidence ({count})", pl=f"Dowody ({count})"),
        columns=(
            Column(w.say(en="Mark", pl="Oznaczenie"), weight=0.9),
            Column(w.say(en="What it is", pl="Co to jest"), weight=2.4),
            Column(w.say(en="What it proves", pl="Co potwierdza"), weight=2.6),
            Column("SHA-256", weight=2.8),
        ),
        rows=tuple(_row(w, proof) for proof in proofs),
    )


def _row(w: ReportWriter, proof: ProofLine) -> tuple[str, ...]:
    size = filesizeformat(proof.size) if proof.sha256 else ""
    about = ", ".join(part for part in (proof.kind, proof.dated, size) if part)
    proves = list(proof.proves[:_MOST_PROVEN])
    if (more := len(proof.proves) - _MOST_PROVEN) > 0:
        proves.append(w.say(en=f"and {more} more", pl=f"i {more} więcej"))
    return (proof.id, f"{proof.title}\n{about}", "\n".join(proves), proof.sha256 or "–")


CONTENT = Content(draft, blocks)
