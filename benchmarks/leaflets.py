"""The same leaflet as other programs make it: WeasyPrint from HTML, LibreOffice from DOCX. Peers of the toolkit's."""

import base64
import html
import io
import shutil
import subprocess
from pathlib import Path

from plon.typeset.emblem import emblem_svg
from plon.typeset.qr import qr_svg
from plon.typeset.tools.content import ToolContent

CSS = """
@page { size: A5; margin: 12mm }
html { font-family: "IBM Plex Sans", sans-serif; font-size: 10pt; line-height: 1.35 }
h1 { font-size: 24pt; color: ACCENT; line-height: 1.1 } h2 { font-size: 12pt; color: ACCENT }
.first { break-after: page } .strip { display: flex; gap: 4mm } .strip img { height: 12mm } .qr { width: 30mm }
small { font-size: 7.5pt }
"""


def by_weasyprint(content: ToolContent, fonts: Path) -> bytes:
    """Return the leaflet as a PDF/UA-1 made from HTML and CSS."""
    from weasyprint import HTML
    from weasyprint.text.fonts import FontConfiguration

    faces = "".join(
        f'@font-face {{ font-family: "IBM Plex Sans"; font-weight: {weight};'
        f" src: url({(fonts / f'IBMPlexSans-{name}.ttf').as_uri()}) }}"
        for name, weight in (("Regular", 400), ("Bold", 700))
    )
    style = faces + CSS.replace("ACCENT", content.look.accent)
    page = HTML(string=f'<html lang="{content.language}"><style>{style}</style>{_body(content)}</html>')
    return bytes(page.write_pdf(pdf_variant="pdf/ua-1", font_config=FontConfiguration()))


def _body(content: ToolContent) -> str:
    def picture(svg: str) -> str:
        return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"

    def said(text: str) -> str:
        return "".join(f"<p>{html.escape(part)}</p>" for part in text.split("\n\n") if part)

    result = content.results[0]
    return (
        f"<title>{html.escape(content.title)}</title><section class=first><h1>{html.escape(content.message)}</h1>"
        f"<h2>{html.escape(result.title)}</h2>{said(result.summary)}</section><section>"
        f"<h2>+</h2>{said(result.audience)}<h2>+</h2>{said(result.how_to_use)}<h2>+</h2>{said(result.needs)}"
        f'<img class=qr alt="{html.escape(content.link)}" src="{picture(qr_svg(content.link))}">'
        f'<div class=strip><img alt="EU" src="{picture(emblem_svg())}"><b>{html.escape(content.notices.statement)}</b>'
        f"</div><small>{html.escape(content.notices.disclaimer)}</small></section>"
    )


def has_libreoffice() -> bool:
    return shutil.which("soffice") is not None


def as_docx(content: ToolContent, pictures: tuple[bytes, bytes]) -> bytes:
    """Return the leaflet as a DOCX for LibreOffice; `pictures` are the emblem and the QR code as PNG."""
    from docx import Document
    from docx.enum.text import WD_BREAK
    from docx.shared import Mm, Pt

    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(148), Mm(210)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(12)
    result = content.results[0]
    document.add_heading(content.message, 1)
    document.add_heading(result.title, 2)
    document.add_paragraph(result.summary).add_run().add_break(WD_BREAK.PAGE)
    for text in (result.audience, result.how_to_use, result.needs):
        document.add_paragraph(text)
    document.add_picture(io.BytesIO(pictures[1]), width=Mm(30))
    document.add_picture(io.BytesIO(pictures[0]), height=Mm(12))
    document.add_paragraph(content.notices.statement)
    document.add_paragraph().add_run(content.notices.disclaimer).font.size = Pt(7.5)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def by_libreoffice(docx: bytes, folder: Path) -> bytes:
    """Return the PDF that a freshly started LibreOffice makes of the leaflet, as a script on a server would."""
    (folder / "leaflet.docx").write_bytes(docx)
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "pdf",
         "--outdir", str(folder), str(folder / "leaflet.docx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return (folder / "leaflet.pdf").read_bytes()
