"""All articles in one list, in both languages, with how their translations stand."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet

from plon.portal.cms.pairs import Standing, standings_of
from plon.portal.models import Article
from plon.texts import INTERFACE_LANGUAGES


class StandingColumn(Column):
    """How an article stands to its other language."""

    cell_template_name = "portal/cms/_standing_cell.html"

    def get_value(self, instance: Article) -> Standing | None:
        return getattr(instance, "standing", None)


class ArticleFilters(WagtailFilterSet):
    class Meta:
        model = Article
        fields = ("locale", "kind", "live")


class ArticleList(IndexView):
    """The newest first; each row says whether the translation is missing or older."""

    base_columns = (
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", label=_("Title"), sort_key="title", classname="title"),
        Column("kind", label=_("What it is"), accessor="get_kind_display", sort_key="kind", width="14%"),
        StandingColumn("standing", label=_("Translation"), width="20%"),
        DateColumn(
            "latest_revision_created_at", label=_("Saved"), sort_key="latest_revision_created_at", width="12%"
        ),
        PageStatusColumn("status", label=_("Status"), sort_key="live", width="12%"),
    )  # fmt: skip

    def get_context_data(self, **others: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**others)
        shown = list(context["object_list"])
        standings = standings_of(shown, tuple(INTERFACE_LANGUAGES))
        for article in shown:
            article.standing = standings[article.pk]
        return context


class AllArticles(PageListingViewSet):
    model = Article
    name = url_namespace = "articles"
    url_prefix = "articles"
    index_view_class = ArticleList
    filterset_class = ArticleFilters
    columns = ArticleList.base_columns
    icon = "doc-full"
    menu_label = _("All articles")
    menu_name = "articles"
    menu_order = 130
    add_to_admin_menu = True
