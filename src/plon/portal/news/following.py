"""What follows when an editor publishes, takes back or deletes: the index and the history learn of it.

The editors' system is a plug-in with signals of its own; here they become what any action of the house does.
"""

import datetime
import io
from typing import Any, cast

from django.core.management import call_command
from django.db.models.signals import post_delete
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page, Revision, TaskState
from wagtail.signals import page_published, page_unpublished

from plon.history.record import Actor, record
from plon.jobs.schedule import register_work
from plon.portal.models import Article, GuideText
from plon.portal.news.indexing import note_change
from plon.portal.news.pictures import note_shown
from plon.portal.tasks import make_sizes_soon

# An article that is to appear at nine appears by five past.
EVERY = datetime.timedelta(minutes=5)


def follow_editors() -> None:
    """Listen to the editors' system, and publish what is due by the clock."""
    page_published.connect(_note_pictures, dispatch_uid="plon.pictures_shown")
    page_published.connect(_published, sender=Article, dispatch_uid="plon.article_published")
    page_unpublished.connect(_unpublished, sender=Article, dispatch_uid="plon.article_unpublished")
    post_delete.connect(_deleted, sender=Article, dispatch_uid="plon.article_deleted")
    register_work("portal.publish_due", every=EVERY, work=publish_due)


def publish_due() -> None:
    """Publish and take back what editors set a time for."""
    call_command("publish_scheduled", stdout=io.StringIO())


def _note_pictures(sender: type, instance: Page, **others: Any) -> None:
    if instance.live and isinstance(instance, Article | GuideText):
        note_shown(instance)


def _published(sender: type, instance: Article, revision: Revision | None = None, **others: Any) -> None:
    """Follow what is out now; what is to appear later comes here once more when it does."""
    if not instance.live:
        return
    note_change(instance)
    record("article.published", by=who_published(revision), subject=instance)
    make_sizes_soon(instance)


def who_published(revision: Revision | None) -> Actor | None:
    """Return who is at the editors' desk now; if the clock publishes, who approved the text, or else wrote it."""
    if user := get_active_log_context().user:
        return cast(Actor, user)
    if revision is None:
        return None
    approved = revision.task_states.filter(status=TaskState.STATUS_APPROVED).select_related("finished_by")
    last = approved.order_by("-finished_at").first()
    return cast(Actor | None, last.finished_by if last else revision.user)


def _unpublished(sender: type, instance: Article, **others: Any) -> None:
    note_change(instance)
    record("article.unpublished", by=None, subject=instance)


def _deleted(sender: type, instance: Article, **others: Any) -> None:
    note_change(instance)
    record("article.deleted", by=None, subject=instance)
