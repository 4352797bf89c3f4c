"""What follows when an editor publishes, takes back or deletes the text of a guide."""

from typing import Any

from django.db.models.signals import post_delete
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision
from wagtail.signals import copy_for_translation_done, page_published, page_unpublished

from plon.history.record import record
from plon.history.sentences import register_sentences
from plon.portal.guides import KEPT
from plon.portal.guidetexts.actions import note_origin
from plon.portal.guidetexts.models import GuideText
from plon.portal.news.following import who_published
from plon.portal.sources import note_guide
from plon.portal.tasks import make_sizes_soon


def follow_guides() -> None:
    """Listen to the editors' system, which tells of it by signals of its own; give the history its sentences."""
    page_published.connect(_published, sender=GuideText, dispatch_uid="plon.guide_published")
    page_unpublished.connect(_unpublished, sender=GuideText, dispatch_uid="plon.guide_unpublished")
    post_delete.connect(_deleted, sender=GuideText, dispatch_uid="plon.guide_deleted")
    copy_for_translation_done.connect(_copied, dispatch_uid="plon.guide_copied")
    register_sentences(
        {
            "guide.taken": _("began a text of the agency's own for a guide: %(subject)s"),
            "guide.compared": _("compared a guide with its original: %(subject)s"),
            "guide.published": _("published the agency's text of a guide: %(subject)s"),
            "guide.unpublished": _("The agency's text of a guide was taken back: %(subject)s"),
            "guide.deleted": _("The agency's text of a guide was deleted: %(subject)s"),
        }
    )


def _published(sender: type, instance: GuideText, revision: Revision | None = None, **others: Any) -> None:
    """Follow what is out now; what is to appear later comes here once more when it does."""
    if not instance.live:
        return
    _changed(instance)
    record("guide.published", by=who_published(revision), subject=instance)
    make_sizes_soon(instance)


def _copied(sender: type, target_obj: Any, **others: Any) -> None:
    if isinstance(target_obj, GuideText):
        note_origin(target_obj)


def _unpublished(sender: type, instance: GuideText, **others: Any) -> None:
    _changed(instance)
    record("guide.unpublished", by=None, subject=instance)


def _deleted(sender: type, instance: GuideText, **others: Any) -> None:
    _changed(instance)
    record("guide.deleted", by=None, subject=instance)


def _changed(text: GuideText) -> None:
    KEPT.forget()
    note_guide(text.slug)
