"""Small real files, each with the words that it is given."""

import io
import zipfile


def pdf(*words: str, password: str = "") -> bytes:
    import pikepdf

    document = pikepdf.new()
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica,
        Encoding=pikepdf.Name.WinAnsiEncoding,
    )  # fmt: skip
    for line in words or ("",):
        page = document.add_blank_page(page_size=(595, 842))
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=document.make_indirect(font)))
        page.Contents = document.make_stream(f"BT /F1 12 Tf 40 800 Td ({line}) Tj ET".encode("cp1252"))
    kept = io.BytesIO()
    locked = pikepdf.Encryption(owner="own" + password, user=password) if password else False
    document.save(kept, encryption=locked)
    return kept.getvalue()


def pdf_without_end() -> bytes:
    """Its only node of pages holds itself."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1000000000/Kids[2 0 R 2 0 R]>>"]
    body = b"%PDF-1.7\n" + b"".join(b"%d 0 obj%sendobj\n" % (n, each) for n, each in enumerate(objects, 1))
    return body + b"trailer<</Root 1 0 R/Size 3>>\n%%EOF"


def docx(text: str) -> bytes:
    import docx

    document = docx.Document()
    document.add_paragraph(text)
    table = document.add_table(rows=1, cols=1)
    table.cell(0, 0).text = "in a table"
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def pptx(text: str) -> bytes:
    import pptx

    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    assert slide.shapes.title is not None
    slide.shapes.title.text = text
    kept = io.BytesIO()
    deck.save(kept)
    return kept.getvalue()


def open_document(text: str, kind: str = "text", *, manifest: str = "") -> bytes:
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    words = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    content = f'<o:document-content xmlns:o="{office}" xmlns:t="{words}"><t:p>{text}</t:p></o:document-content>'
    return packed({
        "mimetype": f"application/vnd.oasis.opendocument.{kind}".encode(),
        "content.xml": content.encode(),
        "META-INF/manifest.xml": manifest.encode(),
    })  # fmt: skip


def packed(parts: dict[str, bytes]) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return kept.getvalue()


def bomb() -> bytes:
    return packed({"word/document.xml": b" " * (60 * 1024 * 1024)})


def many_entities() -> bytes:
    """A few hundred bytes that want to become gigabytes (a billion laughs)."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return packed({
        "mimetype": b"application/vnd.oasis.opendocument.text",
        "content.xml": f'<!DOCTYPE x [<!ENTITY l0 "laugh">{laughs}]><x>&l9;</x>'.encode(),
    })  # fmt: skip
