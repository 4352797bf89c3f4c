"""Letters on the second look, in the language of who gets them, in the agency's words."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected

from plon.accounts.models import User
from plon.agency.posting import post_on_commit
from plon.pages import whole_address
from plon.portal.cms.models import SecondLook, other_editors


def send_letters() -> None:
    """Listen to the editors' system; its own letters are turned off (see `accounts.follow_account`)."""
    task_submitted.connect(_asked, dispatch_uid="plon.second_look_asked")
    workflow_approved.connect(_approved, dispatch_uid="plon.second_look_approved")
    workflow_rejected.connect(_returned, dispatch_uid="plon.second_look_returned")


def _asked(sender: type, instance: TaskState, user: User | None = None, **others: Any) -> None:
    """Tell every other officer that something waits to be read."""
    who = user or instance.workflow_state.requested_by
    if who is None or not isinstance(instance.task.specific, SecondLook):
        return
    article = instance.workflow_state.content_object

    def values() -> Mapping[str, object]:
        return {"title": _title(article), "who": who, "address": _address(article)}

    for officer in other_editors(who):
        post_on_commit("portal.second_look_asked", officer.email, officer.language, values)


def _approved(sender: type, instance: WorkflowState, user: User | None = None, **others: Any) -> None:
    _answer("portal.second_look_approved", instance, user)


def _returned(sender: type, instance: WorkflowState, user: User | None = None, **others: Any) -> None:
    _answer("portal.second_look_returned", instance, user)


def _answer(key: str, state: WorkflowState, user: User | None) -> None:
    """Tell who asked what the other one decided, if they are still an officer."""
    asked = state.requested_by
    if asked is None or asked == user or not asked.is_active or not asked.is_officer:
        return
    article, comment = state.content_object, state.current_task_state.comment if state.current_task_state else ""

    def values() -> Mapping[str, object]:
        said = comment or _("no comment")
        return {"title": _title(article), "who": user or "Plon", "comment": said, "address": _address(article)}

    post_on_commit(key, asked.email, asked.language, values)


def _title(article: Any) -> str:
    return str(article.draft_title or article.title)


def _address(article: Any) -> str:
    return whole_address(reverse("wagtailadmin_pages:edit", args=[article.pk]))
