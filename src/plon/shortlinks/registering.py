"""What short links tell the rest of the house when they are ready."""

import datetime

from django.utils.translation import gettext_lazy as _

from plon.history.sentences import register_sentences
from plon.jobs.schedule import register_work
from plon.projects.sections import Section, register_section
from plon.shortlinks.counting import forget_yesterday


def register_shortlinks() -> None:
    """Register section, sentences and regular work."""
    register_section(Section(57, "links", _("Links and reach"), "shortlinks:index", under="toolkit"))
    register_work("shortlinks.forget", every=datetime.timedelta(hours=1), work=forget_yesterday)
    register_sentences(
        {
            "shortlink.made": _("made the short link %(subject)s"),
            "shortlink.changed": _("changed the short link %(subject)s"),
            "shortlink.retired": _("put the short link %(subject)s away; it leads on"),
            "shortlink.brought_back": _("took the short link %(subject)s out again"),
        }
    )
