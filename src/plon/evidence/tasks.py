"""What is done for evidence while nobody waits."""

import logging

from django_tasks import task

from plon.evidence.models import Evidence
from plon.evidence.thumbnails import thumbnail_of

log = logging.getLogger("plon.evidence")


@task()
def make_thumbnail(key: int) -> None:
    """Make the small picture of a photo, unless it is there or the photo is gone."""
    evidence = Evidence.objects.filter(pk=key).first()
    if evidence is None:
        return
    try:
        thumbnail_of(evidence)
    except OSError:
        log.warning("no small picture can be made of %s", evidence.public_id)
