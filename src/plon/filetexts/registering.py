"""When files are read: at once when one becomes public, and by the clock for what was missed."""

import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_save

from plon.history.models import Event
from plon.jobs.schedule import register_work
from plon.results.models import ResultFile

# Acts on results, and acts on their files, after which other texts may be searched.
_OF_RESULTS = {"result.published", "result.withdrawn"}
_OF_FILES = {"file.added"}


def register_filetexts() -> None:
    """Register regular work; listen to the history, which lower rooms write without knowing us."""
    from plon.filetexts.actions import keep_texts

    register_work("filetexts.keep_texts", every=datetime.timedelta(minutes=10), work=keep_texts)
    post_save.connect(_heard, sender=Event, dispatch_uid="filetexts")


def _heard(instance: Event, *, created: bool, **_about: Any) -> None:
    if not created:
        return
    result = None
    if instance.kind in _OF_RESULTS:
        result = instance.subject_id
    elif instance.kind in _OF_FILES and instance.subject_type == ResultFile._meta.label_lower:
        public = ResultFile.objects.filter(pk=instance.subject_id, is_public=True)
        result = public.values_list("result_id", flat=True).first()
    if result:
        from plon.filetexts.tasks import keep_texts_of

        transaction.on_commit(partial(keep_texts_of.enqueue, result))
