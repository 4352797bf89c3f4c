"""Static files get permanent names once per change, not at every start."""

from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def collect_if_changed() -> bool:
    """Collect the static files unless they are as they were; return whether they were collected."""
    stamp = Path(settings.STATIC_ROOT) / ".stamp"
    now = _fingerprint()
    if stamp.exists() and stamp.read_text() == now:
        return False
    call_command("collectstatic", interactive=False, verbosity=0, clear=Path(settings.STATIC_ROOT).exists())
    stamp.write_text(now)
    return True


def _fingerprint() -> str:
    count, newest, size = 0, 0.0, 0
    for finder in get_finders():
        for path, storage in finder.list(ignore_patterns=None):
            status = Path(storage.path(path)).stat()
            count, newest, size = count + 1, max(newest, status.st_mtime), size + status.st_size
    return f"{count} {newest} {size}"
