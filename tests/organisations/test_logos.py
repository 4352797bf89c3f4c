"""The logo of an organisation: small, clean, shown to the team and on its posters."""

import datetime
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import FileResponse
from PIL import Image

from plon.accounts.models import User
from plon.organisations.models import Organisation
from plon.plans.poster import poster_of
from plon.plans.queries import load_plan
from plon.projects.models import Partnership, Project
from tests.conftest import client_of
from tests.factories import PartnershipFactory


@pytest.fixture
def partnership(project: Project) -> Partnership:
    return PartnershipFactory(project=project, role="coordinator")


def picture(size: tuple[int, int] = (1200, 600), kind: str = "PNG") -> bytes:
    made = io.BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(made, kind)
    return made.getvalue()


def address(partnership: Partnership) -> str:
    return f"/workspace/{partnership.project.public_id}/partners/{partnership.pk}/logo/"


def send(partnership: Partnership, person: User, content: bytes) -> str:
    upload = SimpleUploadedFile("logo.png", content, "image/png")
    return client_of(person).post(address(partnership), {"logo": upload}, follow=True).content.decode()


def test_a_logo_is_made_small_and_shown(partnership: Partnership, coordinator: User) -> None:
    send(partnership, coordinator, picture(kind="JPEG"))

    shown = client_of(coordinator).get(address(partnership))
    assert isinstance(shown, FileResponse)
    kept = Image.open(io.BytesIO(b"".join(shown.streaming_content)))  # type: ignore[arg-type]  # a synchronous answer
    assert (kept.format, kept.size) == ("PNG", (800, 400))


def test_it_stands_on_the_poster(partnership: Partnership, coordinator: User) -> None:
    send(partnership, coordinator, picture())

    poster = poster_of(load_plan(Project.objects.get()), "pl", today=datetime.date(2026, 11, 24))

    assert [logo.name for logo in poster.logos] == [partnership.organisation.name]


@pytest.mark.parametrize(
    "content", [b"GIF89a", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\x89PNG\r\n\x1a\nbroken"]
)
def test_what_is_no_logo_is_refused_in_words(partnership: Partnership, coordinator: User, content: bytes) -> None:
    assert "not a picture that can be a logo" in send(partnership, coordinator, content)
    assert not Organisation.objects.get().logo


def test_a_large_file_is_refused(partnership: Partnership, coordinator: User) -> None:
    assert "at most 2 MB" in send(partnership, coordinator, picture() + b"0" * (2 * 1024 * 1024))


def test_it_is_taken_away(partnership: Partnership, coordinator: User) -> None:
    send(partnership, coordinator, picture())

    client_of(coordinator).post(address(partnership), {"remove": "yes"})

    assert not Organisation.objects.get().logo
    assert client_of(coordinator).get(address(partnership)).status_code == 404


def test_who_may_not(partnership: Partnership, contributor: User, stranger: User) -> None:
    assert client_of(contributor).post(address(partnership), {"remove": "yes"}).status_code == 403
    assert client_of(stranger).get(address(partnership)).status_code == 404
