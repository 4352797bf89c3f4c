"""What the room tells the rooms below: its regular work, its panel on a result's page, its reminder."""

from plon.jobs.schedule import register_work
from plon.projects.overview import register_reminder
from plon.results.panels import ResultPanel, register_result_panel
from plon.sustainability.telling import panel_of, remind_of_links
from plon.sustainability.watching import EVERY, TAKE_UP_EVERY, take_up_links, watch_links


def _take_up() -> None:
    take_up_links()


def _watch() -> None:
    watch_links()


def register_sustainability() -> None:
    register_work("sustainability.take_up_links", every=TAKE_UP_EVERY, work=_take_up)
    register_work("sustainability.links", every=EVERY, work=_watch)
    register_reminder("sustainability.links", remind_of_links)
    register_result_panel(ResultPanel(10, "links", "sustainability/_broken_links.html", panel_of))
