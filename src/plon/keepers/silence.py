"""What happens when nobody answers: one table, each step once. Pure."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from plon.keepers.enums import Silence


@dataclass(frozen=True, slots=True)
class Step:
    """What follows so long after nobody answered: a second letter, the organisation's others, the agency."""

    after: datetime.timedelta
    then: Silence


WEEK = datetime.timedelta(weeks=1)
# Schools are closed for weeks at a time: who is silent over a holiday has not gone.
STEPS: Mapping[str, Step] = {
    Silence.ASKED: Step(after=3 * WEEK, then=Silence.REMINDED),
    Silence.REMINDED: Step(after=3 * WEEK, then=Silence.ORGANISATION),
    Silence.ORGANISATION: Step(after=4 * WEEK, then=Silence.AGENCY),
}


def step_due(silence: str, since: datetime.datetime | None, now: datetime.datetime) -> Silence | None:
    """Return the step that is due for somebody who is silent like this since then; None if none is.

    However long nobody looked, one step is due: each has its letter, and its time to answer it.
    """
    step = STEPS.get(silence)
    return step.then if step and since and now - since >= step.after else None
