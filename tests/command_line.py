"""`plon …` as a person or a script calls it: in this process, or in one of its own where that is what is tested."""

import os
import subprocess
import sys
from pathlib import Path

from django.core.management import ManagementUtility


def plon(data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run ``plon WORDS`` as a process of its own, over the data in `data`."""
    environment = {**os.environ, "PLON_DATA": str(data), "DJANGO_SETTINGS_MODULE": "plon.site.settings"}
    environment.pop("PLON_DATABASE_URL", None)
    call = [sys.executable, "-m", "plon.site.command", *words]
    return subprocess.run(call, env=environment, capture_output=True, text=True, check=False, timeout=300)


def status_of(*words: str) -> object:
    """Run ``plon WORDS`` in this process, from reading the words to leaving, and return the exit status.

    For what is refused before a database is needed: on leaving, a command closes it.
    """
    try:
        ManagementUtility(["plon"]).fetch_command(words[0]).run_from_argv(["plon", *words])
    except SystemExit as left:
        return left.code
    return 0
