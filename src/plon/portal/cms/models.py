"""What the editors' system keeps of ours: the second look, and who found a translation up to date."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.models import Task, TaskState

from plon.accounts.enums import PlatformRole
from plon.accounts.models import User

OFFICERS = (PlatformRole.OFFICER, PlatformRole.ADMINISTRATOR)

Action = tuple[str, Any, bool]


def other_editors(person: User) -> QuerySet[User]:
    """Return who else may write and read here: whoever is an officer today."""
    return User.objects.filter(role__in=OFFICERS, is_active=True).exclude(pk=person.pk)


class SecondLook(Task):
    """Another officer reads an article before it appears. Who asked for it can't be the one who gives it."""

    def user_can_access_editor(self, obj: Any, user: User) -> bool:
        return user.is_officer

    def get_actions(self, obj: Any, user: User) -> list[Action]:
        """Return what somebody may do with an article that waits: (name, words, whether a comment is asked)."""
        if not user.is_officer:
            return []
        back: Action = ("reject", _("Send back with a comment"), True)
        if not _asked_for_it(obj, user):
            return [
                ("approve", _("Approve and publish"), False),
                ("approve", _("Approve and publish, with a comment"), True),
                back,
            ]
        if other_editors(user).exists():
            return []
        return [("approve", _("Publish: there is no other editor to read it"), False)]

    def get_task_states_user_can_moderate(self, user: User, **others: Any) -> QuerySet[TaskState]:
        """Return what waits for somebody: everything but what they asked others to read."""
        if not user.is_officer:
            nothing: QuerySet[TaskState] = TaskState.objects.none()
            return nothing
        waiting: QuerySet[TaskState] = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        if other_editors(user).exists():
            waiting = waiting.exclude(workflow_state__requested_by=user)
        return waiting

    @classmethod
    def get_description(cls) -> str:
        return str(_("Another officer reads the article. Who asked for it can't approve it."))

    class Meta:
        verbose_name = _("second look")
        verbose_name_plural = _("second looks")


def _asked_for_it(article: Any, person: User) -> bool:
    state = article.current_workflow_state
    return state is not None and state.requested_by_id == person.pk


class TranslationNote(models.Model):
    """Somebody compared a translation with its source, and found nothing left to translate.

    Attributes:
        article: the translation.
        at: up to when changes of the source are known in it.
    """

    article = models.OneToOneField("portal.Article", on_delete=models.CASCADE, related_name="translation_note")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("translation that was compared")
        verbose_name_plural = _("translations that were compared")
        default_permissions: ClassVar[tuple[str, ...]] = ()

    def __str__(self) -> str:
        return f"{self.article_id} {self.at:%Y-%m-%d}"
