"""Measure evaluation and reports of a large project: pages, results of surveys, the final report, files of answers.

60 indicators, 300 activities, 400 pieces of evidence, 20 surveys with 20,000 answers, one more with 100,000. Times are
medians by the clock and of the processor. The peers, in the same run: a bare page of the same size; WeasyPrint that
sets the same paper from its HTML; python-docx that writes the same tables cell by cell; Python's csv writing rows that
lie ready. Run it alone: ``python benchmarks/bench_evaluation.py [--rounds N]``.
"""

import contextlib
import csv
import ctypes
import io
import itertools
import time
from collections.abc import Callable, Iterable
from typing import Any

from evaluated import Evaluated, make_evaluated
from measuring import medians_ms, own_memory, run


def measure(rounds: int) -> None:
    from django.test import Client

    from plon.accounts.actions import add_account

    person = add_account("bench@example.org", by=None, name="Bench", password="not used", is_example=True)  # noqa: S106  nobody signs in
    made = make_evaluated(person)
    client = Client(headers={"host": "127.0.0.1", "accept-language": "pl"})
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    # Files of answers first: what they take is seen best while the process is small.
    _answers(client, made)
    _pages(client, made, rounds)
    _report(person, made, rounds)


def _pages(client: Any, made: Evaluated, rounds: int) -> None:
    base = f"/workspace/{made.project.public_id}"
    results = f"{base}/evaluation/answers/{made.asked.survey.public_id}/"
    large = f"{base}/evaluation/answers/{made.large.survey.public_id}/{made.large.public_id}/"
    for name, path in (
        ("evaluation: 60 indicators", f"{base}/evaluation/"),
        ("one indicator", f"{base}/evaluation/indicators/{made.project.indicators.first().public_id}/"),
        ("charts of the evaluation", f"{base}/evaluation/charts/"),
        ("evaluation as JSON", f"{base}/evaluation/evaluation.json"),
        ("results of a survey, 1,000 answers", f"{results}{made.asked.public_id}/"),
        ("results of a survey, 100,000 answers", large),
        ("page of the final report", f"{base}/reports/{made.report.public_id}/"),
        ("the final report, read", f"{base}/reports/{made.report.public_id}/read/"),
    ):
        _page(client, name, path, rounds)


def _page(client: Any, name: str, path: str, rounds: int) -> None:
    from django.db import connection
    from django.http import HttpResponse
    from django.test.utils import CaptureQueriesContext

    answer = client.get(path)
    if answer.status_code != 200:
        print(f"{name:<44} not measured: {answer.status_code}", flush=True)
        return
    body = answer.content
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    queries = len(asked)
    bare = medians_ms(lambda: (HttpResponse(body).serialize(), client.get("/healthz")), rounds)
    _tell(name, medians_ms(lambda: client.get(path), rounds), bare, "bare page", f"{queries} queries")


def _report(person: Any, made: Evaluated, rounds: int) -> None:
    from pypdf import PdfReader

    from plon.reports.beneficiary.actions.files import request_file, run_file
    from plon.reports.beneficiary.composing import compose
    from plon.typeset.papers.blocks import Drawing, Grid
    from plon.typeset.papers.docx import as_docx
    from plon.typeset.papers.html import as_html
    from plon.typeset.papers.pdf import as_pdf
    from plon.verification.actions import issue_report
    from plon.verification.issuing import run_issuing

    paper = compose(made.report, "pl").paper
    pages = len(PdfReader(io.BytesIO(as_pdf(paper))).pages)
    rows = sum(len(block.rows) for block in paper.blocks if isinstance(block, Grid))
    charts = sum(isinstance(block, Drawing) for block in paper.blocks)
    print(f"the final report: {pages} pages, {rows} rows of tables, {charts} charts")
    fewer = max(3, rounds // 3)
    composing = medians_ms(lambda: compose(made.report, "pl"), fewer)
    _tell("composing it", composing, composing, "itself")
    _tell("as HTML", medians_ms(lambda: as_html(paper), fewer), composing, "composing")
    peer = _once(lambda: _with_weasyprint(str(as_html(paper))))
    _tell("WeasyPrint: the same as PDF", peer, peer, "itself")
    # Another title each time: the typesetter would know the pages again.
    numbers = itertools.count()
    _tell("as PDF/UA-1, A-2a", medians_ms(lambda: as_pdf(_another(paper, next(numbers))), fewer), peer, "WeasyPrint")
    peer = _once(lambda: _with_cells(paper))
    _tell("python-docx: its tables alone, cell by cell", peer, peer, "itself")
    _tell("as DOCX", medians_ms(lambda: as_docx(paper), fewer), peer, "python-docx")
    for kind in ("pdf", "docx"):

        def work(kind: str = kind) -> None:
            run_file(request_file(made.report, by=person, format=kind, language="pl").pk)

        _tell(f"the whole job: {kind.upper()}", medians_ms(work, fewer), composing, "composing")

    def issue() -> None:
        run_issuing(issue_report(made.report, by=person).pk)

    _tell("issuing: manifest, PDF/A-3a and DOCX", medians_ms(issue, fewer), composing, "composing")


def _another(paper: Any, number: int) -> Any:
    """Return the paper with other words in every text, as long as before."""
    import dataclasses

    from plon.typeset.papers.blocks import Column, Grid, Text

    def other(block: Any) -> Any:
        if isinstance(block, Text):
            return dataclasses.replace(block, markdown=f"{number} {block.markdown}")
        if isinstance(block, Grid):
            first, *others = block.columns
            head = Column(f"{number} {first.title}", is_number=first.is_number, weight=first.weight)
            return dataclasses.replace(
                block, columns=(head, *others), rows=tuple((f"{number} {row[0]}", *row[1:]) for row in block.rows)
            )
        return block

    return dataclasses.replace(paper, blocks=tuple(map(other, paper.blocks)))


def _with_weasyprint(page: str) -> bytes:
    import weasyprint

    whole = f"<!doctype html><html lang='pl'><meta charset='utf-8'><title>Peer</title>{page}</html>"
    return bytes(weasyprint.HTML(string=whole).write_pdf(pdf_variant="pdf/ua-1") or b"")


def _with_cells(paper: Any) -> None:
    from docx import Document

    from plon.typeset.papers.blocks import Grid

    document = Document()
    for block in paper.blocks:
        if isinstance(block, Grid):
            table = document.add_table(rows=1, cols=len(block.columns), style="Table Grid")
            for row in block.rows:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
    document.save(io.BytesIO())


def _answers(client: Any, made: Evaluated) -> None:
    base = (
        f"/workspace/{made.project.public_id}/evaluation/answers/{made.large.survey.public_id}/{made.large.public_id}"
    )
    peer = _once(_bare_csv(made))
    _tell("csv: the answers as they lie there", peer, peer, "itself")
    for kind in ("answers.csv", "answers.xlsx", "spss.zip", "texts.csv"):
        answer = client.get(f"{base}/files/{kind}")
        if answer.status_code != 200:
            print(f"{kind:<44} not measured: {answer.status_code}", flush=True)
            continue
        _trim()
        before, _whole = own_memory()
        size, most = _read(answer.streaming_content)
        print(
            f"{kind}: {size / 1e6:.1f} MB of 100,000 answers; memory {before:.0f} MB, at most {most - before:.0f} more"
        )
        spent = _once(lambda kind=kind: _read(client.get(f"{base}/files/{kind}").streaming_content))
        _tell(kind, spent, peer, "bare csv")


def _trim() -> None:
    """Give what is free back to the system, so that whatever is asked for next is seen."""
    with contextlib.suppress(OSError, AttributeError):  # not every C library can
        ctypes.CDLL(None).malloc_trim(0)


def _once(call: Callable[[], object]) -> tuple[float, float]:
    """Return what one call takes, by the clock and of the processor, for what takes many seconds."""
    wall, cpu = time.perf_counter(), time.process_time()
    call()
    return (time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000


def _read(pieces: Iterable[bytes]) -> tuple[int, float]:
    """Return how many bytes came, and the most memory on the way in MB."""
    size, most = 0, 0.0
    for place, piece in enumerate(pieces):
        size += len(piece)
        if place % 50 == 0:
            most = max(most, own_memory()[0])
    return size, most


def _bare_csv(made: Evaluated) -> Callable[[], object]:
    from plon.responses.models import Response

    def write() -> int:
        """Write the answers as they lie there, a value a cell, and nothing of the questions."""
        out = io.StringIO()
        writer = csv.writer(out)
        rows = Response.objects.filter(round=made.large).values_list("answers", flat=True).iterator(2000)
        writer.writerows([str(value) for value in answers.values()] for answers in rows)
        return len(out.getvalue())

    return write


def _tell(name: str, spent: tuple[float, float], peer: tuple[float, float], of: str, more: str = "") -> None:
    """Print one line: by the clock, of the processor, and the processor's ratio to the peer."""
    ratio = spent[1] / peer[1] if peer[1] else 0.0
    print(f"{name:<44} {spent[0]:>9.1f} ms  cpu {spent[1]:>9.1f} ms {ratio:>8.2f} x {of:<11} {more}", flush=True)


if __name__ == "__main__":
    run(measure, rounds=9)
