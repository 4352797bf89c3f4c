"""Good and broken leaflets in six languages, rendered when they are needed: PDF, DOCX, PPTX, PNG."""

import io
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from plon.programme.authorities import authority
from plon.programme.visibility import OLD_PROGRAMME, disclaimer, funding_statement
from plon.visibility.checking import check_file
from plon.visibility.expectation import Expectation
from plon.visibility.measuring.measure import Case

NUMBER = "2024-1-PL01-KA210-SCH-000000007"
_TEXTS = {
    "en": (
        "Pupils of three schools study their river. They measure the water, count plants and animals, and "
        "tell their town what could be better. Teachers find twelve lessons for lessons outdoors in this "
        "leaflet."
    ),
    "pl": (
        "Uczniowie trzech szkół badają swoją rzekę. Mierzą wodę, liczą rośliny i zwierzęta, a potem mówią "
        "gminie, co można poprawić. W tej ulotce nauczyciele znajdą dwanaście scenariuszy zajęć w terenie."
    ),
    "de": (
        "Schülerinnen und Schüler von drei Schulen untersuchen ihren Fluss. Sie messen das Wasser, zählen "
        "Pflanzen und Tiere und sagen ihrer Gemeinde, was besser werden könnte. Lehrkräfte finden hier zwölf "
        "Stunden für draußen."
    ),
    "es": (
        "El alumnado de tres escuelas estudia su río. Mide el agua, cuenta plantas y animales y explica a su "
        "municipio qué se podría mejorar. En este folleto el profesorado encuentra doce lecciones al aire "
        "libre."
    ),
    "ro": (
        "Elevii din trei școli își studiază râul. Ei măsoară apa, numără plantele și animalele și spun "
        "primăriei ce s-ar putea îmbunătăți. În acest pliant profesorii găsesc douăsprezece lecții în aer "
        "liber."
    ),
    "el": (
        "Μαθητές από τρία σχολεία μελετούν το ποτάμι τους. Μετρούν το νερό, καταγράφουν φυτά και ζώα και λένε"
        " στον δήμο τους τι θα μπορούσε να βελτιωθεί. Στο φυλλάδιο οι εκπαιδευτικοί βρίσκουν δώδεκα μαθήματα "
        "στη φύση."
    ),
}


@dataclass(frozen=True, slots=True)
class Leaflet:
    """What stands on a leaflet."""

    language: str
    text: str
    statement: str
    disclaimer: str
    number: str = NUMBER
    licence: str = "CC BY 4.0"
    has_emblem: bool = True
    height_mm: float = 15.0
    stretch: float = 1.0
    field: str = "#003399"
    logo_mm: float = 12.0
    has_alt: bool = True


# Broken in one way each: (name, what is changed, the codes that must be found).
_BREAKS: tuple[tuple[str, dict[str, Any], set[str]], ...] = (
    ("good", {}, set()),
    ("no emblem", {"has_emblem": False}, {"emblem-found"}),
    ("stretched", {"stretch": 1.4}, {"emblem-proportions"}),
    ("recoloured", {"field": "#b3001b"}, {"emblem-colours"}),
    ("6 mm", {"height_mm": 6.0, "logo_mm": 5.0}, {"emblem-size"}),
    ("smaller than a logo", {"logo_mm": 30.0}, {"emblem-prominence"}),
    ("no disclaimer", {"disclaimer": ""}, {"disclaimer-found"}),
    ("licence without adaptation", {"licence": "CC BY-ND 4.0"}, {"licence-open"}),
    ("malformed number", {"number": "2024-PL01-KA210-SCH-000000007"}, {"number-wellformed"}),
    ("no alternative texts", {"has_alt": False}, {"alternatives-found"}),
)


def leaflets() -> Iterator[tuple[str, Leaflet, Expectation, frozenset[str]]]:
    """Yield (name, leaflet, what is known of the project, the faults it has)."""
    for language, text in _TEXTS.items():
        code = "PL01"
        told = disclaimer(language, authority=authority(code), cofunded=True)
        if told is None:
            code = "EACEA"
            told = disclaimer(language, authority=authority(code), cofunded=True)
        statement = funding_statement(language, cofunded=True)
        if told is None or statement is None:
            continue
        good = Leaflet(language, text, statement.text, told.text)
        known = Expectation(NUMBER, authority=code, cofunded=True, licence="CC-BY-4.0")
        for name, changes, faults in _BREAKS:
            yield f"{language} {name}", replace(good, **changes), known, frozenset(faults)
        old = funding_statement("en", cofunded=True, programme=OLD_PROGRAMME)
        body = told.text.partition(". ")[2]
        if old:
            broken = replace(good, statement=old.text, disclaimer=body)
            yield f"{language} old statement", broken, known, frozenset({"statement-period"})
        other = disclaimer(language, authority=authority("EACEA"), cofunded=True)
        if other and code != "EACEA":
            yield (f"{language} wrong authority", replace(good, disclaimer=other.text), known,
                   frozenset({"disclaimer-authority"}))  # fmt: skip
        stranger = funding_statement("de" if language != "de" else "pl", cofunded=True)
        if stranger:
            broken = replace(good, statement=stranger.text, disclaimer=body)
            yield f"{language} statement of another language", broken, known, frozenset({"languages-statement"})


def made_cases() -> Iterator[Case]:
    """Render and check every leaflet as a PDF; the good and some broken ones as DOCX and PPTX, too."""
    work = [
        (name, leaflet, kind, known, faults)
        for name, leaflet, known, faults in leaflets()
        for kind in _kinds(name, leaflet)
    ]
    # Reading is a process of its own; two at once keep two cores busy.
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(2) as pool:
        yield from pool.map(lambda each: _case(Path(folder), *each), work)


def _kinds(name: str, leaflet: Leaflet) -> list[str]:
    kinds = ["pdf"] if leaflet.has_alt else []
    return kinds + (["docx", "pptx"] if name.endswith(("good", "no alternative texts", "no disclaimer")) else [])


def _case(folder: Path, name: str, leaflet: Leaflet, kind: str, known: Expectation, faults: frozenset[str]) -> Case:
    path = folder / f"{name}.{kind}"
    path.write_bytes({"pdf": as_pdf, "docx": as_docx, "pptx": as_pptx}[kind](leaflet))
    return Case(f"{name} ({kind})", check_file(path, path.name, known), faults)


def emblem_png(leaflet: Leaflet, height: int = 300) -> bytes:
    """Return the emblem as pixels, drawn from its geometry."""
    from PIL import Image, ImageDraw

    from plon.typeset.emblem import HEIGHT, WIDTH, star_centres, star_points

    scale = height * 2 / HEIGHT
    picture = Image.new("RGB", (round(WIDTH * scale), round(HEIGHT * scale)), leaflet.field)
    draw = ImageDraw.Draw(picture)
    for x, y in star_centres():
        draw.polygon([(px * scale, py * scale) for px, py in star_points(x, y)], fill="#FFCC00")
    kept = io.BytesIO()
    picture.resize((height * 3 // 2, height), Image.Resampling.LANCZOS).save(kept, "PNG")
    return kept.getvalue()


def logo_png() -> bytes:
    """Return a partner's logo: a green square with a white leaf."""
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", (300, 300), "#2e7d4f")
    ImageDraw.Draw(picture).ellipse((60, 90, 240, 210), fill="white")
    kept = io.BytesIO()
    picture.save(kept, "PNG")
    return kept.getvalue()


def as_pdf(leaflet: Leaflet) -> bytes:
    """Return the leaflet as a tagged A5 PDF."""
    import typst

    lines = [
        "#set page(width: 148mm, height: 210mm, margin: 12mm)",
        f'#set text(lang: "{leaflet.language}", size: 10pt)',
        f'#set document(title: "Leaflet")\n#{_quoted(leaflet.text)}\n\n#v(1fr)\n',
    ]
    pictures = []
    if leaflet.has_emblem:
        width = leaflet.height_mm * 1.5 * leaflet.stretch
        pictures.append(
            f'image("emblem.png", width: {width}mm, height: {leaflet.height_mm}mm, fit: "stretch", alt: "EU")'
        )
    pictures.append(f'image("logo.png", height: {leaflet.logo_mm}mm, alt: "School")')
    lines.append(f"#stack(dir: ltr, spacing: 8mm, {', '.join(pictures)})\n\n#{_quoted(leaflet.statement)}\n")
    small = (leaflet.disclaimer, leaflet.number, leaflet.licence)
    lines += [f"\n#text(size: 8pt, {_quoted(text)})\n" for text in small]
    with tempfile.TemporaryDirectory() as folder:
        for name, content in (("emblem.png", emblem_png(leaflet)), ("logo.png", logo_png())):
            (Path(folder) / name).write_bytes(content)
        (Path(folder) / "main.typ").write_text("\n".join(lines))
        made: Any = typst.compile(Path(folder) / "main.typ", root=Path(folder), format="pdf", pdf_standards=["ua-1"])
    return bytes(made)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def as_docx(leaflet: Leaflet) -> bytes:
    """Return the leaflet as a Word document."""
    import docx
    from docx.shared import Mm

    document: Any = docx.Document()
    document.add_paragraph(leaflet.text)
    width = leaflet.height_mm * 1.5 * leaflet.stretch
    document.add_picture(io.BytesIO(emblem_png(leaflet)), Mm(width), Mm(leaflet.height_mm))
    if leaflet.has_alt:
        for about in document.element.body.iter("{*}docPr"):
            about.set("descr", "EU")
    for text in (leaflet.statement, leaflet.disclaimer, leaflet.number, leaflet.licence):
        document.add_paragraph(text)
    return _saved(document)


def as_pptx(leaflet: Leaflet) -> bytes:
    """Return the leaflet as one slide."""
    import pptx
    from pptx.util import Mm

    deck: Any = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    box = slide.shapes.add_textbox(Mm(10), Mm(10), Mm(230), Mm(120))
    words = (leaflet.text, leaflet.statement, leaflet.disclaimer, leaflet.number, leaflet.licence)
    box.text_frame.text = "\n".join(words)
    width = leaflet.height_mm * 1.5 * leaflet.stretch
    picture = slide.shapes.add_picture(
        io.BytesIO(emblem_png(leaflet)), Mm(10), Mm(150), Mm(width), Mm(leaflet.height_mm)
    )
    picture._element.nvPicPr.cNvPr.set("descr", "EU" if leaflet.has_alt else "")
    return _saved(deck)


def _saved(document: Any) -> bytes:
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()
