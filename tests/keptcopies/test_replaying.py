"""What goes out of a copy: to whom, called what, and with which policy."""

from typing import Any

import pytest
import time_machine
from django.core.files.storage import storages
from django.test import Client
from django.urls import reverse

from plon.accounts.models import User
from plon.keptcopies.actions import remove_copy
from plon.keptcopies.keys import team_key
from plon.keptcopies.models import KeptCopy
from plon.keptcopies.queries import copies_of, newest_copies
from plon.results.models import Result, ResultLink
from plon.site.limiting import PICTURES
from tests.conftest import client_of
from tests.factories import ResultFactory
from tests.keptcopies.site import PDF, PIXEL

pytestmark = pytest.mark.django_db


@pytest.fixture
def copy(ask_for: Any, link: ResultLink) -> KeptCopy:
    made: KeptCopy = ask_for(link, with_neighbours=True)
    return made


def number_of(copy: KeptCopy, ending: str) -> int:
    return int(copy.pieces.get(url__endswith=ending).number)


def ask(copy: KeptCopy, ending: str = "", *, key: str = "", number: int = 0, **headers: str) -> Any:
    asked = number or (number_of(copy, ending) if ending else 1)
    return Client(headers=headers).get(reverse("copies:piece", args=[key or copy.public_id, asked]))


def directives(answer: Any) -> dict[str, str]:
    parts = (part.strip().partition(" ") for part in answer["Content-Security-Policy"].split(";"))
    return {name: value for name, _blank, value in parts}


def test_every_piece_goes_out_under_a_policy_that_lets_nothing_act(copy: KeptCopy) -> None:
    for piece in copy.pieces.all():
        answer = ask(copy, number=piece.number)
        policy = directives(answer)
        assert answer.status_code == 200
        assert policy["default-src"] == policy["form-action"] == policy["base-uri"] == "'none'"
        assert "allow-scripts" not in policy["sandbox"]
        assert "allow-same-origin" not in policy["sandbox"]
        assert "script-src" not in policy
        assert policy["img-src"] == "'self' data:"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Referrer-Policy"] == "no-referrer"
        assert answer["X-Frame-Options"] == "SAMEORIGIN"
        assert "noindex" in answer["X-Robots-Tag"]
        assert not answer.cookies
        assert "private" in answer["Cache-Control"]


def test_a_page_comes_with_its_pictures_found_again_and_nothing_that_acts(copy: KeptCopy, link: ResultLink) -> None:
    answer = ask(copy)
    text = answer.content.decode()
    assert answer["Content-Type"] == "text/html; charset=utf-8"
    assert f'src="{number_of(copy, "river.png")}.part"' in text
    assert f'href="{number_of(copy, "second.html")}#part"' in text
    assert f'href="{number_of(copy, "lesson.pdf")}"' in text
    # A picture that moved is found by its old address.
    assert f'src="{number_of(copy, "deep.png")}.part"' in text
    for acting in ("<script", "onload", "onerror", "onclick", "<iframe", "refresh", "<base", "action=", "javascript"):
        assert acting not in text.lower()
    host = link.url.split("/")[2]
    assert f"http://{host}" not in text
    assert "169.254" not in text


def test_a_page_of_another_charset_and_broken_html_is_read(copy: KeptCopy) -> None:
    text = ask(copy, "second.html").content.decode()
    assert "<title>Żółw i łąka</title>" in text
    assert "Zajęcia w terenie" in text
    assert text.count("charset") == 1


def test_a_style_leads_into_the_copy(copy: KeptCopy) -> None:
    answer = ask(copy, "looks.css")
    css = answer.content.decode()
    assert answer["Content-Type"] == "text/css; charset=utf-8"
    assert f'@import url("{number_of(copy, "more.css")}.part")' in css
    assert f'url("{number_of(copy, "rzeka.woff2")}.part")' in css
    assert f'url("{number_of(copy, "rzeka.woff2")}.part#iefix")' in css
    assert "missing.css" not in css


def test_a_drawing_with_a_script_is_a_picture_in_a_sandbox_and_a_document_a_file(copy: KeptCopy) -> None:
    drawing = ask(copy, "drawing.svg")
    assert drawing["Content-Type"] == "image/svg+xml"
    assert "Content-Disposition" not in drawing
    document = ask(copy, "lesson.pdf")
    assert document["Content-Disposition"] == 'attachment; filename="lesson.pdf"'
    assert document.content == PDF
    assert ask(copy, "river.png").content == PIXEL
    # A font is asked for by a page without an origin.
    assert ask(copy, "rzeka.woff2")["Access-Control-Allow-Origin"] == "*"


def test_parts_have_addresses_of_their_own_that_count_less(copy: KeptCopy) -> None:
    address = reverse("copies:piece", args=[copy.public_id, number_of(copy, "river.png")])
    answer = Client().get(f"{address}.part")
    assert answer.content == PIXEL
    assert f"{address}.part".endswith(PICTURES)
    assert answer["Cache-Control"] == "private, max-age=300"
    assert ask(copy)["Cache-Control"] == "private, no-cache"


def test_who_has_a_piece_is_told_so(copy: KeptCopy) -> None:
    tag = ask(copy)["ETag"]
    again = ask(copy, **{"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert "sandbox" in again["Content-Security-Policy"]


def test_a_page_opened_alone_is_shown_in_its_frame(copy: KeptCopy) -> None:
    number = number_of(copy, "second.html")
    answer = ask(copy, number=number, **{"sec-fetch-dest": "document"})
    assert (answer.status_code, answer["Location"]) == (302, f"{copy.get_absolute_url()}?at={number}")
    page = Client().get(answer["Location"]).content.decode()
    assert f'src="{reverse("copies:piece", args=[copy.public_id, number])}"' in page
    assert ask(copy, number=number, **{"sec-fetch-dest": "iframe"}).status_code == 200


def test_what_was_not_kept_says_so_and_names_the_address_in_words(copy: KeptCopy) -> None:
    address = "https://x.example/<script>"
    answer = Client().get(reverse("copies:not_kept", args=[copy.public_id]), {"u": address})
    text = answer.content.decode()
    assert "&lt;script&gt;" in text
    assert 'href="https' not in text
    assert "sandbox" in answer["Content-Security-Policy"]


def test_the_public_page_says_what_it_is_and_frames_the_copy(copy: KeptCopy, link: ResultLink) -> None:
    answer = Client().get(copy.get_absolute_url())
    text = answer.content.decode()
    assert "This is a kept copy." in text or "To jest zachowana kopia" in text
    assert link.url in text
    assert f'href="{link.url}"' not in text
    assert 'sandbox="allow-downloads"' in text
    assert "frame-src 'self'" in answer["Content-Security-Policy"]
    assert "lesson.pdf" in text
    assert "Made by our school" not in text
    assert copy.requested_label not in text


def test_the_public_page_takes_the_same_questions_for_one_date_and_three(
    copy: KeptCopy, ask_for: Any, link: ResultLink, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(4):
        Client().get(copy.get_absolute_url())
    ask_for(link)
    third = ask_for(link)
    with django_assert_num_queries(4):
        text = Client().get(third.get_absolute_url()).content.decode()
    assert copy.get_absolute_url() in text


def test_only_copies_of_published_results_are_public_and_the_team_sees_them_by_a_key(
    copy: KeptCopy, published: Result, editor: User, stranger: User
) -> None:
    key = team_key(copy)
    Result.objects.filter(pk=published.pk).update(state="withdrawn", withdrawn_at="2026-01-01T00:00:00Z")
    assert Client().get(copy.get_absolute_url()).status_code == 404
    assert ask(copy).status_code == 404
    assert ask(copy, key=key).status_code == 200
    assert ask(copy, key=key[:-1] + ("a" if key[-1] != "a" else "b")).status_code == 404
    assert Client().get(reverse("copies:not_kept", args=[copy.public_id])).status_code == 404
    with time_machine.travel("2036-01-01"):
        assert ask(copy, key=key).status_code == 404
    page = reverse("keptcopies:copy", args=[published.project.public_id, copy.public_id])
    assert "copies/" + copy.public_id + "." in client_of(editor).get(page).content.decode()
    assert client_of(stranger).get(page).status_code == 404


def test_a_copy_that_was_taken_away_says_so_and_hands_out_nothing(copy: KeptCopy, editor: User) -> None:
    address = copy.get_absolute_url()
    remove_copy(copy, by=editor)
    answer = Client().get(address)
    assert answer.status_code == 410
    assert copy.url not in answer.content.decode()
    assert ask(copy, number=1).status_code == 404


def test_bytes_that_were_damaged_or_lost_are_not_shown(copy: KeptCopy) -> None:
    storage = storages["default"]
    with open(storage.path(copy.path), "r+b") as file:  # noqa: PTH123  the test's own file
        file.seek(copy.pieces.get(number=1).offset + 200)
        file.write(b"\xff\xff")
    assert ask(copy).status_code == 404
    storage.delete(copy.path)
    assert ask(copy, number=2).status_code == 404


def test_the_newest_copy_stands_for_a_link(
    copy: KeptCopy, ask_for: Any, link: ResultLink, published: Result, django_assert_num_queries: Any
) -> None:
    newer = ask_for(link)
    without = ResultFactory(project=published.project)
    with django_assert_num_queries(1):
        assert copies_of([published.pk, without.pk]) == {published.pk: 2}
    with django_assert_num_queries(1):
        assert newest_copies(published)[link.url] == newer
    assert "https://other.example/" not in newest_copies(published)
    published.state = "withdrawn"
    assert newest_copies(published) == {}
