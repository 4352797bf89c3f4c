"""A look inside files: drawn by a worker, shown as pictures, gone with the file."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.test import Client
from PIL import Image

from plon.catalogue.previews import making
from plon.catalogue.previews.models import FilePreview
from plon.catalogue.previews.presenting import peeks_of
from plon.catalogue.previews.process import MOST_PAGES
from plon.results.models import Result, ResultFile

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
Keep = Callable[..., ResultFile]


@pytest.fixture
def keep(published: Result, settings: Any, tmp_path: Path) -> Keep:
    """Put a public file to the published result, with its bytes."""
    published.files.all().delete()

    def kept(name: str, media_type: str, content: bytes, **fields: Any) -> ResultFile:
        path = storages["public"].save(f"kept/{name}", ContentFile(content))
        return ResultFile.objects.create(
            result=published, name=name, size=len(content), sha256=f"{hash(content) % 10**9:064d}",
            media_type=media_type, path=path, is_public=True, **fields,
        )  # fmt: skip

    return kept


def a_pdf(pages: int) -> bytes:
    import pypdfium2

    pdf, out = pypdfium2.PdfDocument.new(), BytesIO()
    for _page in range(pages):
        pdf.new_page(200, 300)
    pdf.save(out)
    return out.getvalue()


def a_picture() -> bytes:
    out, exif = BytesIO(), Image.Exif()
    exif[0x010F] = "Camera"
    Image.new("RGB", (2000, 1000), "green").save(out, "JPEG", exif=exif)
    return out.getvalue()


def a_document() -> bytes:
    import docx

    document, out = docx.Document(), BytesIO()
    document.add_heading("Lekcja pierwsza", 1)
    document.add_paragraph("Idziemy nad rzekę.")
    document.add_heading("Co zabrać", 2)
    document.save(out)
    return out.getvalue()


@pytest.mark.slow
def test_a_worker_draws_what_visitors_see(published: Result, keep: Keep, client: Client) -> None:
    pdf = keep("lekcje.pdf", "application/pdf", a_pdf(MOST_PAGES + 2), title="Lekcje", language="pl")
    keep("rzeka.jpg", "image/jpeg", a_picture(), title="Rzeka w maju")
    keep("lekcja.docx", DOCX, a_document())
    broken = keep("zepsuty.pdf", "application/pdf", b"%PDF-1.7 broken")
    making.make_previews_of(published.pk)
    assert {one.file.name: (len(one.pages), one.page_count) for one in FilePreview.objects.all()} == {
        "lekcje.pdf": (MOST_PAGES, MOST_PAGES + 2), "rzeka.jpg": (1, 1), "lekcja.docx": (0, 0), "zepsuty.pdf": (0, 0),
    }  # fmt: skip
    page = client.get(published.get_absolute_url()).content.decode()
    assert f'src="/files/{pdf.public_id}/preview/1.webp" alt="' in page
    assert 'alt="Rzeka w maju"' in page
    assert "<li>Lekcja pierwsza</li>" in page
    assert f"/files/{broken.public_id}/preview/" not in page
    answer = client.get(f"/files/{pdf.public_id}/preview/1.webp")
    with Image.open(BytesIO(b"".join(answer))) as picture:  # type: ignore[arg-type]  # a streaming answer
        assert (picture.format, picture.size) == ("WEBP", (800, 1200))
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    for number in (0, MOST_PAGES + 1):
        assert client.get(f"/files/{pdf.public_id}/preview/{number}.webp").status_code == 404
    _goes_with_the_file(published, pdf, client)


def _goes_with_the_file(published: Result, pdf: ResultFile, client: Client) -> None:
    preview = FilePreview.objects.get(file=pdf)
    assert storages["default"].exists(preview.path_of(1))
    Result.objects.update(state="withdrawn", withdrawn_at="2026-06-01T00:00Z")
    assert client.get(f"/files/{pdf.public_id}/preview/1.webp").status_code == 404
    making.make_previews_of(published.pk)
    assert not FilePreview.objects.exists()


def test_sound_is_played_in_ranges_and_nothing_else_is(keep: Keep, client: Client) -> None:
    sound = keep("piosenka.mp3", "audio/mpeg", b"ID3 a song about a river")
    answer = client.get(f"/files/{sound.public_id}/play/piosenka.mp3", headers={"range": "bytes=4-9"})
    assert (answer.status_code, b"".join(answer)) == (206, b"a song")  # type: ignore[arg-type]  # a streaming answer
    assert answer["Content-Type"] == "audio/mpeg"
    assert answer["Cache-Control"] == "public, max-age=300"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    page = keep("strona.html", "text/html", b"<script>alert(1)</script>")
    assert client.get(f"/files/{page.public_id}/play/strona.html").status_code == 404
    Result.objects.update(state="ready")
    assert client.get(f"/files/{sound.public_id}/play/piosenka.mp3").status_code == 404


def test_a_film_brings_its_captions_along(keep: Keep, client: Client) -> None:
    film = keep("film.mp4", "video/mp4", b"film")
    said = keep("film.vtt", "text/vtt", b"WEBVTT", language="pl")
    [peek] = peeks_of([film, said])
    assert (peek.kind, [one.language for one in peek.captions]) == ("video", ["pl"])
    assert client.get(peek.captions[0].address)["Content-Type"] == "text/vtt; charset=utf-8"


def test_an_older_drawing_is_not_shown_of_newer_bytes(keep: Keep) -> None:
    file = keep("lekcje.pdf", "application/pdf", b"%PDF")
    preview = FilePreview(file=file, sha256=file.sha256, page_count=1, pages=[{"width": 2, "height": 3, "begins": "A"}])
    [peek] = peeks_of([file])
    assert (peek.kind, peek.is_cut, peek.pages[0].alt.endswith(": A")) == ("pages", False, True)
    preview.sha256 = "f" * 64
    assert peeks_of([file]) == []
