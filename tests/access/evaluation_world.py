"""What the doors of indicators, their values and statements lead to."""

import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from plon.accounts.models import User
from plon.evaluation.actions import add_statement, enter_value
from tests.factories import IndicatorFactory

if TYPE_CHECKING:
    from tests.access.world import World


def add_evaluation(world: "World", by: User) -> None:
    """An indicator that is fed by hand, with a value and a statement that the coordinator entered."""
    indicator = IndicatorFactory(project=world.project, name="Schools that use it", target="25", feeding="by_hand")
    value = enter_value(indicator, by=by, value=Decimal(3), on=datetime.date(2025, 5, 1))
    said = add_statement(indicator, by=by, kind="quote", text="It works.", said_by="a teacher")
    for door in (
        "indicator",
        "enter",
        "write-down",
        "feed",
        "stop-feed",
        "measurement",
        "withdraw",
        "state",
        "unstate",
    ):
        world.fillings[f"evaluation:{door}:indicator"] = indicator.public_id
    world.fillings |= {
        "evaluation:measurement:measurement": value.public_id, "evaluation:withdraw:measurement": value.public_id,
        "evaluation:unstate:statement": said.public_id, "evaluation:chart:key": "progress",
        "evaluation:chart:ending": "csv", "evaluation:export:ending": "json",
    }  # fmt: skip
