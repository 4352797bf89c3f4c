from plon.errors import DomainError
from plon.keptcopies.enums import Trouble


class CopyRefused(DomainError):
    """A copy can't be asked for, or not be taken away."""


class NotKept(Exception):
    """What came is not what was linked, or nothing came: nothing is kept."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble)
        self.trouble = trouble
