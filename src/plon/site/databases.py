"""Which database: a SQLite file that withstands many writers, or PostgreSQL by URL."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

# Seconds. To open SQLite anew and read what tables there are takes some milliseconds of each request.
KEPT_OPEN = 60

SQLITE_START = (
    "PRAGMA journal_mode=WAL;"
    "PRAGMA synchronous=NORMAL;"
    "PRAGMA foreign_keys=ON;"
    # Of each thread's connection, in kB; the system keeps the pages of the file for all of them.
    "PRAGMA cache_size=-8000;"
    "PRAGMA temp_store=MEMORY;"
)


def database_from(url: str, data: Path) -> dict[str, Any]:
    """Return Django's settings of the database.

    Raises:
        ValueError: the URL is of no kind that Plon knows.
    """
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": data / "plon.sqlite3",
            "CONN_MAX_AGE": KEPT_OPEN,
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_START},
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError("PLON_DATABASE_URL must begin with postgresql:// (or be empty for SQLite)")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": KEPT_OPEN,
        "CONN_HEALTH_CHECKS": True,
    }
