"""Officers set the agency's logo, which every page shows."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from plon.accounts.models import User
from plon.agency.models import Logo
from tests.agency.making import picture
from tests.conftest import client_of

PAGE = "/office/house/settings/logo/"
ALT = {"alt_pl": "Agencja <Przykład>", "alt_en": "Example Agency"}


def _file(content: bytes, name: str = "logo.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "image/png")


def test_a_logo_is_shown_replaced_and_taken_off(
    officer: User, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    office = client_of(officer)
    before = client.get("/en/about/")
    with django_capture_on_commit_callbacks(execute=True):
        answer = office.post(PAGE, {"logo": _file(picture((2000, 1000), "WEBP"), "a.webp"), **ALT})
    assert answer.status_code == 302

    page = client.get("/pl/about/", headers={"if-none-match": before["ETag"]}).content.decode()
    found = re.search(r'src="(/agency/logo/\w+\.png)" alt="Agencja &lt;Przykład&gt;" width="800" height="400"', page)
    assert found
    shown = client.get(found[1])
    assert (shown["Content-Type"], shown.content[:4]) == ("image/png", b"\x89PNG")
    assert shown["Cache-Control"].startswith("public")
    assert client.get(found[1], headers={"if-none-match": shown["ETag"]}).status_code == 304

    # Other words, the same picture.
    with django_capture_on_commit_callbacks(execute=True):
        office.post(PAGE, {**ALT, "alt_pl": "Inna"})
    assert 'alt="Inna"' in client.get("/pl/about/").content.decode()

    with django_capture_on_commit_callbacks(execute=True):
        office.post(f"{PAGE}remove/")
    assert "/agency/logo/" not in client.get("/pl/about/").content.decode()
    assert client.get(found[1]).status_code == 404
    assert "There is no logo yet." in office.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            {**ALT, "logo": b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>"},
            "Take a PNG, JPEG or WebP",
        ),
        ({**ALT, "logo": b"\x89PNG\r\n\x1a\n broken"}, "Take a PNG, JPEG or WebP"),
        ({**ALT, "logo": b"\xff\xd8\xff" + b"x" * (3 * 1024 * 1024)}, "at most 2 MB"),
        ({**ALT}, "Choose a picture."),
        ({"alt_pl": "Agencja", "alt_en": "", "logo": picture()}, "in both languages"),
        ({**ALT, "alt_en": "x" * 100_000, "logo": picture()}, "Something needs your attention"),
        ({**ALT, "alt_en": "a\0b", "logo": picture()}, "Something needs your attention"),
    ],
)
def test_what_can_be_no_logo_is_refused_in_words(officer: User, typed: dict[str, Any], said: str) -> None:
    sent = {name: _file(value) if name == "logo" else value for name, value in typed.items()}

    answer = client_of(officer).post(PAGE, sent)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Logo.objects.exists()


def test_teams_set_no_logo(coordinator: User) -> None:
    assert client_of(coordinator).post(PAGE, {**ALT, "logo": _file(picture())}).status_code == 403
