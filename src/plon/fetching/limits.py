"""How much of other people's servers, and of this one's time and memory, one fetch may take."""

from dataclasses import dataclass, field

from django.conf import settings

from plon import __version__

MEGABYTE = 1024 * 1024
# What robots.txt calls us.
AGENT = "Plon"


def user_agent() -> str:
    """Return the name under which Plon asks: what it is and whom to write to."""
    return f"{AGENT}/{__version__} (+{settings.BASE_URL})"


def _local_servers() -> frozenset[str]:
    return frozenset(getattr(settings, "LOCAL_SERVERS", ()))


@dataclass(frozen=True, slots=True)
class Limits:
    """What one fetch may take at most.

    Attributes:
        seconds: in all: names, redirects, every byte.
        connect_seconds: for each connection.
        read_seconds: without a sign of life.
        bytes: of the body, as it is after decompression.
        redirects: how many are followed.
        media_types: those that are taken, e.g. "text/html", or "image/" for all of a kind; empty for any.
        local_servers: "host:port" that may be private and on any port: nobody's but the operator's own.
    """

    seconds: float = 20.0
    connect_seconds: float = 5.0
    read_seconds: float = 10.0
    bytes: int = 5 * MEGABYTE
    redirects: int = 5
    media_types: tuple[str, ...] = ()
    local_servers: frozenset[str] = field(default_factory=_local_servers)

    def takes(self, media_type: str) -> bool:
        """Tell whether a body of this type is wanted."""
        if not self.media_types:
            return True
        return any(media_type == each or (each.endswith("/") and media_type.startswith(each))
                   for each in self.media_types)  # fmt: skip
