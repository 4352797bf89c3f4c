"""What visitors see of the files before they take them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from plon.catalogue.previews.models import FilePreview
from plon.results.models import ResultFile

# More would make the page long; the rest can be taken and opened.
MOST = 6
CAPTIONS = "text/vtt"


@dataclass(frozen=True, slots=True)
class PagePicture:
    """One page, with what it begins with for those who don't see it."""

    number: int
    address: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True, slots=True)
class Captions:
    """What is said in a film, for those who don't hear it."""

    address: str
    language: str


@dataclass(frozen=True, slots=True)
class Peek:
    """A look into one file.

    Attributes:
        file: which.
        kind: "pages", "picture", "outline", "audio" or "video".
        pages: of a document, or one picture.
        page_count: of the whole document.
        outline: its headings or the titles of its slides.
        address: of sound or film.
        captions: of a film, from the files beside it.
    """

    file: ResultFile
    kind: str
    pages: tuple[PagePicture, ...] = ()
    page_count: int = 0
    outline: tuple[str, ...] = ()
    address: str = ""
    captions: tuple[Captions, ...] = ()

    @property
    def is_cut(self) -> bool:
        return self.page_count > len(self.pages)


def peeks_of(files: Sequence[ResultFile]) -> list[Peek]:
    """Return looks into the first files that can be looked into, in the order given."""
    captions = tuple(Captions(_played(file), file.language) for file in files if file.media_type == CAPTIONS)
    return [peek for file in files if (peek := _peek(file, captions)) is not None][:MOST]


def _played(file: ResultFile) -> str:
    return reverse("file_to_play", args=[file.public_id, file.name])


def _peek(file: ResultFile, captions: tuple[Captions, ...]) -> Peek | None:
    kind = file.media_type.partition("/")[0]
    if kind in {"audio", "video"}:
        return Peek(file, kind, address=_played(file), captions=captions if kind == "video" else ())
    preview: FilePreview | None = getattr(file, "preview", None)
    if preview is None or preview.sha256 != file.sha256:
        return None
    if preview.pages:
        pages = tuple(_page(file, preview, number) for number in range(1, len(preview.pages) + 1))
        return Peek(file, "picture" if kind == "image" else "pages", pages, preview.page_count)
    return Peek(file, "outline", (), preview.page_count, tuple(preview.outline)) if preview.outline else None


def _page(file: ResultFile, preview: FilePreview, number: int) -> PagePicture:
    about = preview.pages[number - 1]
    return PagePicture(
        number=number,
        address=reverse("file_page", args=[file.public_id, number]),
        width=about["width"],
        height=about["height"],
        alt=_alt(file, preview, number, about["begins"]),
    )


def _alt(file: ResultFile, preview: FilePreview, number: int, begins: str) -> str:
    if file.media_type.startswith("image/"):
        return file.title or file.name
    place = _("Page %(number)d of %(count)d") % {"number": number, "count": preview.page_count}
    return f"{place}: {begins}" if begins else place
