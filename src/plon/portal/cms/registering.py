"""What the editors' side of the portal tells the rest of the house when it is ready."""

from django.utils.translation import gettext_lazy as _

from plon.history.sentences import register_sentences
from plon.portal.cms.letters import send_letters
from plon.portal.cms.wording import register_letters


def register_editing() -> None:
    """Register the letters of the second look and the sentences of the history."""
    register_letters()
    send_letters()
    register_sentences({"article.compared": _("found a translation up to date: %(subject)s")})
