from plon.errors import DomainError


class NotAPartner(DomainError):
    """A link is for somebody of an organisation in the project."""


class LinkEnded(DomainError):
    """The link was taken back; a new one can be sent."""
