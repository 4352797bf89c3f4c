"""The root of every refusal: what a person did cannot be done, and here is why in their words."""

from collections.abc import Mapping

from django.utils.functional import Promise


class DomainError(Exception):
    """A use case refuses to run.

    Args:
        message: a translatable sentence for the person, with named percent placeholders.
        params: the values of those placeholders.
        field: the form field that the refusal is about, if one is.
    """

    def __init__(
        self, message: str | Promise, params: Mapping[str, object] | None = None, *, field: str | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.params = dict(params or {})
        self.field = field

    def __str__(self) -> str:
        text = str(self.message)
        return text % self.params if self.params else text
