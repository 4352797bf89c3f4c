"""The line of years after a project's end: pure, so whatever days there are, all of it stays on the paper."""

import datetime

from hypothesis import given
from hypothesis import strategies as st

from plon.sustainability.afterlife import LEFT, WIDTH, Afterlife, Kind, Life, Moment, drawing_of

days = st.dates(datetime.date(2014, 1, 1), datetime.date(2099, 12, 31))
moments = st.builds(Moment, day=days, kind=st.sampled_from(list(Kind)), title=st.text(max_size=5))
lives = st.builds(
    Life, title=st.text(max_size=80), result=st.just("r"), until=st.none() | days, is_planned=st.booleans(),
    retires=st.booleans(), moments=st.lists(moments, max_size=5).map(tuple),
)  # fmt: skip
lines = st.builds(Afterlife, end=st.none() | days, lives=st.lists(lives, max_size=6).map(tuple))


@given(lines, days)
def test_nothing_is_drawn_beside_the_paper(line: Afterlife, today: datetime.date) -> None:
    drawing = drawing_of(line, today=today)

    if drawing is None:
        assert not line.moments
        return
    places = [x for x, _name in drawing.years] + [drawn.x for row in drawing.rows for drawn in row.moments]
    places += [place for row in drawing.rows for place in (row.x, row.x + row.width)]
    places += [place for place in (drawing.end, drawing.today) if place is not None]
    assert all(LEFT - 0.1 <= place <= LEFT + WIDTH + 0.1 for place in places)
    assert [x for x, _name in drawing.years] == sorted(x for x, _name in drawing.years)
    assert sum(bool(name) for _x, name in drawing.years) <= 15
    assert len(drawing.rows) == len(line.lives)
    assert all(row.y < drawing.bottom <= drawing.height for row in drawing.rows)


@given(lines)
def test_days_stand_in_their_order_and_none_is_lost(line: Afterlife) -> None:
    told = [moment.day for moment in line.moments]

    assert told == sorted(told)
    assert len(told) == sum(len(life.moments) for life in line.lives) + (line.end is not None)


def test_looks_of_a_day_stand_before_what_ends_on_it() -> None:
    day = datetime.date(2031, 12, 31)
    life = Life(
        "Lessons", "r", day, True, False, (Moment(day, Kind.UNTIL, "Lessons"), Moment(day, Kind.DUE, "Lessons"))
    )

    assert [each.kind for each in Afterlife(day, (life,)).moments] == [Kind.END, Kind.DUE, Kind.UNTIL]
