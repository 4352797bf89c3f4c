"""Where a short link leads."""

from urllib.parse import urlencode

from django.utils import translation

from plon.results.enums import ResultState
from plon.shortlinks.models import ShortLink
from plon.texts import INTERFACE_LANGUAGES


def target_of(link: ShortLink, reader: str) -> str:
    """Return the public page that a link leads to, "" while there is none.

    A language without pages of its own gets the English page with the text in that language; a link without a
    language follows its reader.
    """
    wanted = link.language or reader
    shown = wanted if wanted in INTERFACE_LANGUAGES else "en"
    with translation.override(shown):
        # A withdrawn result has a page, too, that says so.
        if link.result is not None and link.result.state in {ResultState.PUBLISHED, ResultState.WITHDRAWN}:
            asked = "" if wanted in INTERFACE_LANGUAGES else "?" + urlencode({"text": wanted})
            return link.result.get_absolute_url() + asked
        if link.result is None and link.project.is_public:
            return link.project.get_absolute_url()
    return ""
