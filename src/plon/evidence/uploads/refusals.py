from plon.errors import DomainError


class UploadRefused(DomainError):
    """This upload can't begin."""


class OffsetDiffers(Exception):
    """The device would go on elsewhere than where the server stands; `offset` is where that is."""

    def __init__(self, offset: int) -> None:
        super().__init__(offset)
        self.offset = offset


class SentTooMuch(Exception):
    """More came than the device had promised."""


class Busy(Exception):
    """Another request is writing to the same upload at this moment."""
