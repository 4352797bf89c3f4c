"""What the room tells the rooms below: its regular work, its panel on a result's page, its reminder."""

from plon.jobs.schedule import register_work
from plon.linkwatch.telling import panel_of, remind_of_links
from plon.linkwatch.watching import EVERY, TAKE_UP_EVERY, take_up_links, watch_links
from plon.projects.overview import register_reminder
from plon.results.panels import ResultPanel, register_result_panel


def _take_up() -> None:
    take_up_links()


def _watch() -> None:
    watch_links()


def register_linkwatch() -> None:
    register_work("linkwatch.take_up", every=TAKE_UP_EVERY, work=_take_up)
    register_work("linkwatch.watch", every=EVERY, work=_watch)
    register_reminder("linkwatch.watch", remind_of_links)
    register_result_panel(ResultPanel(10, "links", "linkwatch/_broken_links.html", panel_of))
