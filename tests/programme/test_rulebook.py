"""The rules of the guide are data: a call year is a file."""

from pathlib import Path

import pytest

from plon.programme.codelists import codelist
from plon.programme.rulebook import Action, known_years, rulebook_for

LETTERS = set("RVSEUOCIPTW")
ACTIONS = [(year, action) for year in known_years() for action in rulebook_for(year).actions.values()]


@pytest.mark.parametrize(("year", "action"), ACTIONS, ids=lambda each: getattr(each, "code", each))
def test_every_action_is_complete(year: int, action: Action) -> None:
    assert sum(action.points.values()) == 100
    assert set(action.minimum) == set(action.points)
    assert all(action.points[name] // 2 <= needed <= action.points[name] for name, needed in action.minimum.items())
    assert 60 <= action.total <= 75
    assert action.asks <= LETTERS
    assert {letter for bullet in action.bullets for letter in bullet.letters} <= action.asks
    assert {letter for bullet in action.elsewhere for letter in bullet.letters} <= LETTERS
    assert all(bullet.page.isdecimal() and bullet.criterion.pl and bullet.text.pl for bullet in action.elsewhere)
    assert any(character.isdecimal() for character in action.page)
    assert action.criterion.en
    assert action.criterion.pl


@pytest.mark.parametrize("year", known_years())
def test_every_text_stands_in_both_languages(year: int) -> None:
    book = rulebook_for(year)
    texts = [
        *(demand.name for demand in book.demands.values()),
        *(demand.question for demand in book.demands.values()),
        *(bullet.text for action in book.actions.values() for bullet in action.bullets),
        *(
            entry.text
            for entries in (book.parts, book.duties, book.mistakes, book.unjudged)
            for entry in entries.values()
        ),
        book.note,
        book.short,
    ]

    assert [text for text in texts if not (text.en and text.pl)] == []
    assert set(book.demands) == LETTERS


def test_the_matrix_says_what_each_action_asks() -> None:
    book = rulebook_for(2025)

    assert book.asks("KA220", "O")
    assert not book.asks("KA210", "O")
    assert not book.asks("KA122", "C")
    assert book.actions["ERASMUS-EDU-CBHE"].measured == {"U", "I"}
    assert (book.actions["KA220"].total, book.actions["KA220"].minimum["impact"]) == (70, 13)
    assert (book.actions["KA122"].impact_points, book.actions["KA210"].impact_points) == (30, 20)
    assert list(book.parts) == ["objectives", "audience", "channels", "results", "timing", "indicators"]


def test_levels_are_those_of_the_code_list() -> None:
    levels = {level for _year, action in ACTIONS for level in action.levels}

    assert levels <= set(codelist("levels").codes)
    assert "national" in levels


def test_a_year_without_its_file_takes_the_nearest_earlier_one() -> None:
    assert rulebook_for(2099).call_year == max(known_years())
    assert rulebook_for(2014).call_year == min(known_years())
    assert rulebook_for(None) is not None


def test_a_later_year_says_only_what_differs() -> None:
    book = rulebook_for(2026)

    assert book.actions["KA220"] == rulebook_for(2025).actions["KA220"]
    assert book.actions["KA220"].source("en").startswith("Programme Guide 2025")
    assert book.actions["KA210"].source("en").startswith("Programme Guide 2026")
    assert len(book.actions["KA210"].bullets) == 4
    assert "2025" in book.note("en")


def test_adding_a_call_year_is_adding_a_file(tmp_path: Path) -> None:
    (tmp_path / "2030.toml").write_text(
        """
        call_year = 2030
        guide = "A guide"
        [[demand]]
        letter = "S"
        en = "Shared"
        pl = "Upowszechnione"
        [[action]]
        codes = ["KA999"]
        points = { relevance = 60, impact = 40 }
        minimum = { relevance = 30, impact = 20 }
        total = 60
        points_page = "1"
        page = "2"
        criterion_en = "Impact"
        asks = ["S+"]
        """,
        encoding="utf-8",
    )

    action = rulebook_for(2030, tmp_path).action("ka999")

    assert action is not None
    assert (action.impact_points, action.asks, action.measured) == (40, {"S"}, {"S"})


def test_actions_are_those_a_project_can_have() -> None:
    known = codelist("action_types").codes
    # Two lots of the alliances have one code in exports; a topic of the call may follow an action's code.
    named = {code for year in known_years() for code in (*rulebook_for(year).actions, *rulebook_for(year).unjudged)}

    assert [code for code in named if not any(code == each or code.startswith(f"{each}-") for each in known)] == []


def test_every_present_action_is_judged_or_says_why_not() -> None:
    book = rulebook_for(2026)
    present = [term.code for term in codelist("action_types") if term.extra["programme"] == "erasmus-2021-2027"]

    assert sorted({*present} - {*book.actions} - {*book.unjudged}) == ["ERASMUS-EDU-POL-EXP"]


def test_a_later_year_may_name_its_own_pages_for_the_coach(tmp_path: Path) -> None:
    for year in ("2025", "2026"):
        text = Path("src/plon/programme/data/rulebook", f"{year}.toml").read_text("utf-8")
        (tmp_path / f"{year}.toml").write_text(text, encoding="utf-8")
    (tmp_path / "2027.toml").write_text(
        """
        call_year = 2027
        guide = "Programme Guide 2027"
        short_en = "Programme Guide 2027"
        builds_on = 2026
        [remark_pages]
        licence-missing = "15"
        """,
        encoding="utf-8",
    )

    book = rulebook_for(2027, tmp_path)

    assert (book.short("en"), book.remark_pages) == ("Programme Guide 2027", {"licence-missing": "15"})
    assert book.actions["KA220"] == rulebook_for(2025).actions["KA220"]
    assert set(book.unjudged) == {"KA121", "KA131", "KA151", "KA240"}
