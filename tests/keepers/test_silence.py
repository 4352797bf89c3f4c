import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plon.keepers.enums import Silence
from plon.keepers.silence import STEPS, step_due

NOW = datetime.datetime(2027, 3, 1, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("silence", "weeks", "then"),
    [
        (Silence.ASKED, 2, None),
        (Silence.ASKED, 3, Silence.REMINDED),
        (Silence.REMINDED, 3, Silence.ORGANISATION),
        (Silence.ORGANISATION, 3, None),
        (Silence.ORGANISATION, 4, Silence.AGENCY),
        (Silence.AGENCY, 400, None),
        (Silence.NONE, 400, None),
    ],
)
def test_a_step_follows_after_its_time_and_no_sooner(silence: str, weeks: int, then: Silence | None) -> None:
    assert step_due(silence, NOW - datetime.timedelta(weeks=weeks), NOW) == then


@given(weeks=st.integers(0, 500))
def test_every_silence_ends_with_the_agency_one_step_at_a_time(weeks: int) -> None:
    silence: str = Silence.ASKED
    seen = [silence]
    moment = NOW
    for _week in range(weeks):
        moment += datetime.timedelta(weeks=52)
        step = step_due(silence, moment - datetime.timedelta(weeks=52), moment)
        if step is None:
            break
        silence = step
        seen.append(silence)
    assert seen == [Silence.ASKED, *(step.then for step in STEPS.values())][: len(seen)]
    assert len(seen) == min(weeks, 3) + 1
