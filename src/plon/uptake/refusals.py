from plon.errors import DomainError


class NotPublic(DomainError):
    """Only of a published result can something be told."""


class OfficeHid(DomainError):
    """What the agency hid, the team can't bring back."""


class ReasonMissing(DomainError):
    """Who hides something says why."""


class Closed(DomainError):
    """The conversation is over."""


class NotThere(DomainError):
    """The result that is named is not in the catalogue, or is the same one."""
