"""A content that has everything, and how to read back what became of it."""

import io
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image

from plon.typeset.tools.content import Logo, Look, Notices, Partner, Photo, ToolContent, ToolResult

LINK = "https://plon.example/l/r7k2mq4"


def picture(width: int, height: int, ending: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.radial_gradient("L").resize((width, height)).convert("RGB").save(out, ending)
    return out.getvalue()


RESULT = ToolResult(
    title="Dwanaście lekcji nad wodą",
    kind="Poradnik",
    summary="Dwanaście gotowych scenariuszy zajęć w terenie.\n\nKażdy mieści się w 90 minutach.",
    problem="Nauczycielom brakuje krótkich scenariuszy, które nie wymagają laboratorium.",
    audience="Nauczyciele przyrody, biologii i geografii; drużyny harcerskie.",
    how_to_use="Wybierz scenariusz, wydrukuj kartę pracy i wyjdź z klasą nad wodę.",
    needs="Termometr, sznurek, słoiki, karta pracy.",
    languages="polski, angielski",
    link=LINK,
)
CONTENT = ToolContent(
    language="pl",
    title=RESULT.title,
    results=(RESULT,),
    link=LINK,
    notices=Notices(
        statement="Dofinansowane przez Unię Europejską",
        statement_language="pl",
        disclaimer="Wyrażone poglądy i opinie są jedynie opiniami autora lub autorów.",
        disclaimer_language="pl",
        project_number="2024-1-XX99-KA210-SCH-000000001",
        licence="CC-BY-SA-4.0",
        licence_notice="Ten materiał jest dostępny na licencji CC BY-SA 4.0.",
        licence_url="https://creativecommons.org/licenses/by-sa/4.0/",
    ),
    look=Look("harvest", "#1f5a3f"),
    message="Masz gotową lekcję nad wodą na jutro",
    group="Nauczyciele przyrody",
    project_title="Żywa rzeka: szkoły badają wodę",
    project_acronym="Żywa rzeka",
    coordinator="Szkoła nad Brodem",
    partners=(Partner("Szkoła nad Brodem", "Polska", is_coordinator=True), Partner("CEIP Río Claro", "Hiszpania")),
    logos=(Logo("Szkoły", picture(300, 900)), Logo("Río", picture(900, 200))),
    photo=Photo(picture(600, 400, "JPEG"), "Rzeka między wzgórzami"),
    contact="kontakt@zywa-rzeka.example",
)


def text_of(pdf: bytes, folder: Path) -> str:
    """Return the words of a PDF as a reader sees them, divided words put together again."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not here (Debian: poppler-utils)")
    path = folder / "made.pdf"
    path.write_bytes(pdf)
    answer = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True)
    return " ".join(answer.stdout.replace("-\n", "").replace("\N{SOFT HYPHEN}", "").split())


def figures(pdf: bytes) -> dict[str, tuple[float, float]]:
    """Return {alternative text: (width, height) in mm} of every picture, as the PDF itself says where they stand."""
    found: dict[str, tuple[float, float]] = {}
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for element in _elements(opened.Root.StructTreeRoot):
            if element.get("/S") == "/Figure":
                attributes: Any = element.A if isinstance(element.A, pikepdf.Dictionary) else element.A[0]
                left, bottom, right, top = (float(side) * 25.4 / 72 for side in attributes.BBox)
                found[str(element.Alt)] = (right - left, top - bottom)
    return found


def headings(pdf: bytes) -> list[str]:
    """Return the levels of the headings in reading order, e.g. ["H1", "H2"]."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        kinds = [str(element.get("/S"))[1:] for element in _elements(opened.Root.StructTreeRoot)]
    return [kind for kind in kinds if kind in {"H1", "H2", "H3", "H4"}]


def _elements(node: Any) -> Iterator[Any]:
    children = node.get("/K", [])
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield child
            yield from _elements(child)
