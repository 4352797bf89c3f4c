"""What stands in logs: lines without the secrets that some addresses carry."""

import logging
import re

# Of addresses that open something by themselves, the part that opens it.
_SECRETS = re.compile(
    r"(?P<door>/(?:corner|sign|s|events/r/letters|events/r/sent|events/r|letters|calendar|evidence-files"
    r"|workspace/invitation|audit/room)/)[^/\s?#'\"<>]{6,}"
    r"(?P<ending>\.ics)?"
)


def without_secrets(text: str) -> str:
    """Return a line of a log with the secrets of personal addresses taken out."""
    return _SECRETS.sub(lambda found: f"{found['door']}…{found['ending'] or ''}", text)


class LineWithoutSecrets(logging.Formatter):
    """Formats a line, its traceback included, and takes out what opens something."""

    def format(self, record: logging.LogRecord) -> str:
        return without_secrets(super().format(record))
