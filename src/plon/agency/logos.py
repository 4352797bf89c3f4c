"""The agency's logo as every page shows it; who it is, not what it looks like, is kept per process."""

from dataclasses import dataclass

from plon.agency.kept import Kept
from plon.agency.models import Logo


@dataclass(frozen=True, slots=True)
class ShownLogo:
    """A logo: the digest names its address, so that a new one is a new address."""

    sha256: str
    width: int
    height: int
    alt_pl: str
    alt_en: str

    def alt(self, language: str) -> str:
        return self.alt_pl if language[:2] == "pl" else self.alt_en


def current_logo() -> ShownLogo | None:
    """Return the logo that holds; None if there is none."""
    return KEPT.get()


def picture_of(sha256: str) -> bytes | None:
    """Return the PNG of the logo that holds; None of any other: what was replaced is gone from the public."""
    logo = current_logo()
    if logo is None or logo.sha256 != sha256:
        return None
    found = Logo.objects.filter(sha256=sha256).values_list("content", flat=True).first()
    return bytes(found) if found else None


def _read() -> ShownLogo | None:
    names = ("sha256", "width", "height", "alt_pl", "alt_en")
    found = Logo.objects.values_list(*names).first()
    return ShownLogo(*found) if found and found[0] else None


KEPT: Kept[ShownLogo | None] = Kept(_read)
