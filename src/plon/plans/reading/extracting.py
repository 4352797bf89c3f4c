"""The text of an uploaded document, read in a process of its own that may fail without harm."""

from pathlib import PurePath

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plon.errors import DomainError
from plon.files.limited import GaveUp, answer_of

LARGEST = 20 * 1024 * 1024
PATIENCE = 40

_PROBLEMS: dict[str, Promise] = {
    "encrypted": _("This PDF is locked with a password. Save it without one, or paste its text."),
    "pictures-only": _("This PDF holds only pictures of pages, no text. Paste the text instead."),
    "too-long": _("The document is too long: at most 400 pages or 500,000 characters."),
    "too-complex": _("The document is too large inside to be read. Paste its text instead."),
    "damaged": _("The document is damaged and can't be read. Save it anew, or paste its text."),
    "old-or-locked": _("This is an old Word file, or one locked with a password. Save it as DOCX without a password."),
    "empty": _("There is no text in it."),
    "not-a-document": _("This is no document that Plon can read. Take a PDF, DOCX, ODT or text file."),
    "too-slow": _("The document took too long to read. Paste its text instead."),
}


class CannotRead(DomainError):
    """A document whose text can't be had; the message says what to do."""

    def __init__(self, code: str) -> None:
        super().__init__(_PROBLEMS[code], field="file")
        self.code = code


# What a file of this name begins with; another beginning means that it came through damaged.
_BEGINNINGS = {".pdf": b"%PDF", ".docx": b"PK\x03\x04", ".odt": b"PK\x03\x04"}


def text_of_document(content: bytes, *, name: str = "") -> str:
    """Return the text of a PDF, DOCX, ODT or text file.

    Args:
        content: the file's bytes.
        name: the file's name, if it has one.

    Raises:
        CannotRead: it has none that can be read; says why and what to do.
    """
    if len(content) > LARGEST:
        raise CannotRead("too-long")
    if not content.strip():
        raise CannotRead("empty")
    try:
        answer = answer_of("plon.plans.reading.process", patience=PATIENCE, content=content)
    except GaveUp as limit:
        raise CannotRead(limit.code) from limit
    if "problem" in answer:
        raise CannotRead(answer["problem"])
    if not _begins_as_named(content, name):
        raise CannotRead("damaged")
    return str(answer["text"])


def _begins_as_named(content: bytes, name: str) -> bool:
    """Tell whether a file that could be read is one that its name may stand for, and not words left of a document."""
    is_document = PurePath(name).suffix.lower() in _BEGINNINGS
    return not is_document or content[:1024].lstrip().startswith(tuple(_BEGINNINGS.values()))
