"""Pictures that editors upload: described, licensed, without positions; harmful ones refused in words."""

import io
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from pytest_django import DjangoAssertNumQueries
from wagtail.models import UploadedFile

from plon.accounts.models import User
from plon.newsletter.models import Issue, IssueItem
from plon.pages import FRESH
from plon.portal.models import Picture
from plon.portal.news.sizes import LETTER
from tests.conftest import read_out
from tests.portal.making import jpeg, make_article, make_picture
from tests.portal.posting import send_edit
from tests.portal.test_cms_writing import desk, told

__all__ = ["desk"]


def with_position() -> bytes:
    """Return a JPEG as phones make it, with the place where it was taken."""
    exif = Image.Exif()
    exif[0x010F] = "ExamplePhone"
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 13.0, 47.0), 3: "E", 4: (21.0, 0.0, 44.0)})
    out = io.BytesIO()
    Image.new("RGB", (900, 600), "darkgreen").save(out, "JPEG", exif=exif)
    return out.getvalue()


def upload(client: Client, content: bytes, name: str = "field.jpg", **fields: Any) -> Any:
    given = {
        "title": "Field", "description": "A field of wheat in July", "author": "Anna Nowak", "licence": "CC-BY-4.0",
        "source": "", "tags": "", "collection": "1",
        "focal_point_x": "", "focal_point_y": "", "focal_point_width": "", "focal_point_height": "", **fields,
    }  # fmt: skip
    file = SimpleUploadedFile(name, content, "image/jpeg")
    return client.post(reverse("wagtailimages:add"), {**given, "file": file})


def test_the_place_where_it_was_taken_is_taken_out(desk: Client) -> None:
    sent = with_position()
    assert Image.open(io.BytesIO(sent)).getexif().get_ifd(0x8825)
    assert upload(desk, sent).status_code == 302
    picture = Picture.objects.get()
    with picture.file.open() as kept:
        content = kept.read()
    assert not Image.open(io.BytesIO(content)).getexif().get_ifd(0x8825)
    assert b"ExamplePhone" not in content
    assert (picture.width, picture.height) == (900, 600)
    assert picture.file_size == len(content)
    assert "field" not in picture.file.name


def test_the_window_of_pictures_takes_positions_out_too(desk: Client) -> None:
    file = SimpleUploadedFile("field.jpg", with_position(), "image/jpeg")
    given = {"title": "Field", "description": "Wheat", "author": "Anna", "licence": "CC-BY-4.0", "collection": "1"}
    fields = {f"image-chooser-upload-{name}": value for name, value in given.items()}
    answer = desk.post(reverse("wagtailimages_chooser:create"), {**fields, "image-chooser-upload-file": file})
    assert answer.json()["step"] == "chosen"
    with Picture.objects.get().file.open() as kept:
        assert b"ExamplePhone" not in kept.read()


def test_another_file_for_a_picture_loses_its_position_too(desk: Client) -> None:
    picture = make_picture()
    given = {"title": "F", "description": "Wheat", "author": "A", "licence": "CC0-1.0", "source": "", "tags": ""}
    focal = {f"focal_point_{name}": "" for name in ("x", "y", "width", "height")}
    file = SimpleUploadedFile("field.jpg", with_position(), "image/jpeg")
    desk.post(reverse("wagtailimages:edit", args=[picture.pk]), {**given, **focal, "collection": "1", "file": file})
    picture.refresh_from_db()
    assert (picture.width, picture.height) == (900, 600)
    with picture.file.open() as kept:
        assert b"ExamplePhone" not in kept.read()


def test_pictures_come_one_by_one(desk: Client) -> None:
    file = SimpleUploadedFile("field.jpg", with_position(), "image/jpeg")
    for answer in (desk.get("/cms/images/multiple/add/"), desk.post("/cms/images/multiple/add/", {"files[]": file})):
        assert answer.headers["Location"] == reverse("wagtailimages:add")
    assert not UploadedFile.objects.exists()
    picture = make_picture()
    for name in ("edit_multiple", "create_multiple_from_uploaded_image", "delete_multiple", "delete_upload_multiple"):
        assert desk.post(reverse(f"wagtailimages:{name}", args=[picture.pk])).status_code == 404
    assert Picture.objects.filter(pk=picture.pk).exists()


@pytest.mark.parametrize("size", ["fill-120x63|format-jpeg", "width-32|format-png", "width-32|format-webp", "original"])
def test_no_size_tells_where_a_picture_was_taken(db: None, size: str) -> None:
    """Whatever the original holds: older ones were kept as they came."""
    picture = make_picture(file=SimpleUploadedFile("field.jpg", with_position(), "image/jpeg"))
    with picture.get_rendition(size).file.open() as shown:
        content = shown.read()
    assert b"ExamplePhone" not in content
    assert not Image.open(io.BytesIO(content)).getexif().get_ifd(0x8825)


@pytest.mark.parametrize("missing", ["description", "author", "licence"])
def test_words_author_and_licence_must_be_given(desk: Client, missing: str) -> None:
    page = told(upload(desk, jpeg(), **{missing: ""}))
    assert f'id="id_{missing}' in page
    assert "error-message" in page
    assert not Picture.objects.exists()


@pytest.mark.parametrize("licence", ["unknown", "none", "<script>"])
def test_what_is_no_licence_is_refused(desk: Client, licence: str) -> None:
    told(upload(desk, jpeg(), licence=licence))
    assert not Picture.objects.exists()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"<html><script>alert(1)</script></html>", "page.jpg"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "drawing.jpg"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "drawing.svg"),
        (jpeg()[:900], "broken.jpg"),
        (b"", "empty.jpg"),
    ],
    ids=["html", "svg", "svg-by-name", "broken", "empty"],
)
def test_what_is_no_picture_is_refused(desk: Client, content: bytes, name: str) -> None:
    page = told(upload(desk, content, name))
    assert "error-message" in page
    assert not Picture.objects.exists()


def test_a_picture_of_too_many_pixels_or_bytes_is_refused_in_words(desk: Client) -> None:
    out = io.BytesIO()
    Image.new("1", (9000, 8000)).save(out, "PNG")
    page = told(upload(desk, out.getvalue(), "giant.png"))
    assert "60 million pixels" in page
    page = told(upload(desk, jpeg() + b"\0" * (30 * 1024 * 1024), "large.jpg"))
    assert "15.0" in page
    assert not Picture.objects.exists()


def test_a_body_beyond_every_limit_is_refused_before_it_is_read(desk: Client) -> None:
    size = str(settings.MAX_UPLOAD_BYTES * 2)
    answer = desk.post(reverse("wagtailimages:add"), b"x", content_type="image/jpeg", CONTENT_LENGTH=size)
    assert answer.status_code == 413
    assert f"{settings.MAX_UPLOAD_BYTES // 1024 // 1024} MB" in answer.content.decode()


def test_a_picture_in_use_says_where_before_it_is_deleted(desk: Client, officer: User) -> None:
    picture = make_picture(licence="CC0-1.0")
    make_article(title="Uses it", picture=picture, by=officer)
    page = told(desk.get(reverse("wagtailimages:delete", args=[picture.pk])))
    assert "usage" in page
    desk.post(reverse("wagtailimages:delete", args=[picture.pk]))
    assert Picture.objects.filter(pk=picture.pk).exists()
    free = make_picture(title="Free")
    desk.post(reverse("wagtailimages:delete", args=[free.pk]))
    assert not Picture.objects.filter(pk=free.pk).exists()


@pytest.mark.parametrize("act", ["", "action-publish"], ids=["draft", "scheduled"])
@pytest.mark.parametrize("where", ["picture", "body"])
def test_a_picture_of_what_is_not_out_yet_is_in_use_too(desk: Client, act: str, where: str, officer: User) -> None:
    picture = make_picture()
    article = make_article(by=officer)
    body = [("picture", {"image": {"image": str(picture.pk), "alt_text": "x"}, "caption": ""})]
    fields: dict[str, Any] = {"picture": str(picture.pk)} if where == "picture" else {"body": body}
    if act:
        fields["go_live_at"] = "2041-05-02 10:00"
    send_edit(desk, article, act=act, title=article.title, slug=article.slug, **fields)
    if act:
        send_edit(desk, article, title=article.title, slug=article.slug)
    many = reverse("wagtail_bulk_action", args=["portal", "picture", "delete"])
    for address in (reverse("wagtailimages:delete", args=[picture.pk]), f"{many}?id={picture.pk}"):
        desk.post(address)
        assert Picture.objects.filter(pk=picture.pk).exists()


def test_sizes_are_public_while_a_text_shows_them_and_originals_are_nobodys(desk: Client) -> None:
    picture = make_picture()
    rendition = picture.get_rendition("width-320|format-webp")
    assert rendition.url.startswith("/pictures/")
    assert Client().get(rendition.url).status_code == 404
    draft = read_out(desk.get(rendition.url))
    assert draft.headers["Content-Type"] == "image/webp"
    assert "private" in draft.headers["Cache-Control"]
    article = make_article(picture=picture)
    answer = read_out(Client().get(rendition.url))
    assert answer.headers["Cache-Control"] == f"public, max-age={FRESH}, s-maxage={FRESH}"
    # A newsletter is read on a page of another place.
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert not answer.cookies
    again = Client().get(rendition.url, headers={"if-none-match": answer.headers["ETag"]})
    assert again.status_code == 304
    assert Client().get(f"/pictures/{picture.file.name.rpartition('/')[2]}").status_code == 404
    article.unpublish()
    assert Client().get(rendition.url, headers={"if-none-match": answer.headers["ETag"]}).status_code == 404


def test_a_picture_that_a_text_shows_no_more_is_nobodys(db: None) -> None:
    picture = make_picture()
    article = make_article(body=[("picture", {"image": picture, "caption": ""})])
    address = picture.get_rendition("width-960|format-webp").url
    assert read_out(Client().get(address)).status_code == 200
    article.body = []
    article.save_revision()
    assert read_out(Client().get(address)).status_code == 200
    article.save_revision().publish()
    assert Client().get(address).status_code == 404


def test_a_letter_that_went_out_keeps_its_picture(db: None) -> None:
    picture = make_picture()
    address = picture.get_rendition(LETTER).url
    issue = Issue.objects.create()
    IssueItem.objects.create(issue=issue, kind="news", key="a", texts={"en": {"title": "A", "image": address}})
    assert Client().get(address).status_code == 404
    Issue.objects.filter(pk=issue.pk).update(number=1, published_at=timezone.now())
    assert read_out(Client().get(address)).status_code == 200


def test_a_picture_of_a_page_costs_one_question(db: None, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    picture = make_picture()
    make_article(picture=picture)
    address = picture.get_rendition("width-960|format-webp").url
    with django_assert_num_queries(1):
        read_out(Client().get(address))
