"""Make a frozen site that somebody asked for, pack it, and keep the ZIP for some weeks."""

import datetime
import logging
import tempfile
import zipfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from plon.evidence.published import public_evidence
from plon.files import storing
from plon.freezing.actions import fail_frozen_site
from plon.freezing.enums import FreezeState
from plon.freezing.layout import folder_name
from plon.freezing.making import Frozen, freeze_project
from plon.freezing.models import FrozenSite
from plon.freezing.queries import withdrawn_since
from plon.freezing.refusals import FreezeRefused
from plon.history.record import record

log = logging.getLogger("plon.freezing")

KEPT = datetime.timedelta(days=30)
# Packed in themselves; packing them again only takes time.
_PACKED = frozenset(
    {".webp", ".png", ".jpg", ".jpeg", ".gif", ".mp3", ".mp4", ".webm", ".ogg", ".zip", ".docx", ".pptx", ".xlsx",
     ".odt", ".odp", ".ods", ".epub", ".pdf", ".woff2"}
)  # fmt: skip


class Stopped(Exception):
    """Somebody stopped it."""


@dataclass(frozen=True, slots=True)
class _Zip:
    """A ZIP that is kept: where, under which name, its SHA-256 and size."""

    path: str
    name: str
    sha256: str
    size: int


def run_frozen_site(key: int) -> None:
    """Make one that is waiting, and keep its ZIP; one that somebody else makes, or that was stopped, is left alone."""
    waiting = FrozenSite.objects.filter(pk=key, state=FreezeState.WAITING)
    if not waiting.update(state=FreezeState.RUNNING, seen_at=timezone.now()):
        return
    site = FrozenSite.objects.select_related("project", "requested_by").get(pk=key)
    FrozenSite.objects.filter(pk=key).update(tries=site.tries + 1, done=0, total=0)
    language = site.requested_by.language if site.requested_by else settings.LANGUAGE_CODE
    try:
        with translation.override(language), tempfile.TemporaryDirectory(dir=settings.FILE_UPLOAD_TEMP_DIR) as work:
            _make(site, Path(work))
    except Stopped:
        log.info("the frozen site %s was stopped", site.public_id)
    except FreezeRefused as refusal:
        fail_frozen_site(key, str(refusal))


def _make(site: FrozenSite, work: Path) -> None:
    called = folder_name(site.project.acronym or site.project.title, site.project.public_id)
    public = set(public_evidence().filter(project=site.project).values_list("pk", flat=True))
    frozen = freeze_project(site.project.public_id, work / called, on_progress=partial(_advance, site))
    with tempfile.NamedTemporaryFile(dir=work, suffix=".zip") as packed:
        _pack(site, work / called, packed)
        packed.flush()
        _keep(site, frozen, public, packed, f"{called}-{timezone.localdate().isoformat()}.zip")


def _advance(site: FrozenSite, done: int, total: int) -> None:
    """Write down how far it is, and that the worker lives.

    Raises:
        Stopped: somebody stopped it.
    """
    alive = FrozenSite.objects.filter(pk=site.pk, state=FreezeState.RUNNING)
    if not alive.update(done=done, total=total, seen_at=timezone.now()):
        raise Stopped


def _pack(site: FrozenSite, folder: Path, packed: IO[bytes]) -> None:
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, path in enumerate(sorted(path for path in folder.rglob("*") if path.is_file())):
            how = zipfile.ZIP_STORED if path.suffix.lower() in _PACKED else zipfile.ZIP_DEFLATED
            archive.write(path, path.relative_to(folder.parent).as_posix(), how)
            if number % 50 == 0:
                FrozenSite.objects.filter(pk=site.pk).update(seen_at=timezone.now())


def _keep(site: FrozenSite, frozen: Frozen, public: set[int], packed: IO[bytes], name: str) -> None:
    digest = storing.sha256_of(packed)
    size = packed.seek(0, 2)
    path = storing.keep_privately(packed, f"frozen/{site.project.public_id}", storing.clean_name(name), digest)
    try:
        _write_down(site, frozen, public, _Zip(path, name, digest, size))
    except BaseException:
        storing.forget([path])
        raise


@transaction.atomic
def _write_down(site: FrozenSite, frozen: Frozen, public: set[int], kept: _Zip) -> None:
    """Finish the row.

    Raises:
        Stopped: somebody stopped it.
        FreezeRefused: something in it is not public any more.
    """
    site = FrozenSite.objects.select_for_update(of=("self",)).get(pk=site.pk)
    if site.state != FreezeState.RUNNING:
        raise Stopped
    still = set(public_evidence().filter(pk__in=public).values_list("pk", flat=True))
    if still != public or withdrawn_since(site).exists():
        raise FreezeRefused(_("Something in it stopped being public while it was made. Please try again."))
    now = timezone.now()
    site.state, site.ended_at, site.expires_at = FreezeState.DONE, now, now + KEPT
    site.name, site.path, site.sha256, site.size = kept.name, kept.path, kept.sha256, kept.size
    site.results, site.missing = frozen.results, list(frozen.missing)
    site.done = site.total
    site.full_clean()
    site.save()
    site.evidence.set(still)
    record("frozen.made", by=site.requested_by, subject=site, project_id=site.project_id)
