"""What the library tells the rest of the house when it is ready."""

from django.utils.translation import gettext_lazy as _

from plon.activities.links import register_link
from plon.history.sentences import register_sentences
from plon.projects.sections import Section, register_section
from plon.toolkit.library_linking import link_of


def register_library() -> None:
    """Register the section, the way from activities, and the sentences of the history."""
    register_section(Section(55, "library", _("Library"), "toolkit:library", under="toolkit"))
    register_link(link_of)
    register_sentences(
        {
            "material.uploaded": _("uploaded %(subject)s to the library"),
            "material.version_uploaded": _("uploaded a newer file of %(subject)s"),
            "material.used": _("noted where %(subject)s was handed out"),
            "material.unused": _("took back where %(subject)s was handed out"),
        }
    )
