"""The page on which an article is written: the other language stands beside it."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.viewsets.pages import PageViewSet

from plon.portal.cms.carefully import CarefulEdit
from plon.portal.cms.pairs import standings_of
from plon.portal.enums import ArticleKind
from plon.portal.models import Article, ArticleFolder
from plon.texts import INTERFACE_LANGUAGES


class OtherLanguages(BaseSidePanel):
    """What the article says in its other language, to be read while writing, and what changed there since."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = gettext_lazy("Show or hide the other language")
        icon_name = "globe"
        counter_classname = "w-bg-critical-200"

        def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
            return {**super().get_context_data(parent_context), "count": len(self.panel.standing.changed)}

    name = "languages"
    title = gettext_lazy("Other language")
    template_name = "portal/cms/languages.html"
    order = 150

    def __init__(self, article: Article, request: Any) -> None:
        super().__init__(article, request)
        self.standing = standings_of([article], tuple(INTERFACE_LANGUAGES))[article.pk]

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {
            **super().get_context_data(parent_context),
            "standing": self.standing,
            "note": getattr(self.object, "translation_note", None),
            "texts": [_as_text(other) for other in self.standing.others],
            "translate": reverse("simple_translation:submit_page_translation", args=[self.object.pk])
            if self.standing.missing
            else "",
        }


def _as_text(other: Article) -> dict[str, Any]:
    """Return the newest version of an article, as words; the pieces stay apart."""
    newest = other.get_latest_revision_as_object()
    return {
        "article": newest,
        "edit": reverse("wagtailadmin_pages:edit", args=[other.pk]),
        "language": other.locale.language_code,
        "pieces": [words_of_piece(piece) for piece in newest.body],
    }


def words_of_piece(piece: Any) -> str:
    """Return what a piece of a text says, without marks."""
    return strip_tags(" · ".join(piece.block.get_searchable_content(piece.value)).replace("<", " <")).strip()


class AddArticle(CreateView):
    def get(self, request: HttpRequest) -> HttpResponse:
        """Begin a piece of news, or what the address asks for."""
        if (kind := request.GET.get("kind", "")) in ArticleKind.values:
            self.page.kind = kind
        answer: HttpResponse = super().get(request)
        return answer


class EditArticle(CarefulEdit):
    def get_side_panels(self) -> MediaContainer:
        panels = list(super().get_side_panels())
        # A page that was just made has its panels already; this one comes with the next look.
        if not self.expects_json_response and not self.hydrate_create_view:
            panels.append(OtherLanguages(self.page, self.request))
        return MediaContainer(panels)


class ArticlePages(PageViewSet):
    model = Article
    parent_models = (ArticleFolder,)
    add_view_class = AddArticle
    edit_view_class = EditArticle
