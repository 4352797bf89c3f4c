"""Measure the toolkit: a card, a leaflet, a whole kit of one result in four languages; the leaflet against its peers.

The peers make an equal leaflet in the same run: WeasyPrint from HTML (already loaded), LibreOffice from a DOCX
(started anew, as a script would). Run it alone: ``python benchmarks/bench_toolkit.py [--rounds N]``.
"""

import dataclasses
import io
import os
import tempfile
import time
from pathlib import Path
from typing import Any

import psutil
from measuring import median_ms, run, tell

LANGUAGES = ("pl", "en", "de", "es")


def measure(rounds: int) -> None:
    from django.core.management import call_command

    from plon.projects.models import Project
    from plon.toolkit.content import compose
    from plon.toolkit.facts import load_facts
    from plon.toolkit.previewing import sample_of
    from plon.typeset.documents import simple_document
    from plon.typeset.tools.table import tools

    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        call_command("demo", stdout=nowhere)
    project = Project.objects.get(acronym="Żywa rzeka")
    facts = load_facts(project)
    page = median_ms(lambda: simple_document("Title", ["Text"] * 5, language="en"), rounds)
    tell("an A4 page with a title and five words", page, page, "itself")
    for key, tool in tools().items():
        content = compose(facts, sample_of(facts, key, "pl"), "pl").content
        content = dataclasses.replace(content, fields={**content.fields, **EVENT})
        for output in tool.outputs:
            spent = median_ms(lambda tool=tool, content=content, key=output.key: tool.make(content, key), rounds)
            tell(f"{key}: {output.key}", spent, page, "A4 page")
    leaflet = compose(facts, sample_of(facts, "leaflet", "pl"), "pl").content
    measure_leaflet(leaflet, rounds)
    measure_kit(project, page)


EVENT = {"event": "Warsztat nad rzeką", "date": "12 maja 2027", "place": "Szkoła", "time": "10:00", "names": "",
         "start": "2027-05-12T10:00+02:00", "end": "2027-05-12T13:00+02:00"}  # fmt: skip


def measure_leaflet(content: Any, rounds: int) -> None:
    """Print how long the same leaflet takes by other programs."""
    import leaflets
    import segno

    from plon.typeset.compiler import _folder
    from plon.typeset.emblem_files import emblem_file
    from plon.typeset.tools.table import tools

    ours = median_ms(lambda: tools()["leaflet"].make(content, tools()["leaflet"].outputs[0].key), rounds)
    tell("leaflet A5, two pages", ours, ours, "itself")
    try:
        spent = median_ms(lambda: leaflets.by_weasyprint(content, _folder() / "fonts"), 3)
        tell("the same by WeasyPrint", spent, ours, "ours")
    except OSError as missing:
        print(f"SKIPPED: WeasyPrint can't be loaded here ({missing})")
    if not leaflets.has_libreoffice():
        print("SKIPPED: LibreOffice is not here")
        return
    emblem = emblem_file(content.notices.statement, content.language, output="png")
    code = io.BytesIO()
    segno.make(content.link, error="m").save(code, kind="png", scale=10)
    docx = leaflets.as_docx(content, (emblem, code.getvalue()))
    with tempfile.TemporaryDirectory() as folder:
        spent = median_ms(lambda: leaflets.by_libreoffice(docx, Path(folder)), 3)
        tell("the same by LibreOffice, from DOCX", spent, ours, "ours")


def measure_kit(project: Any, page: float) -> None:
    """Make every tool of one result in four languages into one ZIP, as the background job does."""
    from plon.accounts.models import User
    from plon.results.models import ResultText
    from plon.toolkit.kit_actions import request_kit
    from plon.toolkit.kits import run_kit
    from plon.toolkit.models import Kit
    from plon.typeset.tools.table import KEYS

    result = project.results.order_by("position").first()
    text = result.texts.get(language="en")
    for language in set(LANGUAGES) - set(result.texts.values_list("language", flat=True)):
        # The English words stand for a translation of the same length.
        fields = ("title", "summary", "problem", "audience", "how_to_use", "needs")
        ResultText.objects.create(result=result, language=language, **{name: getattr(text, name) for name in fields})
    person = User.objects.get(email="coordinator@example.org")
    process = psutil.Process()
    before = process.memory_info().rss
    kit = request_kit(project, by=person, languages=LANGUAGES, tools=KEYS, results=[result], group=None)
    start, worked = time.perf_counter(), time.process_time()
    run_kit(kit.pk)
    spent, worked = (time.perf_counter() - start) * 1000, time.process_time() - worked
    kit = Kit.objects.get(pk=kit.pk)
    grown = (process.memory_info().rss - before) / 1e6
    made = f"kit: {len(kit.contents)} files in {len(kit.languages)} languages, {kit.size / 1e6:.1f} MB"
    tell(made, spent, page, "A4 page")
    print(f"{worked:.1f} s of CPU; memory grew by {grown:.0f} MB; left out: {len(kit.messages)} notes")


if __name__ == "__main__":
    run(measure, rounds=5)
