"""When previews are made: at once when a file becomes public, and by the clock for what was missed."""

import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save

from plon.catalogue.previews.models import FilePreview
from plon.files.storing import forget
from plon.history.models import Event
from plon.jobs.schedule import register_work
from plon.results.models import ResultFile

# Acts on results, and acts on their files, after which other files are public.
_OF_RESULTS = {"result.published", "result.withdrawn"}
_OF_FILES = {"file.added"}


def register_previews() -> None:
    """Register regular work; listen to the history, which lower rooms write without knowing us."""
    from plon.catalogue.previews.making import make_previews

    register_work("catalogue.previews", every=datetime.timedelta(minutes=10), work=make_previews)
    post_save.connect(_heard, sender=Event, dispatch_uid="catalogue.previews")
    post_delete.connect(_forgotten, sender=FilePreview, dispatch_uid="catalogue.previews")


def _heard(instance: Event, *, created: bool, **_about: Any) -> None:
    if not created:
        return
    result = None
    if instance.kind in _OF_RESULTS:
        result = instance.subject_id
    elif instance.kind in _OF_FILES:
        public = ResultFile.objects.filter(pk=instance.subject_id, is_public=True)
        result = public.values_list("result_id", flat=True).first()
    if result:
        from plon.catalogue.previews.tasks import make_previews_of

        transaction.on_commit(partial(make_previews_of.enqueue, result))


def _forgotten(instance: FilePreview, **_about: Any) -> None:
    transaction.on_commit(partial(forget, instance.paths))
