"""People without an account who act all the same: by a personal link, or by signing a list at an event."""

from dataclasses import dataclass

from plon.accounts.models import User


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who acts without an account.

    Attributes:
        label: how the history names them, e.g. "Anna (partner link)".
        organisation_id: the key of the organisation for which they act.
    """

    label: str
    organisation_id: int | None = None

    @property
    def pk(self) -> None:
        """Guests have no key: their name alone stands in the history."""

    def __str__(self) -> str:
        return self.label


# Who does something: actions take either, and keep `account_of` and the name.
Doer = User | Guest


def account_of(doer: Doer | None) -> User | None:
    """Return the account of who acts, if they have one."""
    return doer if isinstance(doer, User) else None
