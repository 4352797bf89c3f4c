"""A poster and slips lead to a round: their code says its address, their words fit on one page."""

import pypdfium2
import pytest

from plon.accounts.models import User
from plon.surveys import actions
from plon.surveys.handouts import LAYOUTS, render_for
from plon.surveys.models import Survey
from plon.surveys.queries import asked_in
from tests.surveys.conftest import fresh

ADDRESS = "https://plon.example.org/s/Ab3-_xyzWQ1k/"


@pytest.mark.parametrize("layout", list(LAYOUTS))
@pytest.mark.parametrize("title", ["After the workshop", "A very long title that goes on and on " * 5 + "to its end"])
def test_each_paper_is_one_page_that_says_where_and_how(survey: Survey, editor: User, layout: str, title: str) -> None:
    actions.write_texts(survey, by=editor, language="en", texts={"title": title})
    opened = actions.open_round(actions.add_round(fresh(survey), by=editor), by=editor)
    content = render_for(opened, asked_in(opened), ADDRESS, language="en", layout=layout)
    with pypdfium2.PdfDocument(content) as paper:
        assert len(paper) == 1
        words = " ".join(paper[0].get_textpage().get_text_bounded().split())
    assert title[:16] in words
    assert "plon.example.org" in words
    assert "Anonymous: nobody learns who answered." in words
    assert ("School No. 5" in words, words.count("Tell us what you think")) == (True, 1 if layout == "poster" else 8)


def test_the_paper_of_a_survey_with_names_says_so_in_its_language(survey: Survey, editor: User) -> None:
    actions.change_survey(survey, by=editor, is_anonymous=False)
    opened = actions.open_round(actions.add_round(survey, by=editor), by=editor)
    content = render_for(opened, asked_in(opened), ADDRESS, language="pl", layout="poster")
    with pypdfium2.PdfDocument(content) as paper:
        words = " ".join(paper[0].get_textpage().get_text_bounded().split())
    assert "Nieanonimowa: możesz podać, kim jesteś." in words
    assert "After the workshop" in words
