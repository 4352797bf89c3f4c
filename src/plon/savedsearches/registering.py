"""What saved searches tell the rest of the house when they are ready."""

from django.utils.translation import gettext_lazy as _

from plon.history.sentences import register_sentences
from plon.jobs.schedule import register_work
from plon.savedsearches.alerts.sending import EVERY, send_alerts


def register_searches() -> None:
    """Register the regular work and the sentences of the history."""
    register_work("searches.alerts", every=EVERY, work=send_alerts)
    register_sentences(
        {
            "search.saved": _("saved the search %(subject)s"),
            "search.changed": _("changed the saved search %(subject)s"),
            "search.paused": _("paused the letters about the search %(subject)s"),
            "search.resumed": _("let the letters about the search %(subject)s go on"),
            "search.removed": _("removed the saved search %(subject)s"),
            "search.restored": _("brought the saved search %(subject)s back"),
        }
    )
