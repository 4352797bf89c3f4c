"""Officers word the letters that Plon sends."""

from typing import Any

import pytest
from django.core import mail

from plon.accounts.models import User
from plon.agency.actions import change_settings
from plon.agency.letters import (
    LetterKind,
    Placeholder,
    Words,
    body_key,
    default_of,
    examples_of,
    filled,
    letter_of,
    missing_in,
    registered_letters,
    subject_key,
    unknown_in,
)
from plon.agency.posting import post_on_commit

KIND = LetterKind(
    "test.letter", 1, "Test", "To nobody.",
    (Placeholder("title", "title", "Living river"), Placeholder("link", "link", "https://example.org", is_needed=True)),
    lambda: Words("About {title}", "Hello,\n\n{link}"),
)  # fmt: skip


def _word(by: User, capture: Any, key: str, language: str, subject: str, body: str) -> None:
    with capture(execute=True):
        change_settings({(subject_key(key), language): subject, (body_key(key), language): body}, by=by)


def test_every_letter_has_words_of_its_own_in_both_languages_that_hold_what_they_need(db: None) -> None:
    kinds = registered_letters()

    assert {"review.decided", "labels.given", "projects.invitation", "events.seated", "uptake.confirm.use"} <= {
        kind.key for kind in kinds
    }
    for kind in kinds:
        polish, english = default_of(kind, "pl"), default_of(kind, "en")
        assert polish.subject != english.subject, kind.key
        for words in (polish, english):
            assert words.subject
            assert unknown_in(kind, words.subject + words.body) == [], kind.key
            assert missing_in(kind, words.body) == [], kind.key
        told = filled(kind, english, examples_of(kind, "en"))
        assert "{" not in told.subject + told.body, kind.key


def test_an_own_text_takes_the_place_of_what_came_with_plon(
    officer: User, django_capture_on_commit_callbacks: Any
) -> None:
    values = {"title": "River {link}", "decisions": "Guide: approved", "address": "https://example.org/"}
    came = letter_of("review.decided", "pl", values)
    assert "River {link}" in came.subject

    _word(officer, django_capture_on_commit_callbacks, "review.decided", "pl", "", "Nasze słowa: {decisions} {address}")
    told = letter_of("review.decided", "pl", values)
    assert told == Words(came.subject, "Nasze słowa: Guide: approved https://example.org/")
    # The other language stays as it came.
    assert "Guide: approved" in letter_of("review.decided", "en", values).body
    assert "Nasze" not in letter_of("review.decided", "en", values).body

    _word(officer, django_capture_on_commit_callbacks, "review.decided", "pl", "", "")
    assert letter_of("review.decided", "pl", values) == came


def test_what_stands_in_a_value_is_not_put_in_again_and_adds_no_header() -> None:
    told = filled(KIND, Words("About {title}", "{title} {link}\n\n\n\nEnd"), {"title": "{link}\nBcc: x@y", "link": "L"})

    assert told == Words("About {link} Bcc: x@y", "{link}\nBcc: x@y L\n\nEnd")


def test_what_plon_can_not_put_in_is_named() -> None:
    assert unknown_in(KIND, "{title} {name} { } {name} {a b} }{ {") == ["name", " ", "a b"]
    assert missing_in(KIND, "Nothing") == ["{link}"]


def test_a_letter_goes_out_when_the_change_is_safe(officer: User, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        post_on_commit(
            "projects.claim_refused", "a@example.org", "pl", lambda: {"project": "Rzeka", "reason": "Za mało."}
        )
        assert mail.outbox == []

    sent = mail.outbox[0]
    assert "Rzeka" in sent.subject
    assert "Za mało." in sent.body


@pytest.mark.parametrize("language", ["", "de", "en-gb"])
def test_who_reads_another_language_gets_english(language: str, db: None) -> None:
    told = letter_of("projects.claim_refused", language, {"project": "River", "reason": "Why"})
    assert "has not accepted" in told.body
