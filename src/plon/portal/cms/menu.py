"""What editors find in the menu: writing, the list, pictures, help, and the way back to the office."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.menu import MenuItem

from plon.portal.models import ArticleFolder

# Of the system's own entries; the others are for those who build sites, or lead to other servers.
KEPT = {"articles", "images"}


def own_entries() -> list[MenuItem]:
    """Return what is in everybody's menu, whichever articles there are."""
    return [
        MenuItem(_("Back to the office"), reverse("office"), name="portal-office", icon_name="arrow-left", order=10),
        MenuItem(
            pgettext_lazy("texts of the portal", "Guides"), reverse("portal_cms:guides"), name="portal-guides",
            icon_name="doc-full-inverse", order=150,
        ),
        MenuItem(_("How to write"), reverse("portal_cms:help"), name="portal-help", icon_name="help", order=900),
    ]  # fmt: skip


def arrange(request: HttpRequest, items: list[MenuItem]) -> None:
    """Leave in the menu what serves to write; add the folder of each language."""
    kept = [item for item in items if item.name in KEPT]
    items[:] = [*own_entries(), *kept, *_folders()]
    for item in items:
        if item.name == "images":
            item.order = 200
    items.sort(key=lambda item: item.order)


def _folders() -> list[MenuItem]:
    names = dict(settings.LANGUAGES)
    return [
        MenuItem(
            _("News: %(language)s") % {"language": names[code]},
            reverse("wagtailadmin_explore", args=[folder.pk]),
            name=f"portal-news-{code}", icon_name="folder-open-inverse", order=100 + place,
        )
        for place, (code, folder) in enumerate(folders_by_language().items())
    ]  # fmt: skip


def folders_by_language() -> dict[str, ArticleFolder]:
    """Return the folder of articles of each language, as they stand in the interface."""
    found = {folder.locale.language_code: folder for folder in ArticleFolder.objects.select_related("locale")}
    return {code: found[code] for code in dict(settings.LANGUAGES) if code in found}


def write_address(folder: ArticleFolder, kind: str = "") -> str:
    """Return the page on which a new article of a language is written."""
    address = reverse("wagtailadmin_pages:add", args=["portal", "article", folder.pk])
    return f"{address}?kind={kind}" if kind else address
