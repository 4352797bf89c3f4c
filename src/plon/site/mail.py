"""Where letters go: to the console, or to an SMTP server by URL."""

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit


def mail_settings_from(url: str) -> dict[str, Any]:
    """Return Django's EMAIL_* settings for ``smtp://user:password@host:port?tls=true`` or "" (console).

    Raises:
        ValueError: the URL is of another kind.
    """
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps"}:
        raise ValueError("PLON_EMAIL_URL must begin with smtp:// or smtps:// (or be empty for the console)")
    is_implicit = parts.scheme == "smtps"
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or (465 if is_implicit else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": is_implicit,
        "EMAIL_USE_TLS": parse_qs(parts.query).get("tls") == ["true"],
        "EMAIL_TIMEOUT": 20,
    }
