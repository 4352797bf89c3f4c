"""The catalogue of the scripts of the editors' system, with our words over its own."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.i18n import JavaScriptCatalog
from wagtail.admin.localization import get_localized_response

from plon.portal.cms.systemwords.scripts import SCRIPTS


class ScriptWords(JavaScriptCatalog):
    """The system's own catalogue for scripts, where our words for the same texts win."""

    packages = ["wagtail.admin"]

    def get_catalog(self) -> dict[str, Any]:
        ours = {text: _(text) for text in SCRIPTS}
        return {**super().get_catalog(), **{text: said for text, said in ours.items() if said != text}}


_catalogue = ScriptWords.as_view()


def script_words(request: HttpRequest) -> HttpResponse:
    """Answer in the language of the person, as the system's own view does."""
    answer: HttpResponse = get_localized_response(_catalogue, request)
    return answer
