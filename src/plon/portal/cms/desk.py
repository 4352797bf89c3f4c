"""What an editor sees first: where to write, what waits for whom."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component
from wagtail.models import Page, Revision, TaskState, WorkflowState

from plon.accounts.models import User
from plon.portal.cms.menu import folders_by_language, write_address
from plon.portal.cms.pairs import older_translations, untranslated
from plon.portal.enums import ArticleKind
from plon.portal.models import Article, GuideText

# Rows of each list; all articles are one step away.
MOST = 8


@dataclass(frozen=True, slots=True)
class Row:
    """An article or a guide on the desk: its title, where it is written on, what is to be known of it."""

    title: str
    address: str
    language: str
    told: str = ""
    at: datetime.datetime | None = None


@dataclass(frozen=True, slots=True)
class Pile:
    """Articles and guides that wait for the same thing."""

    heading: str
    rows: Sequence[Row]


class Desk(Component):
    """Buttons to write, and the piles."""

    name = "portal-desk"
    order = 10
    template_name = "portal/cms/desk.html"

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        person = parent_context["request"].user if parent_context else None
        names = dict(settings.LANGUAGES)
        return {
            "writing": [
                {
                    "language": names[code],
                    "code": code,
                    "news": write_address(folder, ArticleKind.NEWS),
                    "report": write_address(folder, ArticleKind.REPORT),
                    "all": reverse("wagtailadmin_explore", args=[folder.pk]),
                }
                for code, folder in folders_by_language().items()
            ],
            "piles": [pile for pile in piles_for(person) if pile.rows] if isinstance(person, User) else [],
            "everything": reverse("articles:index"),
            "guides": reverse("portal_cms:guides"),
        }


def piles_for(person: User) -> Sequence[Pile]:
    """Return what waits for somebody, in the order in which it is urgent."""
    codes = tuple(dict(settings.LANGUAGES))
    older = [_row(text, ", ".join(each.changed), each.changed_at) for text, each in older_translations(codes, MOST)]
    return (
        Pile(_("Wait for your second look"), _to_read(person)),
        Pile(_("You asked others to read"), _asked(person)),
        Pile(_("Will appear by themselves"), _scheduled()),
        Pile(_("Your drafts"), _drafts(person)),
        Pile(_("Translations that are older than their source"), older),
        Pile(_("Not translated yet"), [_row(one) for one in untranslated(codes, MOST)]),
    )


def _row(article: Page, told: str = "", at: datetime.datetime | None = None) -> Row:
    address = reverse("wagtailadmin_pages:edit", args=[article.pk])
    return Row(article.draft_title or article.title, address, article.locale.language_code, told, at)


def _articles(keys: Iterable[str | int]) -> dict[int, Page]:
    """Return articles and guides by their keys, without their texts."""
    found = Page.objects.filter(pk__in=[int(key) for key in keys]).select_related("locale")
    return {one.pk: one for one in found}


def _to_read(person: User) -> list[Row]:
    states = TaskState.objects.reviewable_by(person).select_related("workflow_state__requested_by")
    waiting = list(states.order_by("started_at")[:MOST])
    articles = _articles(state.workflow_state.object_id for state in waiting)
    return [
        _row(
            articles[int(state.workflow_state.object_id)],
            str(state.workflow_state.requested_by or ""),
            state.started_at,
        )
        for state in waiting
        if int(state.workflow_state.object_id) in articles
    ]


def _asked(person: User) -> list[Row]:
    states = WorkflowState.objects.filter(
        requested_by=person, status__in=(WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES)
    )
    asked = list(states.select_related("current_task_state").order_by("-created_at")[:MOST])
    articles = _articles(state.object_id for state in asked)
    return [
        _row(articles[int(state.object_id)], _told(state), state.created_at)
        for state in asked
        if int(state.object_id) in articles
    ]


def _told(state: WorkflowState) -> str:
    if state.status != WorkflowState.STATUS_NEEDS_CHANGES:
        return _("nobody read it yet")
    comment = state.current_task_state.comment if state.current_task_state else ""
    return _("sent back: %(comment)s") % {"comment": comment} if comment else _("sent back")


def _scheduled() -> list[Row]:
    moments = dict(
        Revision.page_revisions.filter(approved_go_live_at__isnull=False)
        .order_by("-approved_go_live_at")
        .values_list("object_id", "approved_go_live_at")
    )
    articles = _articles(moments)
    rows = [_row(articles[int(key)], at=moment) for key, moment in moments.items() if int(key) in articles]
    return sorted(rows, key=lambda row: str(row.at))[:MOST]


def _drafts(person: User) -> list[Row]:
    mine = Page.objects.type(Article, GuideText).filter(Q(live=False) | Q(has_unpublished_changes=True), owner=person)
    newest = mine.select_related("locale").order_by("-latest_revision_created_at")[:MOST]
    return [_row(one, at=one.latest_revision_created_at) for one in newest]
