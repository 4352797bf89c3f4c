"""Files and covers of published results."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.test import Client
from PIL import Image

from plon.results.models import Result, ResultFile


@pytest.fixture
def file(published: Result) -> ResultFile:
    file = published.files.get()
    file.path = storages["public"].save("lekcje.pdf", ContentFile(b"%PDF-1.7 lessons"))
    file.save()
    return file


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def test_file_is_a_download_and_nothing_else(file: ResultFile, client: Client) -> None:
    answer = client.get(f"/files/{file.public_id}/lekcje.pdf")
    assert body(answer) == b"%PDF-1.7 lessons"
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="lekcje.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    again = client.get(f"/files/{file.public_id}/lekcje.pdf", headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("media_type", ["text/html", "image/svg+xml", "application/xhtml+xml", "text/javascript"])
def test_file_that_could_act_is_only_bytes(file: ResultFile, client: Client, media_type: str) -> None:
    ResultFile.objects.update(media_type=media_type)
    answer = client.get(f"/files/{file.public_id}/x")
    body(answer)
    assert answer["Content-Type"] == "application/octet-stream"


@pytest.mark.parametrize(
    ("of_file", "of_result"),
    [({"is_public": False}, {}), ({}, {"state": "ready"}), ({"path": "not/there.pdf"}, {})],
)
def test_files_that_are_not_public_are_not_there(
    file: ResultFile, client: Client, of_file: dict[str, Any], of_result: dict[str, Any]
) -> None:
    ResultFile.objects.update(**of_file)
    Result.objects.update(**of_result)
    assert client.get(f"/files/{file.public_id}/lekcje.pdf").status_code == 404


def test_withdrawn_result_keeps_its_files_to_itself(file: ResultFile, client: Client) -> None:
    Result.objects.update(state="withdrawn", withdrawn_at="2026-06-01T00:00Z")
    assert client.get(f"/files/{file.public_id}/lekcje.pdf").status_code == 404


def test_cover_is_narrowed_and_bare(published: Result, client: Client) -> None:
    drawn = BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Camera"
    Image.new("RGB", (2000, 1200), "green").save(drawn, "JPEG", exif=exif)
    published.cover.save("cover.jpg", ContentFile(drawn.getvalue()))
    answer = client.get(f"/r/{published.public_id}/cover-640.webp")
    with Image.open(BytesIO(answer.content)) as picture:
        assert (picture.format, picture.size, len(picture.getexif())) == ("WEBP", (640, 384), 0)
    assert f"/r/{published.public_id}/cover-640.webp" in client.get(published.get_absolute_url()).content.decode()
    assert client.get(f"/r/{published.public_id}/cover-641.webp").status_code == 404
    Result.objects.update(state="ready")
    assert client.get(f"/r/{published.public_id}/cover-640.webp").status_code == 404


@pytest.mark.usefixtures("indexed")
def test_the_picture_seen_first_does_not_wait_until_the_reader_comes_near(client: Client, published: Result) -> None:
    drawn = BytesIO()
    Image.new("RGB", (1600, 1000), "green").save(drawn, "JPEG")
    published.cover.save("cover.jpg", ContentFile(drawn.getvalue()))
    picture = f'src="/r/{published.public_id}/cover-640.webp"'
    for page in (published.get_absolute_url(), "/en/results/"):
        [shown] = [line for line in client.get(page).content.decode().split("<img") if picture in line]
        assert 'fetchpriority="high"' in shown
        assert "lazy" not in shown.split(">")[0]
