"""What lies in the package beside the files: the page to type from, its program and looks, and a short guide."""

from importlib import resources

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from plon.pages import whole_address
from plon.resultsplatform.checking import BY_HAND, remarks_on, remarks_on_book
from plon.resultsplatform.sheets import Book

_BESIDE = ("leaflet.css", "leaflet.js")


def page_of(book: Book, faults: list[str], language: str) -> bytes:
    """Return the page that one keeps open beside the platform: it needs no server and asks nobody."""
    with translation.override(language):
        context = {
            "book": book,
            "rows": [(sheet, remarks_on(sheet)) for sheet in book.sheets],
            "remarks": remarks_on_book(book),
            "by_hand": BY_HAND,
            "faults": faults,
            "language": language,
            "house": whole_address("/"),
        }
        return render_to_string("resultsplatform/leaflet.html", context).encode()


def scripts() -> dict[str, bytes]:
    """Return the files that the page loads, by name."""
    folder = resources.files(__package__) / "static" / "resultsplatform"
    return {name: folder.joinpath(name).read_bytes() for name in _BESIDE}


def guide_of(book: Book, faults: list[str], language: str) -> bytes:
    """Return how to use the package, as plain text."""
    with translation.override(language):
        lines = [
            book.title, book.number, "",
            _("type-from-this.html: open it with any browser and keep it beside the platform; each field has a button "
              "that copies it."),
            _("files: what is uploaded, numbered as on the page."),
            _("table.xlsx: the same as a table. results.json: the same for programs."),
        ]  # fmt: skip
        if faults:
            lines += ["", _("These files could not be read whole and are not in the package:"), *faults]
        return "\r\n".join(lines).encode("utf-8-sig")
