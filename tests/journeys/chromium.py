"""``python -m tests.journeys.chromium``: is there a browser for the journeys?"""

import shutil
import sys

# No calls home: the journeys talk to this machine alone.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find() -> str | None:
    """Return the path of Chromium (Debian's, or Chrome's), or None."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    return None


if __name__ == "__main__":
    sys.exit(0 if find() else 1)
