"""What reach tells the rest of the house when it is ready."""

import datetime

from plon.jobs.schedule import register_work
from plon.reach.counting import drop_days_of_robots, forget_yesterday


def register_reach() -> None:
    """Register regular work."""
    register_work("reach.forget", every=datetime.timedelta(hours=1), work=forget_yesterday)
    register_work("reach.robots", every=datetime.timedelta(days=1), work=drop_days_of_robots)
