"""Invitations to an event: a sheet of A5, a picture for screens, an e-mail, and an event for people's calendars."""

from dataclasses import replace

from plon.typeset.tools.content import ToolContent
from plon.typeset.tools.data import Prepared, prepared
from plon.typeset.tools.fitting import preview as shown
from plon.typeset.tools.fitting import render, too_long
from plon.typeset.tools.happening import (
    audience_of,
    calendar_file,
    lines_of,
    plain_text,
    registration_of,
    title_of,
)
from plon.typeset.tools.tool import Output, Preview, Tool, TooLong
from plon.typeset.tools.words import words

# A5, and about 1080 pixels of width for a screen.
WIDTH, HEIGHT = 148, 210
SCREEN_PPI = 186
PHOTO = (WIDTH, 58)
_STRIP_MM = 124


def make(content: ToolContent, output: str) -> bytes:
    """Return the invitation as PDF, as PNG, as the text of an e-mail, or as a calendar file.

    Raises:
        KeyError: no such output.
        MissingAnswer: a calendar file without a start.
        TextTooLong: a text has no room.
        TypesetError: the compiler refused.
    """
    TOOL.output(output)
    if output == "mail":
        return plain_text(content, words(content.language)).encode()
    if output == "calendar":
        return calendar_file(content)
    return render("invitation", _prepared(content), "png" if output == "png" else "pdf", ppi=SCREEN_PPI)[0]


def preview(content: ToolContent) -> Preview:
    """Return the sheet, and the e-mail beside it.

    Raises:
        TypesetError: the compiler refused.
    """
    return replace(shown("invitation", _prepared(content)), text=plain_text(content, words(content.language)))


def find_too_long(content: ToolContent) -> tuple[TooLong, ...]:
    """Return what has no room on the sheet.

    Raises:
        TypesetError: the compiler refused.
    """
    return too_long("invitation", _prepared(content))


def _prepared(content: ToolContent) -> Prepared:
    answers = content.fields
    return prepared(
        # The code and the address lead to where one signs up.
        replace(content, title=title_of(content), link=registration_of(content)),
        strip_mm=_STRIP_MM,
        photo_mm=PHOTO,
        more={
            "when": [part for part in (answers.get("date", ""), answers.get("time", "")) if part],
            "place": answers.get("place", ""),
            "online": answers.get("link", ""),
            "audience": audience_of(content),
            "agenda": lines_of(answers.get("agenda", "")),
            "organisation": answers.get("organisation", "") or content.coordinator,
            "photo_mm": PHOTO[1],
        },
    )


TOOL = Tool(
    key="invitation",
    outputs=(
        Output("pdf", "pdf", "application/pdf"),
        Output("png", "png", "image/png"),
        Output("mail", "txt", "text/plain"),
        Output("calendar", "ics", "text/calendar"),
    ),
    texts=("title", "message", "audience"),
    make=make,
    preview=preview,
    too_long=find_too_long,
    fields=("event", "date", "time", "place", "link", "agenda", "organisation", "register", "start", "end"),
)
