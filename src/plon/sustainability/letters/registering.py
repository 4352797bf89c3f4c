"""What the letters tell the rest of the house, and what sustainability does when keepers change or a result ends."""

from collections.abc import Collection

from plon.accounts.guests import Doer
from plon.jobs.schedule import register_work
from plon.keepers.actions.changing import register_watch
from plon.keepers.actions.retiring import register_tidying
from plon.results.models import Result
from plon.sustainability.counting import count_standings
from plon.sustainability.letters import alarms, sending


def _count(result_ids: Collection[int]) -> None:
    count_standings(result_ids)


def _count_ended(result: Result, by: Doer) -> None:
    count_standings([result.pk])


def register_letters() -> None:
    """Register the regular work, and count anew how lasting a result is when its keepers change or it ends."""
    register_work("sustainability.half_year", every=sending.EVERY, work=sending.send_half_year_letters)
    register_work("sustainability.alarms", every=alarms.EVERY, work=alarms.send_alarms)
    register_watch(_count)
    register_tidying(_count_ended)
