"""What answers tell the rooms below: how many came, what follows when a round closes, what goes by the clock."""

from plon.responses.actions import close_figures
from plon.responses.queries import received_of
from plon.surveys.closing import register_closing, register_counter


def register() -> None:
    register_closing("responses", close_figures)
    register_counter("responses", received_of)
