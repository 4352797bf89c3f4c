"""Cells understood: amounts, dates, countries, links, towns."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plon.exchange.values import (
    city_of,
    clean,
    one_line,
    parse_amount,
    parse_countries,
    parse_date,
    parse_link,
    parse_year,
    parse_yes,
)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("862,497.00", "862497.00"), ("8,239.00", "8239.00"), ("963660.00", "963660.00"), ("240000.0 EUR", "240000.00"),
        ("1.234.567,89", "1234567.89"), ("1 234 567,89", "1234567.89"), ("1\u00a0234,50 €", "1234.50"),
        ("€ 60,000", "60000.00"), ("EUR 60.000", "60000.00"), ("1'250.75", "1250.75"), ("12,5", "12.50"),
        ("199440.7", "199440.70"), ("0.00", "0.00"), ("1,234,567", "1234567.00"), ("60000 euros", "60000.00"),
    ],
)  # fmt: skip
def test_amounts_are_understood(text: str, amount: str) -> None:
    assert parse_amount(text) == Decimal(amount)


@pytest.mark.parametrize(
    "text", ["abc", "-5", "12-34", "1e9", "1" * 40, "999999999999999", "..", "5%", "٣٤", "12.34.5x"]
)
def test_what_is_no_amount_is_none(text: str) -> None:
    assert parse_amount(text) is None


@given(st.decimals(min_value=0, max_value=10**10, places=2))
def test_every_way_of_grouping_an_amount_gives_the_same(amount: Decimal) -> None:
    american = f"{amount:,.2f}"
    ways = (
        f"{amount:.2f}", american, american.replace(",", " "), american.replace(",", "'"),
        american.translate(str.maketrans(",.", ".,")), american.replace(",", "\u202f").replace(".", ","),
    )  # fmt: skip
    assert {parse_amount(way) for way in ways} == {amount}


@given(st.text(max_size=40))
def test_no_text_breaks_a_parser(text: str) -> None:
    for parse in (parse_date, parse_year, parse_yes, parse_countries, parse_link, city_of, clean, one_line):
        parse(text)  # type: ignore[operator]
    if text:
        assert (parse_amount(text) or 0) >= 0


@given(st.dates(min_value=datetime.date(1980, 1, 1), max_value=datetime.date(2060, 12, 31)))
def test_every_way_of_writing_a_date_gives_the_same(day: datetime.date) -> None:
    serial = (day - datetime.date(1899, 12, 30)).days
    ways = (
        day.isoformat(), f"{day.isoformat()} 00:00:00", f"{day.isoformat()}T10:00:00Z", f"{day:%d/%m/%Y}",
        f"{day.day}.{day.month}.{day.year}", f"{day:%d-%b-%Y}", f"{day.day} {day:%B} {day.year}",
        str(serial), f"{serial}.5",
    )  # fmt: skip
    assert {parse_date(way) for way in ways} == {day}


def test_where_both_could_be_the_day_it_stands_first() -> None:
    assert parse_date("03/04/2024") == datetime.date(2024, 4, 3)
    assert parse_date("03/14/2024") == datetime.date(2024, 3, 14)


@pytest.mark.parametrize(
    "text", ["1899-12-31", "2999-01-01", "31/12/2999", "2024-02-30", "2024-13-01", "soon", "1", "99999"]
)
def test_what_is_no_date_of_a_project_is_none(text: str) -> None:
    assert parse_date(text) is None


def test_years() -> None:
    assert [parse_year(text) for text in ("2024", "2024.0", "Call 2019", "1899", "2999", "20245")] == [
        2024, 2024, 2019, None, None, None,
    ]  # fmt: skip


def test_countries_in_codes_and_names() -> None:
    assert parse_countries("PL,EL,UK") == (("PL", "GR", "GB"), ())
    assert parse_countries("Poland; Greece; Nowhere") == (("PL", "GR"), ("Nowhere",))
    assert parse_countries("Polska") == (("PL",), ())
    assert parse_countries("PL,PL, DE ,") == (("PL", "DE"), ())


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("www.example.org", "http://www.example.org"),
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("HTTP://Example.org", "http://Example.org"),
        ("http://a.example.org http://b.example.org", "http://a.example.org"),
        ("http://zażółć.example.org", "http://zażółć.example.org"),
        ("person@example.org", None),
        ("http://person@example.org", None),
        ("javascript:alert(1)", None),
        ("http://http//:example", None),
        ("http:// http://www.example.org", None),
        ("http://localhost", None),
        ("no site yet", None),
        ("http://example.org/" + "x" * 600, None),
    ],
)
def test_links(text: str, link: str | None) -> None:
    assert parse_link(text) == link


@pytest.mark.parametrize(
    ("address", "city"),
    [
        ("ul. Długa 1, 45-001, Opole", "Opole"),
        ("COLLEGE ROAD, MK43 0AL, CRANFIELD - BEDFORDSHIRE", "CRANFIELD - BEDFORDSHIRE"),
        ("Street 3-9  1111 BUDAPEST", "BUDAPEST"),
        ("Street 17\n32000 Vukovar", "Vukovar"),
        ("Street 24, Haus 14, DE-14476, GOLM", "GOLM"),
        ("Street 21, (Stadium), A-5071 Wals-Siezenheim", "Wals-Siezenheim"),
        ("N/A, GRONINGEN", "GRONINGEN"),
        ("Only a street 5", ""),
        ("Somewhere, 00-950", ""),
        ("", ""),
    ],
)
def test_the_town_of_an_address(address: str, city: str) -> None:
    assert city_of(address) == city


def test_texts_lose_what_nobody_sees_and_keep_the_rest() -> None:
    assert clean("a\x00b\x0bc\r\nd\\ne") == "abc\nd\ne"
    assert one_line("  two \n lines ") == "two lines"
    assert clean("z\u0307") == "ż"
    assert one_line("<b>bold</b> & <script>") == "<b>bold</b> & <script>"
