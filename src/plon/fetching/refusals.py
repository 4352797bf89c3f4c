"""Why something could not be fetched: a code, which the room that shows it turns into a sentence."""

from enum import StrEnum


class Why(StrEnum):
    """One reason each, told apart because a person mends them differently."""

    # The address itself.
    BAD_ADDRESS = "bad_address"
    HAS_PASSWORD = "has_password"  # noqa: S105  the address carries one; this is no secret of ours
    BAD_PORT = "bad_port"
    PRIVATE = "private"
    # On the way.
    UNKNOWN_HOST = "unknown_host"
    UNREACHABLE = "unreachable"
    BAD_TLS = "bad_tls"
    TIMED_OUT = "timed_out"
    TOO_MANY_REDIRECTS = "too_many_redirects"
    # What the server says.
    NOT_FOUND = "not_found"
    REFUSED = "refused"
    SERVER_FAILS = "server_fails"
    # What comes.
    TOO_LARGE = "too_large"
    WRONG_KIND = "wrong_kind"
    BROKEN = "broken"


class NotFetched(Exception):
    """Nothing was fetched.

    Attributes:
        why: one of `Why`.
        url: the address at which it ended, after redirects.
        status: what the server answered, 0 if it did not.
        retry_after: seconds after which the server allows another try, None if it does not say.
    """

    def __init__(self, why: Why, url: str, *, status: int = 0, retry_after: int | None = None) -> None:
        super().__init__(f"{why}: {url}")
        self.why = why
        self.url = url
        self.status = status
        self.retry_after = retry_after
