"""What must be there before somebody can write: languages, folders for each, and a group that may."""

from collections.abc import Mapping
from typing import TypeVar

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from plon.portal.models import ArticleFolder, GuideFolder, SecondLook
from plon.texts import INTERFACE_LANGUAGES

Folder = TypeVar("Folder", ArticleFolder, GuideFolder)

EDITORS = "Portal editors"
ON_PAGES = ("add_page", "change_page", "publish_page", "bulk_delete_page", "lock_page", "unlock_page")
# Wagtail asks for the permissions of its own model, whichever pictures are made of.
ON_PICTURES = ("add_image", "change_image", "delete_image", "choose_image")


@transaction.atomic
def ensure_tree() -> dict[str, ArticleFolder]:
    """Make whatever is missing, and return the folder of articles of each language. Done twice, it changes nothing."""
    locales = {code: Locale.objects.get_or_create(language_code=code)[0] for code in INTERFACE_LANGUAGES}
    top = Page.get_first_root_node() or Page.add_root(
        instance=Page(
            title="Plon", slug="root", locale=locales["pl"], content_type=ContentType.objects.get_for_model(Page)
        )
    )
    folders = _ensure_folders(ArticleFolder, top, locales)
    _ensure_folders(GuideFolder, top, locales)
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "port": 80, "root_page": top, "site_name": "Plon"}
    )
    _ensure_group(top)
    return folders


def guide_folders() -> dict[str, GuideFolder]:
    """Return the folder of guides of each language; made if it is missing."""
    ensure_tree()
    return {folder.locale.language_code: folder for folder in GuideFolder.objects.select_related("locale")}


def _ensure_folders(kind: type[Folder], top: Page, locales: Mapping[str, Locale]) -> dict[str, Folder]:
    folders: dict[str, Folder] = {each.locale.language_code: each for each in kind.objects.select_related("locale")}
    for code in INTERFACE_LANGUAGES:
        if code not in folders:
            folder = kind(title=_title(kind, code), slug=f"{_SLUGS[kind]}-{code}", locale=locales[code])
            if first := next(iter(folders.values()), None):
                folder.translation_key = first.translation_key
            top.add_child(instance=folder)
            top.refresh_from_db()
            folders[code] = folder
    return folders


_SLUGS: Mapping[type[Page], str] = {ArticleFolder: "news", GuideFolder: "guides"}


def _title(kind: type[Page], language: str) -> str:
    with translation.override(language):
        return _("News and reports") if kind is ArticleFolder else _("Guides")


def _ensure_group(top: Page) -> None:
    """Editors write and publish; whoever wants a second look first sends the article through the workflow."""
    group, is_new = Group.objects.get_or_create(name=EDITORS)
    if not is_new:
        return
    general = Permission.objects.filter(
        codename__in=("access_admin", "submit_translation"),
        content_type__app_label__in=("wagtailadmin", "simple_translation"),
    )
    group.permissions.add(*general)
    for permission in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=ON_PAGES):
        GroupPagePermission.objects.create(group=group, page=top, permission=permission)
    shelf = Collection.get_first_root_node() or Collection.add_root(instance=Collection(name="Root"))
    for permission in Permission.objects.filter(content_type__app_label="wagtailimages", codename__in=ON_PICTURES):
        GroupCollectionPermission.objects.create(group=group, collection=shelf, permission=permission)
    # One name for editors of both languages: it is kept as it was made.
    workflow = Workflow.objects.create(name="Druga para oczu · A second look")
    task = SecondLook.objects.create(name="Druga para oczu · A second look")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    # Migrations of the system begin with a workflow of its own on the root.
    WorkflowPage.objects.update_or_create(page=top, defaults={"workflow": workflow})
