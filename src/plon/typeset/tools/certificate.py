"""Certificates of attendance: one page for each name, or one page with a line for a pen.

The name is all that is said of a person. Nothing here keeps names; they live in the file and in the answers only.
"""

from dataclasses import replace

from plon.typeset.tools.content import ToolContent
from plon.typeset.tools.data import Prepared, prepared
from plon.typeset.tools.fitting import preview as shown
from plon.typeset.tools.fitting import render, too_long
from plon.typeset.tools.happening import lines_of, title_of
from plon.typeset.tools.paper import paper_palette
from plon.typeset.tools.tool import Output, Preview, Tool, TooLong

# More names are a mistake of pasting, or a conference that makes its certificates in parts.
MOST_NAMES = 500
MOST_SIGNATURES = 3
# The harvest theme colours the page: its strip stands in a white block with 5 mm around it.
_STRIP_MM = {"bold": 187, "harvest": 239}
_STRIP_ELSE_MM = 249
_PREVIEWED = 3


def make(content: ToolContent, output: str) -> bytes:
    """Return the certificates as one PDF.

    Raises:
        KeyError: no such output.
        TextTooLong: a text has no room, or there are too many names.
        TypesetError: the compiler refused.
    """
    TOOL.output(output)
    return render("certificate", _prepared(content, names_of(content)))[0]


def preview(content: ToolContent) -> Preview:
    """Return the first pages.

    Raises:
        TypesetError: the compiler refused.
    """
    return shown("certificate", _prepared(content, names_of(content)[:_PREVIEWED]), ppi=80)


def find_too_long(content: ToolContent) -> tuple[TooLong, ...]:
    """Return what has no room; names beyond the most that go into one file count by their letters.

    Raises:
        TypesetError: the compiler refused.
    """
    return too_long("certificate", _prepared(content, names_of(content)))


def names_of(content: ToolContent) -> tuple[str, ...]:
    """Return the names, one from each line, in the order they came."""
    return tuple(" ".join(line.split()) for line in lines_of(content.fields.get("names", "")))


def _prepared(content: ToolContent, names: tuple[str, ...]) -> Prepared:
    answers = content.fields
    theme = content.look.theme
    signatures = lines_of(answers.get("signature", ""))
    kept, beyond = names[:MOST_NAMES], names[MOST_NAMES:]
    return prepared(
        # Names and signatures go to the template as lists; the PDF's own title is the event's.
        replace(content, title=title_of(content), fields={}),
        strip_mm=_STRIP_MM.get(theme, _STRIP_ELSE_MM),
        more={
            "event": title_of(content),
            "organisation": answers.get("organisation", "") or content.coordinator,
            "names": kept or ("",),
            "names_beyond": sum(map(len, beyond)),
            "facts": [
                {"key": key, "word": word, "text": answers.get(key, "")}
                for key, word in (("date", "date"), ("place", "place"), ("hours", "duration"))
                if answers.get(key, "")
            ],
            "covers": answers.get("covers", ""),
            "result": content.results[0].title if content.results else "",
            "signatures": signatures[:MOST_SIGNATURES],
            "signatures_beyond": sum(map(len, signatures[MOST_SIGNATURES:])),
            # People sign on white, also where the theme colours the page.
            "paper": paper_palette(content.look),
        },
    )


TOOL = Tool(
    key="certificate",
    outputs=(Output("pdf", "pdf", "application/pdf"),),
    texts=("title",),
    make=make,
    preview=preview,
    too_long=find_too_long,
    fields=("event", "date", "place", "hours", "organisation", "covers", "signature", "names"),
    shows_photo=False,
)
