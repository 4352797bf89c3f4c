"""Rows understood, and what refuses them."""

import datetime
from decimal import Decimal

import pytest

from plon.exchange.layout import read_layout
from plon.exchange.rows import Reading, Remark, read_row
from tests.exchange.tables import ERASMUS, record, with_partners

HEADING = [*with_partners(ERASMUS, 2), "Start date", "End date"]
LAYOUT = read_layout(HEADING)


def reading(**values: str) -> Reading:
    dates = {name: values.pop(name) for name in ("Start date", "End date") if name in values}
    cells = {**record(1, **values), **dates}
    return read_row([cells.get(name, "") for name in HEADING], LAYOUT)


def test_a_whole_row() -> None:
    row = reading(**{"Start date": "2024-09-01", "End date": "31/08/2026"}).row
    assert row is not None

    assert (row.number_key, row.is_number_wellformed) == ("2024-1-XX99-KA210-SCH-000000001", True)
    assert (row.programme, row.key_action, row.action_type, row.field) == ("erasmus-2021-2027", "KA2", "KA210", "SCH")
    assert (row.call_year, row.grant, row.status) == (2024, Decimal("60000.00"), "ongoing")
    assert (row.start, row.end) == (datetime.date(2024, 9, 1), datetime.date(2026, 8, 31))
    assert row.topics == ("inclusion", "digital")
    assert row.countries == ("PL", "GR")
    assert row.is_good_practice is True
    assert row.coordinator is not None
    assert (row.coordinator.city, row.coordinator.kind) == ("Opole", "EPLUS-EDU-GEN-PRI")
    assert row.coordinator.website == "http://www.example.org"
    assert [(p.name, p.country, p.city) for p in row.partners] == [("Σχολείο Παραδείγματος", "GR", "Athina")]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"number": ""}, "number-missing"),
        ({"number": " \u200b "}, "number-missing"),
        ({"number": "7" * 400}, "number-too-long"),
        ({"title": "  "}, "title-missing"),
    ],
)
def test_only_number_and_title_refuse_a_row(values: dict[str, str], code: str) -> None:
    answer = reading(**values)

    assert answer.row is None
    assert [reason.code for reason in answer.reasons] == [code]


def test_cells_beyond_the_headings_refuse_a_row() -> None:
    cells = [*[record(1).get(name, "") for name in ERASMUS], "", "stray"]

    assert [r.code for r in read_row(cells, read_layout(ERASMUS)).reasons] == ["too-many-cells"]


@pytest.mark.parametrize(
    ("values", "remark", "field"),
    [
        ({"Start date": "1899-12-30"}, Remark("not-understood", "start", "1899-12-30"), "start"),
        ({"End date": "01/01/2999"}, Remark("not-understood", "end", "01/01/2999"), "end"),
        ({"grant": "plenty"}, Remark("not-understood", "grant", "plenty"), "grant"),
        ({"status": "asleep"}, Remark("not-understood", "status", "asleep"), "status"),
        ({"number": "KA220-NW-25-36-358844"}, Remark("number-unknown-form", "number", "KA220-NW-25-36-358844"), ""),
    ],
)
def test_other_values_are_left_out_and_remarked(values: dict[str, str], remark: Remark, field: str) -> None:
    answer = reading(**values)

    assert answer.warnings == (remark,)
    assert answer.row is not None
    assert not field or not getattr(answer.row, field)


def test_an_end_before_the_start_is_left_out() -> None:
    answer = reading(**{"Start date": "2024-09-01", "End date": "2023-09-01"})

    assert answer.row is not None
    assert (answer.row.start, answer.row.end) == (datetime.date(2024, 9, 1), None)
    assert [w.code for w in answer.warnings] == ["ends-before-start"]


def test_an_unknown_country_is_remarked_and_the_rest_kept() -> None:
    answer = reading(countries="PL,Atlantis")

    assert answer.row is not None
    assert answer.row.countries == ("PL", "GR")
    assert [w.value for w in answer.warnings] == ["Atlantis"]


def test_html_in_a_title_stays_text() -> None:
    row = reading(title="<script>alert(1)</script> & <b>rivers</b>").row

    assert row is not None
    assert row.title == "<script>alert(1)</script> & <b>rivers</b>"


def test_a_very_long_title_is_cut_and_remarked() -> None:
    answer = reading(title="a" * 700)

    assert answer.row is not None
    assert len(answer.row.title) == 600
    assert [w.code for w in answer.warnings] == ["cut"]


def test_a_short_row_is_a_row_with_blanks() -> None:
    answer = read_row([record(1).get(name, "") for name in HEADING][:6], LAYOUT)

    assert answer.row is not None
    assert answer.row.coordinator is None
    assert answer.row.is_good_practice is None


def test_the_hash_tells_whether_the_register_says_the_same() -> None:
    first, same, other = reading().row, reading().row, reading(grant="60,000.01").row
    assert first
    assert same
    assert other

    assert first.source_hash == same.source_hash
    assert first.source_hash != other.source_hash


def test_records_of_cordis_get_the_name_of_their_count() -> None:
    answer = read_row(["fp7", "100000", "A title"], read_layout(["programme", "rcn", "title"]))

    assert answer.row is not None
    assert (answer.row.number_key, answer.row.programme, answer.warnings) == ("RCN-100000", "fp7", ())
