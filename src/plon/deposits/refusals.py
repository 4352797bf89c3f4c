"""What stands against a deposit, on our side and on the repository's."""

from dataclasses import dataclass

from plon.deposits.enums import Trouble
from plon.errors import DomainError


class DepositRefused(DomainError):
    """No deposit can be made or taken up like this; nothing was sent."""


class Stopped(Exception):
    """Somebody stopped it, or it is not ours to do."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """One thing that a repository finds wrong: at which field of its record, in its own words."""

    field: str
    message: str


class NotTaken(Exception):
    """A repository did not do what it was asked.

    Attributes:
        trouble: which kind.
        status: of its answer, 0 without one.
        message: in its words, else what it is about; cut, never trusted.
        complaints: about single fields.
        retry_after: seconds after which it allows another try, None if it does not say.
    """

    def __init__(
        self,
        trouble: Trouble,
        *,
        status: int = 0,
        message: str = "",
        complaints: tuple[Complaint, ...] = (),
        retry_after: int | None = None,
    ) -> None:
        super().__init__(f"{trouble} {status}")
        self.trouble = trouble
        self.status = status
        self.message = message[:300]
        self.complaints = complaints[:20]
        self.retry_after = retry_after
