"""What follows when an editor publishes, takes back or deletes: the index and the history learn of it.

The editors' system is a plug-in with signals of its own; here they become what any action of the house does.
"""

import datetime
import io
from typing import Any

from django.core.management import call_command
from django.db.models.signals import post_delete
from wagtail.models import Revision
from wagtail.signals import page_published, page_unpublished

from plon.history.record import Actor, record
from plon.jobs.schedule import register_work
from plon.portal.models import Article
from plon.portal.news.indexing import note_change
from plon.portal.news.sizes import make_sizes

# An article that is to appear at nine appears by five past.
EVERY = datetime.timedelta(minutes=5)


def follow_editors() -> None:
    """Listen to the editors' system, and publish what is due by the clock."""
    page_published.connect(_published, sender=Article, dispatch_uid="plon.article_published")
    page_unpublished.connect(_unpublished, sender=Article, dispatch_uid="plon.article_unpublished")
    post_delete.connect(_deleted, sender=Article, dispatch_uid="plon.article_deleted")
    register_work("portal.publish_due", every=EVERY, work=publish_due)


def publish_due() -> None:
    """Publish and take back what editors set a time for."""
    call_command("publish_scheduled", stdout=io.StringIO())


def _published(sender: type, instance: Article, revision: Revision | None = None, **others: Any) -> None:
    by: Actor | None = revision.user if revision else None
    make_sizes(instance)
    note_change(instance)
    record("article.published", by=by, subject=instance)


def _unpublished(sender: type, instance: Article, **others: Any) -> None:
    note_change(instance)
    record("article.unpublished", by=None, subject=instance)


def _deleted(sender: type, instance: Article, **others: Any) -> None:
    note_change(instance)
    record("article.deleted", by=None, subject=instance)
