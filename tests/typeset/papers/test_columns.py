import pytest
from hypothesis import given
from hypothesis import strategies as st

from plon.typeset.papers.blocks import Column, Grid
from plon.typeset.papers.columns import LANDSCAPE, PORTRAIT, fitted, is_short

CELLS = st.text("abc 1\n", max_size=30)
GRIDS = st.integers(1, 14).flatmap(
    lambda width: st.builds(
        Grid, st.just(""), st.tuples(*[st.builds(Column, CELLS, st.booleans(), st.floats(-1, 9))] * width),
        st.lists(st.tuples(*[CELLS] * width), max_size=4).map(tuple),
    )
)  # fmt: skip


@given(GRIDS)
def test_columns_fill_no_more_than_the_page(grid: Grid) -> None:
    fit = fitted(grid, grid.rows)

    assert len(fit.widths) == len(grid.columns)
    assert min(fit.widths) > 0
    assert sum(fit.widths) <= (LANDSCAPE if fit.is_across else PORTRAIT) * 1.0001


def test_wide_columns_get_their_weight_and_figures_their_line() -> None:
    text = "Nauczyciele przyrody ze szkół nad rzeką uczą inaczej niż przedtem " * 3
    columns = (Column("A", weight=6), Column("B", weight=2), Column("C", is_number=True, weight=0.01))
    grid = Grid("", columns, ((text, text, "1 234 567,89"),))
    wide, narrow, figures = fitted(grid, grid.rows).widths

    assert sum((wide, narrow, figures)) == pytest.approx(PORTRAIT)
    assert wide == pytest.approx(3 * narrow)
    assert figures > 12 * 4


def test_a_few_figures_make_a_narrow_table_that_stays_on_its_page() -> None:
    grid = Grid("", (Column("Kwartał"), Column("Osoby", is_number=True)), (("Q1", "1"), ("Q2", "2")))

    assert sum(fitted(grid, grid.rows).widths) == pytest.approx(PORTRAIT * 0.45)
    assert is_short(grid.rows)
    assert not is_short([("słowo " * 200,)])
    assert not is_short([("a\nb",)] * 9)


def test_many_columns_lie_across() -> None:
    columns = tuple(Column(f"Kolumna {number}", is_number=True) for number in range(10))

    assert fitted(Grid("", columns, ()), ()).is_across
    assert not fitted(Grid("", columns[:6], ()), ()).is_across


def test_days_stay_whole_and_a_column_takes_no_more_than_it_can_use() -> None:
    text = "Nauczyciele przyrody ze szkół nad rzeką uczą inaczej niż przedtem " * 3
    columns = (Column("Kod", weight=9), Column("Dzień", weight=0.01), Column("Co"))
    code, day, what = fitted(Grid("", columns, ()), (("ab12", "29.04.2027", text),)).widths

    assert day > 10 * 9 * 0.5
    assert code < 60
    assert what > PORTRAIT * 0.6
