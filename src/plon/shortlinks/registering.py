"""What short links tell the rest of the house when they are ready."""

from django.utils.translation import gettext_lazy as _

from plon.history.sentences import register_sentences


def register_shortlinks() -> None:
    """Register the sentences of the history."""
    register_sentences(
        {
            "shortlink.made": _("made the short link %(subject)s"),
            "shortlink.changed": _("changed the short link %(subject)s"),
            "shortlink.retired": _("put the short link %(subject)s away; it leads on"),
            "shortlink.brought_back": _("took out the short link %(subject)s again"),
            "shortlink.kept": _("kept the reach %(subject)s as evidence"),
        }
    )
