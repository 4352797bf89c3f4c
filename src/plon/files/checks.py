"""Whether files can be kept: asked before anything is served."""

from collections.abc import Sequence
from typing import Any, Protocol, runtime_checkable

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register
from django.core.files.storage import InvalidStorageError, storages

HINT = "Look at PLON_STORAGE_URL: s3://KEY:SECRET@HOST/BUCKET?region=…&tls=true (docs/settings.md)."


@runtime_checkable
class Complaining(Protocol):
    """A storage far away, which may refuse."""

    def complaint(self) -> str: ...


@register("files")
def files_can_be_kept(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Write, read and delete a small file where files are kept, if that is not this machine's disk."""
    try:
        storage = storages["default"]
    except (InvalidStorageError, ImportError) as missing:
        return [
            Error(f"Files can't be kept: {missing}", hint="Install Plon with its extra: plon[scale].", id="plon.E001")
        ]
    if not isinstance(storage, Complaining):
        return []
    told = storage.complaint()
    return [Error(f"The storage of files refuses: {told}", hint=HINT, id="plon.E002")] if told else []
