"""What pages show of pieces of evidence."""

from collections.abc import Iterable
from dataclasses import dataclass

from plon.evidence.enums import EvidenceKind
from plon.evidence.models import Evidence
from plon.evidence.serving import file_url
from plon.evidence.thumbnails import has_thumbnail
from plon.evidence.uses import Use, uses_of

ICONS = {
    EvidenceKind.PHOTO: "image",
    EvidenceKind.FILE: "file",
    EvidenceKind.LINK: "link",
    EvidenceKind.FIGURE: "chart",
}


@dataclass(frozen=True, slots=True)
class Tile:
    """A piece of evidence in a grid."""

    evidence: Evidence
    icon: str
    thumbnail: str
    uses: list[Use]

    @property
    def more(self) -> int:
        """How many things it proves beside the first."""
        return max(len(self.uses) - 1, 0)

    @property
    def ending(self) -> str:
        """The ending of its file, to be read on a tile: "PDF"."""
        return self.evidence.name.rpartition(".")[2].upper()[:5] if "." in self.evidence.name else ""


def tiles_of(pieces: Iterable[Evidence]) -> list[Tile]:
    """Return the tiles of pieces, asking a constant number of times what they prove."""
    shown = list(pieces)
    uses = uses_of([evidence.pk for evidence in shown])
    return [
        Tile(
            evidence,
            ICONS[EvidenceKind(evidence.kind)],
            file_url(evidence, thumbnail=True) if has_thumbnail(evidence) else "",
            uses.get(evidence.pk, []),
        )
        for evidence in shown
    ]
