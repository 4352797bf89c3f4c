"""Make a frozen site that somebody asked for, pack it, and keep the ZIP for some weeks."""

import datetime
import tempfile
import zipfile
from functools import partial
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plon.evidence.published import public_evidence
from plon.files import storing
from plon.freezing.layout import folder_name
from plon.freezing.making import Frozen, freeze_project
from plon.freezing.models import FrozenSite
from plon.freezing.queries import withdrawn_since
from plon.freezing.refusals import FreezeRefused
from plon.history.record import record
from plon.jobs import lengthy

KEPT = datetime.timedelta(days=30)
# Packed in themselves; packing them again only takes time.
_PACKED = frozenset(
    {".webp", ".png", ".jpg", ".jpeg", ".gif", ".mp3", ".mp4", ".webm", ".ogg", ".zip", ".docx", ".pptx", ".xlsx",
     ".odt", ".odp", ".ods", ".epub", ".pdf", ".woff2"}
)  # fmt: skip


def run_frozen_site(key: int) -> None:
    """Make one that is waiting, and keep its ZIP; one that somebody else makes, or that was stopped, is left alone."""
    lengthy.run(FrozenSite, key, _make, on_failed=tell_failed, language=_language_of)


def tell_failed(site: FrozenSite) -> None:
    """Note in the history that one could not be made."""
    record("frozen.failed", by=None, subject=site, project_id=site.project_id)


def _language_of(site: FrozenSite) -> str:
    return site.requested_by.language if site.requested_by else settings.LANGUAGE_CODE


def _make(site: FrozenSite) -> None:
    project = site.project
    called = folder_name(project.acronym or project.title, project.public_id)
    public = set(public_evidence().filter(project=project).values_list("pk", flat=True))
    with tempfile.TemporaryDirectory(dir=settings.FILE_UPLOAD_TEMP_DIR) as work:
        folder = Path(work) / called
        frozen = freeze_project(project.public_id, folder, on_progress=partial(lengthy.advance, site))
        with tempfile.NamedTemporaryFile(dir=work, suffix=".zip") as packed:
            _pack(site, frozen, packed)
            packed.flush()
            _keep(site, frozen, public, packed, f"{called}-{timezone.localdate().isoformat()}.zip")


def _pack(site: FrozenSite, frozen: Frozen, packed: IO[bytes]) -> None:
    folder = frozen.folder
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, path in enumerate(sorted(path for path in folder.rglob("*") if path.is_file())):
            how = zipfile.ZIP_STORED if path.suffix.lower() in _PACKED else zipfile.ZIP_DEFLATED
            archive.write(path, path.relative_to(folder.parent).as_posix(), how)
            if number % 50 == 0:
                lengthy.advance(site, frozen.pages, frozen.pages)


def _keep(site: FrozenSite, frozen: Frozen, public: set[int], packed: IO[bytes], name: str) -> None:
    digest, size = storing.sha256_of(packed), packed.seek(0, 2)
    path = storing.keep_made(packed, f"frozen/{site.project.public_id}", storing.clean_name(name), digest)
    try:
        with transaction.atomic():
            done = lengthy.finish(
                site, name=name, path=path, sha256=digest, size=size, results=frozen.results,
                missing=list(frozen.missing), expires_at=timezone.now() + KEPT,
            )  # fmt: skip
            still = _still_public(done, public)
            done.evidence.set(still)
            record("frozen.made", by=done.requested_by, subject=done, project_id=done.project_id)
    except BaseException:
        storing.forget([path])
        raise


def _still_public(site: FrozenSite, public: set[int]) -> set[int]:
    """Return the evidence that was public when it was begun, all of which still is.

    Raises:
        FreezeRefused: something in it is not public any more.
    """
    still = set(public_evidence().filter(pk__in=public).values_list("pk", flat=True))
    if still != public or withdrawn_since(site).exists():
        raise FreezeRefused(_("Something in it stopped being public while it was made. Please try again."))
    return still
