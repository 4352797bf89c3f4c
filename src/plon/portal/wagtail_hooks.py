"""Where the editors' system finds what is ours in it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.action_menu import SubmitForModerationMenuItem
from wagtail.admin.menu import MenuItem

from plon.portal.cms import menu, views
from plon.portal.cms.desk import Desk
from plon.portal.cms.editing import ArticlePages
from plon.portal.cms.guide_editing import GuidePages
from plon.portal.cms.listing import AllArticles
from plon.portal.cms.scriptwords import script_words
from plon.portal.models import ArticleFolder, GuideFolder, GuideText, Picture
from plon.portal.news.pictures import is_in_use


@hooks.register("register_admin_viewset")
def register_articles() -> list[Any]:
    return [ArticlePages(), AllArticles(), GuidePages()]


@hooks.register("register_admin_urls")
def register_addresses() -> list[URLPattern | URLResolver]:
    ours = [
        path("how-to-write/", views.help_page, name="help"),
        path("up-to-date/<int:page_id>/", views.up_to_date, name="up_to_date"),
        path("guides/", views.guide_list, name="guides"),
        path("guides/<str:language>/<slug:guide>/take/", views.take, name="take_guide"),
        path("original-seen/<int:page_id>/", views.original_seen, name="original_seen"),
    ]
    return [
        path("portal/", include((ours, "portal_cms"), namespace="portal_cms")),
        # These two stand before the system's own addresses.
        path("images/<int:image_id>/delete/", views.delete_picture, name="portal_delete_picture"),
        path("jsi18n/", script_words, name="wagtailadmin_javascript_catalog"),
    ]


@hooks.register("construct_main_menu", order=1000)
def arrange_menu(request: HttpRequest, items: list[MenuItem]) -> None:
    menu.arrange(request, items)


@hooks.register("construct_homepage_panels")
def lay_out_desk(request: HttpRequest, panels: list[Any]) -> None:
    panels[:] = [Desk()]


@hooks.register("construct_homepage_summary_items", order=1000)
def count_nothing(request: HttpRequest, items: list[Any]) -> None:
    """Leave out how many pages and pictures there are: it helps nobody to write."""
    items.clear()


@hooks.register("insert_global_admin_css")
def own_colours() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("portal/cms.css"))


@hooks.register("get_avatar_url")
def own_avatar(user: Any, size: int) -> str:
    """No picture of a person is fetched from anywhere."""
    return static("wagtailadmin/images/default-user-avatar.png")


class AskForSecondLook(SubmitForModerationMenuItem):
    """Says what it does instead of naming a workflow."""

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {**super().get_context_data(parent_context), "label": _("Ask for a second look")}


@hooks.register("construct_page_action_menu")
def name_the_second_look(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    items[:] = [AskForSecondLook(order=each.order) if each.name == "action-submit" else each for each in items]


def _keep_folder(request: HttpRequest, page: Any, *others: Any) -> HttpResponse | None:
    """The folders of languages stay where they are, whatever is pressed."""
    if not isinstance(page.specific, ArticleFolder | GuideFolder):
        return None
    messages.error(request, _("The folder of a language stays as it is; only what is in it can be changed."))
    return redirect("wagtailadmin_home")


def _keep_guide(request: HttpRequest, page: Any, *others: Any) -> HttpResponse | None:
    """A guide has its one place; it can be changed, taken back and deleted there."""
    if not isinstance(page.specific, GuideText):
        return None
    messages.error(request, _("A guide stays in its place and has no second copy."))
    return redirect("portal_cms:guides")


for _when in (
    "before_delete_page",
    "before_edit_page",
    "before_move_page",
    "before_copy_page",
    "before_unpublish_page",
):
    hooks.register(_when, _keep_folder)

for _when in ("before_move_page", "before_copy_page"):
    hooks.register(_when, _keep_guide)


@hooks.register("before_bulk_action")
def _keep_folders(request: HttpRequest, action: str, objects: Any, instance: Any) -> HttpResponse | None:
    if instance.action_type == "delete" and any(isinstance(each, Picture) and is_in_use(each) for each in objects):
        messages.error(request, views.in_use())
        return redirect("wagtailimages:index")
    pages = [each for each in objects if hasattr(each, "specific")]
    keep = _keep_guide if action == "move" else _keep_folder
    answers = (_keep_folder(request, page) or keep(request, page) for page in pages)
    return next((answer for answer in answers if answer), None)
