"""What the check says of texts: the commonest real mistakes, and nothing false of good ones."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plon.programme.authorities import authority
from plon.programme.visibility import OLD_PROGRAMME, disclaimer, funding_statement
from plon.visibility.expectation import Expectation
from plon.visibility.judging.finding_texts import disclaimers_in, statements_in
from plon.visibility.judging.judging import judge
from plon.visibility.judging.matching import Words
from plon.visibility.judging.others import licences_in
from plon.visibility.measuring.measure import measured
from plon.visibility.measuring.real import real_cases
from plon.visibility.reading.document import Document, Page
from plon.visibility.report import Finding, Report, Verdict
from plon.visibility.words import tell, words

NUMBER = "2024-1-PL01-KA210-SCH-000000007"
KNOWN = Expectation(NUMBER, cofunded=True)


def report_of(text: str, expectation: Expectation = KNOWN) -> Report:
    return judge(Document("text", pages=(Page(text),)), "text", expectation)


def faults_of(text: str, expectation: Expectation = KNOWN) -> set[str]:
    return {finding.code for finding in report_of(text, expectation).faults}


def right_words(language: str, code: str = "PL01") -> str:
    found = disclaimer(language, authority=authority(code), cofunded=True)
    statement = funding_statement(language, cofunded=True)
    assert found
    assert statement
    return f"{statement.text}\n\n{found.text}\n\n{NUMBER}"


@pytest.mark.parametrize("language", ["en", "pl", "de"])
def test_nothing_is_said_against_the_right_words(language: str) -> None:
    assert faults_of(right_words(language)) == set()


@pytest.mark.parametrize("language", ["en", "pl"])
def test_eacea_named_for_an_agency_s_project_is_caught_with_the_right_text(language: str) -> None:
    (finding,) = report_of(right_words(language, "EACEA")).faults
    right = disclaimer(language, authority=authority("PL01"), cofunded=True)
    assert (finding.code, finding.case) == ("disclaimer-authority", "eacea-named")
    assert finding.mend
    assert right
    assert finding.mend.text == right.text


def test_old_words_on_a_new_grant_are_caught() -> None:
    old = funding_statement("en", cofunded=True, programme=OLD_PROGRAMME)
    text = disclaimer("en", authority=None, cofunded=True, programme=OLD_PROGRAMME)
    assert old
    assert text
    assert faults_of(f"{old.text}. {text.text}") == {"statement-period", "disclaimer-period"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Our project is funded by the European Commission.", "statement-donor"),
        ("Projekt sfinansowany przez Komisję Europejską.", "statement-donor"),
        ("Co-funded by the EU.", "statement-abbreviated"),
        ("Co-founded by the European Union", "statement-typing"),
        ("Funded by the European Union", "statement-share"),
        ("An Erasmus+ project of three schools.", "statement-found"),
        ("See 2024-PL01-KA210-SCH-000000007.", "number-wellformed"),
        ("See KA210-SCH-A83773DB.", "number-wellformed"),
        ("See 2023-1-PL01-KA210-SCH-000000009.", "number-same"),
        ("This work is licensed under CC BY-NC-ND 4.0.", "licence-open"),
    ],
)
def test_a_mistake_is_called_by_its_name(text: str, code: str) -> None:
    assert code in faults_of(text)


def test_a_name_never_filled_in_is_caught() -> None:
    text = right_words("en").replace("Fundacja Rozwoju Systemu Edukacji", "[name of the granting authority]")
    assert faults_of(text) == {"disclaimer-authority"}


def test_without_text_the_machine_says_look_and_not_missing() -> None:
    report = judge(Document("picture", pages=(Page(),)), "photo.png", KNOWN)
    said = {finding.code: finding.verdict for finding in report.findings}
    assert said["statement-found"] == said["disclaimer-found"] == said["licence-found"] == Verdict.LOOK


_BREAK = st.sampled_from([" ", "\n", "  ", "\u00a0", "\u200b "])


@given(breaks=st.lists(_BREAK, min_size=12, max_size=12), upper=st.booleans())
def test_a_statement_is_found_however_its_lines_break(breaks: list[str], upper: bool) -> None:  # noqa: FBT001  drawn
    text = "Dofinansowane przez Unię Europejską"
    broken = "".join(word + gap for word, gap in zip(text.split(), breaks, strict=False))
    (found,) = statements_in(Words(broken.upper() if upper else broken))
    assert (found.how, found.language, found.kind) == ("exact", "pl", "cofunded")


@given(place=st.integers(min_value=3, max_value=200))
def test_a_disclaimer_survives_hyphens_at_the_ends_of_lines(place: int) -> None:
    found = disclaimer("en", authority=authority("PL01"), cofunded=True)
    assert found
    text = found.text
    broken = f"{text[:place]}-\n{text[place:]}" if text[place - 1].isalpha() and text[place].isalpha() else text
    (only,) = disclaimers_in(Words(broken.replace("fi", "ﬁ")))
    assert (only.language, only.lacks, only.authorities) == ("en", "", frozenset({"PL01"}))


@given(text=st.text(max_size=400))
def test_no_text_whatever_breaks_the_check(text: str) -> None:
    report = report_of(text)
    assert Report.from_json(report.to_json()) == report


@pytest.mark.parametrize(
    ("text", "licences"),
    [
        ("CC BY-SA 4.0", {"CC-BY-SA"}),
        ("https://creativecommons.org/licenses/by-nc/4.0/", {"CC-BY-NC"}),
        ("Creative Commons Attribution-NonCommercial-NoDerivatives 4.0", {"CC-BY-NC-ND"}),
        ("CC BY and more", {"CC-BY"}),
        ("Copy to CC: byron@example.org", set()),
    ],
)
def test_licences_are_read(text: str, licences: set[str]) -> None:
    assert licences_in(text) == licences


def test_every_rule_speaks_both_languages() -> None:
    for code, rule in words()["rule"].items():
        assert set(rule["en"]) == set(rule["pl"]), code
        for language in ("en", "pl"):
            for case in rule[language]:
                verdict, _dot, named = case.partition(".")
                if verdict in set(Verdict):
                    assert tell(Finding(code, Verdict(verdict), case=named), language).title


@pytest.mark.realdata
def test_real_texts_are_judged_as_their_labels_say(real_data: Path) -> None:
    result = measured(real_cases(real_data / "real-results" / "visibility"))
    assert result.remarks == []
    assert result.false_on_good == 0
