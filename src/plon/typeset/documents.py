"""A plain A4 document from a title and paragraphs."""

from collections.abc import Sequence

from plon.typeset.compiler import compile_document


def simple_document(title: str, paragraphs: Sequence[str], *, language: str, footer: str = "") -> bytes:
    """Return a tagged PDF (PDF/UA-1) of as many pages as the paragraphs need."""
    data = {"title": title, "paragraphs": list(paragraphs), "language": language, "footer": footer}
    return compile_document("document", data, output="pdf")
