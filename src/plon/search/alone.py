"""How a process that only helps to build the index begins. Nothing here needs the site before it is set up."""

import signal
from collections.abc import Callable
from pathlib import Path

from plon.search import dictionaries


def set_up_site() -> None:
    """Make the site's tables and the rooms' sources known to a new process."""
    import django  # nobody else needs it here

    django.setup()


def begin(set_up: Callable[[], None], folder: Path, *, makes_dictionaries: bool) -> None:
    """Prepare this process to read and analyse documents.

    Args:
        set_up: makes the sources known.
        folder: of the dictionaries, which the process that started this one may have been told apart.
        makes_dictionaries: whether it prepares those that are missing.
    """
    # Whoever stops the building stops its helpers with it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    set_up()
    from django.conf import settings

    settings.SEARCH_DICTIONARIES = folder
    if makes_dictionaries:
        dictionaries.make_as_met()
    dictionaries.notice_new_dictionaries()
