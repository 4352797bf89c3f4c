"""One figure everywhere: book, page, workbook, JSON and charts show the same number for each."""

import datetime
import io
import json
import zipfile
from decimal import Decimal
from typing import Any

import python_calamine
import time_machine
from django.utils import translation
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from lxml import html

from plon.accounts.models import User
from plon.activities.ledger.presenting import number_words
from plon.evaluation.actions import add_statement, enter_value
from plon.evaluation.charting import MAKERS, charts_of, indicator_chart
from plon.evaluation.figures import FigureBook, book_of
from plon.projects.models import Project
from tests.activities.ledger_world import TODAY, Promised, keep_some_of_it, make_promise
from tests.conftest import client_of
from tests.evaluation.conftest import NOON, book, indicator_of
from tests.factories import IndicatorFactory, MembershipFactory, ProjectFactory, UserFactory

EVIL = '=HYPERLINK("http://evil")'


def taken(project: Project, reader: User, then: str) -> bytes:
    answer = client_of(reader).get(f"/workspace/{project.public_id}/evaluation/{then}")
    assert answer.status_code == 200
    return answer.content


def sheet(content: bytes, name: str) -> list[dict[str, Any]]:
    rows = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(name).to_python()
    return [dict(zip(rows[0], row, strict=False)) for row in rows[1:]]


def decimal(cell: Any) -> Decimal | None:
    return None if cell in ("", None) else Decimal(str(cell)).normalize()


def same(figure: Decimal | int | None) -> Decimal | None:
    return None if figure is None else Decimal(figure).normalize()


def of_workbook(content: bytes) -> list[tuple[Any, ...]]:
    names = ("Baseline", "Target", "Value", "Expected by now", "Part of the way, in %", "Forecast")
    return [tuple(decimal(row[name]) for name in names) for row in sheet(content, "Indicators")]


def of_json(content: bytes) -> list[tuple[Any, ...]]:
    return [
        tuple(map(decimal, (each["baseline"], each["target"], each["value"], each["expected"],
                            each["share_of_the_way_percent"], each["forecast"]["value"])))
        for each in json.loads(content)["indicators"]
    ]  # fmt: skip


def of_book(made: FigureBook) -> list[tuple[Any, ...]]:
    return [
        tuple(map(same, (each.baseline, each.target, each.value, each.expected, each.percent, each.forecast.value)))
        for each in made.indicators
    ]


def of_page(content: bytes) -> list[str]:
    """Return the value of each indicator as the page writes it; "" where there is none."""
    rows = html.fromstring(content).xpath("//article[contains(@class, 'indicator-row')]")
    return [" ".join("".join(row.xpath(".//p[contains(@class, 'indicator-figure')]/strong//text()")).split())
            for row in rows]  # fmt: skip


def test_reach_is_the_same_in_workbook_json_and_charts(world: Promised, editor: User) -> None:
    keep_some_of_it(world)
    made = book(world)
    workbook = taken(world.project, editor, "evaluation.xlsx")
    data = json.loads(taken(world.project, editor, "evaluation.json"))
    charts = charts_of(made)

    rows = sheet(workbook, "Reach by group")
    assert [(row["Reached"], row["Proven"]) for row in rows] == [(32, 30), (5, 5), (1703, 0), (1740, 35)]
    assert [each["people"] for each in data["reach"]["groups"]] == [32, 5, 1703]
    assert [row[1:] for row in charts["groups"].rows] == [
        ("30", "32", "30"), ("10", "5", "5"), ("–", number_words(1703), "0"),
    ]  # fmt: skip
    assert charts["reach-groups"].rows[-1][1:] == (number_words(1703), "32", "5")
    assert [row["So far"] for row in sheet(workbook, "Reach by month")] == [
        each["so_far"] for each in data["reach"]["months"]
    ]
    assert [row["Number"] for row in sheet(workbook, "Use and change")] == [step["number"] for step in data["funnel"]]


def test_a_workbook_never_starts_a_formula_from_what_people_wrote(world: Promised, editor: User) -> None:
    other = IndicatorFactory(
        project=world.project, name=EVIL, unit="+1", target="10", baseline="-2+3", feeding="by_hand"
    )
    enter_value(other, by=editor, value=Decimal(3), on=TODAY, note="@SUM(A1)")
    add_statement(other, by=editor, kind="quote", text="-2+3", said_by="=1")
    content = taken(world.project, editor, "evaluation.xlsx")
    files = zipfile.ZipFile(io.BytesIO(content))

    assert all(b"<f>" not in files.read(name) for name in files.namelist() if "sheet" in name)
    assert EVIL in [row["Indicator"] for row in sheet(content, "Indicators")]
    csv = taken(world.project, editor, "charts/progress.csv").decode("utf-8-sig")
    assert f"'{EVIL[:10]}" in csv


def test_charts_are_handed_out_as_svg_png_and_csv(world: Promised, editor: User) -> None:
    keep_some_of_it(world)
    assert taken(world.project, editor, "charts/groups.svg").startswith(b"<svg")
    assert taken(world.project, editor, "charts/groups.png").startswith(b"\x89PNG")
    assert b"Teachers" in taken(world.project, editor, "charts/groups.csv")
    reached = taken(world.project, editor, f"charts/indicator-{world.ids['reached']}.csv").decode("utf-8-sig")
    assert reached.splitlines()[1:] == [
        "Start,1 Sep 2024,0,", "measured,14 Mar 2025,40,319.3", 'Target,31 Aug 2026,"1,200",',
    ]  # fmt: skip


def test_every_chart_has_its_table_and_summary_or_says_that_there_is_nothing(world: Promised) -> None:
    for made in (book(world), (keep_some_of_it(world), book(world))[1]):
        for key, chart in charts_of(made).items():
            assert key in MAKERS
            assert chart.summary
            assert len({len(row) for row in (chart.head, *chart.rows)}) == 1
            assert chart.svg(key)


def test_the_page_of_charts_shows_those_with_figures_and_names_the_others(world: Promised, editor: User) -> None:
    keep_some_of_it(world)
    page = html.fromstring(taken(world.project, editor, "charts/"))

    assert page.xpath("//figcaption//h2/text()") == [
        "Progress against the targets", "People reached over time, by target group",
        "People reached over time, by partner", "People promised, reached and proven, by target group",
        "People reached, by level", "From reach over use to change",
    ]  # fmt: skip
    assert page.xpath("//section[@aria-labelledby='not-yet']//li/text()") == ["Before and after"]


def test_a_chart_goes_over_the_targets_on_the_way(world: Promised, editor: User) -> None:
    schools = indicator_of(world, "schools")
    schools.interim_targets = [{"date": "2025-12-31", "value": "20"}]
    schools.save()
    enter_value(schools, by=editor, value=Decimal(9), on=TODAY)
    figures = book(world).indicator(schools.public_id)

    assert figures
    chart = indicator_chart(figures)
    assert chart.rows == (
        ("1 Sep 2024", "–", "0"), ("31 Dec 2025", "–", "20"), ("20 May 2026", "9", "–"), ("31 Aug 2026", "–", "25"),
    )  # fmt: skip
    assert chart.summary.startswith("9 of 25 schools by 20 May 2026. Off its way: far behind the path to the target.")


numbers = st.decimals(min_value=0, max_value=Decimal("99999999999.999"), places=3, allow_nan=False)
days = st.integers(min_value=0, max_value=600)


class OneFigureEverywhere(TestCase):
    """Whatever was measured, every face shows the same number."""

    @settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow], phases=[Phase.explicit, Phase.generate])
    @given(
        rows=st.lists(
            st.tuples(
                st.one_of(st.just(""), st.integers(0, 10**9).map(str), numbers.map(lambda number: f"{number:.2f}")),
                st.one_of(st.just(""), st.just("5-7"), st.integers(0, 10**9).map(str), st.just("80 %")),
                st.lists(st.tuples(numbers, days), max_size=4),
            ),
            max_size=4,
        ),
        people=st.lists(st.integers(0, 2**31 - 1), max_size=4),
    )
    def test_it(self, rows: list[Any], people: list[int]) -> None:
        with time_machine.travel(NOON, tick=False), translation.override("en"):
            project = ProjectFactory(start=datetime.date(2024, 9, 1), end=datetime.date(2026, 8, 31))
            by = UserFactory(language="en")
            MembershipFactory(project=project, person=by, role="coordinator")
            world = make_promise(project, by)
            for number in people:
                world.hold({world.teachers: number})
            for baseline, target, values in rows:
                made = IndicatorFactory(project=project, baseline=baseline, target=target, feeding="by_hand")
                for value, ago in values:
                    enter_value(made, by=by, value=value, on=TODAY - datetime.timedelta(days=ago))
            figures = book_of(Project.objects.get(pk=project.pk))

            expected = of_book(figures)
            assert of_workbook(taken(project, by, "evaluation.xlsx")) == expected
            assert of_json(taken(project, by, "evaluation.json")) == expected
            assert of_page(taken(project, by, "")) == [
                "" if each.value is None else f"{number_words(each.value)} {each.told_unit}".strip()
                for each in figures.indicators
            ]
            for each in figures.indicators:
                rows_of_chart = indicator_chart(each).rows
                assert not each.points or number_words(each.value) in {cell for row in rows_of_chart for cell in row}
