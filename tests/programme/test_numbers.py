import csv
import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plon.programme.numbers import is_example_number, normalise_number, parse_number, problem_text

digits = st.text("0123456789", min_size=9, max_size=9)
agencies = st.from_regex(r"[A-Z]{2}0[1-5]", fullmatch=True)


def test_a_number_of_2021_is_understood() -> None:
    number = parse_number("2021-1-PL01-KA220-SCH-000023916")

    assert number.is_wellformed
    assert (number.generation, number.call_year, number.round, number.agency, number.country) == (
        "na-2021-2027", 2021, 1, "PL01", "PL",
    )  # fmt: skip
    assert (number.action, number.field, number.serial) == ("KA220", "SCH", "000023916")


@pytest.mark.parametrize(
    ("raw", "generation", "year", "country"),
    [
        ("2026-1-CY01-KA210-SCH-000460493", "na-2021-2027", 2026, "CY"),
        ("2014-1-IT02-KA204-003515", "na-2014-2020", 2014, "IT"),
        ("2018-1-UK01-KA229-047900_3", "na-2014-2020", 2018, "GB"),
        ("554187-EPP-1-2014-1-IE-EPPKA2-KA", "eacea-2014-2020", 2014, "IE"),
        ("553065-EPP-1-2014-1-TR-EPPJMO-CHAIR", "eacea-2014-2020", 2014, "TR"),
        ("101087654", "eacea-2021-2027", None, ""),
        ("527860-LLP-1-2012-1-SI-GRUNTVIG-GMP", "llp-2007-2013", 2012, "SI"),
        ("2013-1-PL1-LEO05-37568", "llp-2007-2013", 2013, "PL"),
        ("552144-CREA-1-2014-1-AT-CULT-COOP1", "other", 2014, "AT"),
    ],
)
def test_every_generation_is_understood(raw: str, generation: str, year: int | None, country: str) -> None:
    number = parse_number(raw)

    assert (number.is_wellformed, number.generation, number.call_year, number.country) == (
        True, generation, year, country,
    )  # fmt: skip


def test_the_field_of_old_actions_follows_from_the_action() -> None:
    assert parse_number("2014-1-IT02-KA204-003515").field == "ADU"


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        ("", "empty"),
        ("  ", "empty"),
        ("KA122-SCH-A83773DB", "application-form-id"),
        ("KA220-NW-25-36-358844", "malformed"),
        ("7" * 400, "too-long"),
    ],
)
def test_what_is_not_a_number_is_kept_and_flagged(raw: str, problem: str) -> None:
    number = parse_number(raw)

    assert (number.raw, number.is_wellformed, number.problems) == (raw, False, (problem,))
    assert problem_text(problem, "pl") != problem_text(problem, "en")


def test_example_numbers_are_of_a_range_no_agency_has() -> None:
    assert is_example_number("2024-1-XX99-KA210-SCH-000000001")
    assert parse_number("101999901").is_example
    assert not parse_number("2021-1-PL01-KA220-SCH-000023916").is_example


@given(st.text(max_size=200))
def test_no_text_is_refused_and_normalising_twice_changes_nothing(raw: str) -> None:
    number = parse_number(raw)

    assert number.raw == raw
    assert normalise_number(number.normalised) == number.normalised
    assert number.is_wellformed == (not number.problems)


@given(
    st.integers(2021, 2027), st.integers(1, 9), agencies, st.sampled_from(["KA210", "KA220", "KA122"]),
    st.sampled_from(["SCH", "VET", "HED", "ADU", "YOU"]), digits,
)  # fmt: skip
def test_a_wellformed_number_comes_back_part_by_part(
    year: int, call_round: int, agency: str, action: str, field: str, serial: str
) -> None:
    raw = f"{year}-{call_round}-{agency}-{action}-{field}-{serial}"
    number = parse_number(raw)

    parts = (number.call_year, number.round, number.agency, number.action, number.field, number.serial)
    assert parts == (year, call_round, agency, action, field, serial)


@given(digits, agencies)
def test_letters_dashes_and_blanks_do_not_matter(serial: str, agency: str) -> None:
    plain = f"2021-1-{agency}-KA220-SCH-{serial}"
    sloppy = f"  {plain.lower().replace('-', ' – ')}\u200b "

    assert parse_number(sloppy).normalised == plain


@pytest.mark.realdata
def test_nearly_every_number_of_the_real_export_is_understood(real_data: Path) -> None:
    csv.field_size_limit(10**8)
    path = real_data / "erasmus-plus-2014-2018" / "ErasmusPlus_2014-2018_official-layout.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as lines:
        numbers = [parse_number(row["Project Identifier"]) for row in csv.DictReader(lines)]

    assert len(numbers) > 10_000
    assert sum(number.is_wellformed for number in numbers) / len(numbers) >= 0.999
