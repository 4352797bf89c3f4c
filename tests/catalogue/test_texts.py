"""Texts that people write as plain words and as HTML: the short way for plain paragraphs says what Markdown says."""

import re
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plon import texts
from plon.texts import plain_text, render_markdown

NEVER = re.compile(r"(?!)")
written = st.text(max_size=20) | st.text(alphabet="ab żĄ1.,;:?!()„\"'–-\n/%*_#", max_size=30)


@given(written)
def test_plain_paragraphs_are_read_as_markdown_reads_them(text: str) -> None:
    quick = plain_text(text), render_markdown(text)
    with patch.object(texts, "_PROSE", NEVER):
        assert quick == (plain_text(text), render_markdown(text))


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Two lessons.\n\nOne river.", "Two lessons. One river."),
        ("*Bread* & roses", "Bread & roses"),
        ("5 < 7 <script>", "5 < 7 <script>"),
        ("- one\n- two", "one two"),
    ],
)
def test_plain_text_has_no_signs_of_markdown_and_none_of_html(text: str, plain: str) -> None:
    assert plain_text(text) == plain


def test_paragraphs_become_paragraphs() -> None:
    assert render_markdown("Two lessons,\none river.\n\nAnd rain.") == (
        "<p>Two lessons,\none river.</p>\n<p>And rain.</p>\n"
    )
