"""HTML that survives where we don't rule: tables, styles in place, nothing fetched, every word escaped."""

from collections.abc import Callable
from html import escape

from plon.typeset.emblem import BLUE
from plon.typeset.tools.content import ToolContent
from plon.typeset.tools.pictures import data_address, emblem_png
from plon.typeset.tools.plain import clean, language_tag, one_line, paragraphs, web_address
from plon.typeset.tools.sentences import sentences

FONT = "font-family:Arial,Helvetica,sans-serif"
INK, SOFT, WHITE = "#1d2a23", "#55604f", "#ffffff"
# 96 CSS pixels are an inch: 38 are 10 mm, the smallest height of the emblem (domain.md §5.1).
EMBLEM_HEIGHT = 38
EMBLEM_WIDTH = EMBLEM_HEIGHT * 3 // 2
# Drawn three times as fine, for phones.
EMBLEM_PIXELS = EMBLEM_HEIGHT * 3

# Where a picture is found: given its name, the value of src.
Source = Callable[[str], str]


def page(language: str, title: str, body: str) -> str:
    """Return a whole page around a block of HTML."""
    return (
        f'<!doctype html>\n<html lang="{escape(language_tag(language))}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{words(title)}</title>\n</head>\n"
        f'<body style="margin:0;padding:16px;background:{WHITE};color:{INK};{FONT};font-size:16px;line-height:1.5">\n'
        f"{body}\n</body>\n</html>\n"
    )


def words(text: str) -> str:
    """Return a text on one line, harmless in HTML and in its attributes."""
    return escape(one_line(text))


def lines(text: str) -> str:
    """Return a text with its line breaks, harmless in HTML."""
    return "<br>".join(escape(line) for line in paragraphs(text))


def link(address: str, shown: str, *, style: str) -> str:
    """Return a link; of an address that isn't one of the web only the words remain."""
    whole = web_address(address)
    return f'<a href="{escape(whole)}" style="{style}">{shown}</a>' if whole else shown


def embedded(name: str) -> str:
    """Return the emblem as part of the page itself, so that nothing is fetched."""
    if name != "emblem.png":
        raise KeyError(name)
    return data_address(emblem_png(EMBLEM_PIXELS))


def funding(content: ToolContent, source: Source) -> str:
    """Return emblem and statement side by side on white; the statement is text, so it is there without pictures."""
    statement = ""
    if content.notices.statement:
        spoken = escape(language_tag(content.notices.statement_language or content.language))
        statement = (
            f'<td lang="{spoken}" bgcolor="{WHITE}" style="padding:8px 12px 8px 0;background:{WHITE};color:{BLUE};'
            f'{FONT};font-size:15px;line-height:1.3;font-weight:bold">{words(content.notices.statement)}</td>'
        )
    return (
        f'<table role="presentation" cellpadding="0" cellspacing="0" border="0" bgcolor="{WHITE}" '
        f'style="border-collapse:collapse;background:{WHITE}"><tr><td style="padding:8px 12px 8px 0">'
        f'<img src="{escape(source("emblem.png"))}" width="{EMBLEM_WIDTH}" height="{EMBLEM_HEIGHT}" '
        f'alt="{words(sentences(content.language)["emblem"])}" '
        f'style="display:block;border:0;width:{EMBLEM_WIDTH}px;height:{EMBLEM_HEIGHT}px"></td>{statement}</tr></table>'
    )


def small_print(content: ToolContent, *, colour: str = SOFT) -> str:
    """Return disclaimer, licence and number of the project."""
    notices, said = content.notices, []
    if notices.disclaimer:
        spoken = escape(language_tag(notices.disclaimer_language or content.language))
        said.append(f'<span lang="{spoken}">{lines(notices.disclaimer)}</span>')
    if notices.licence_notice:
        style = f"color:{colour};text-decoration:underline"
        said.append(link(notices.licence_url, words(notices.licence_notice), style=style))
    if notices.project_number:
        said.append(f"{words(sentences(content.language)['number'])}: {words(notices.project_number)}")
    return "<br>".join(said)


def notices_text(content: ToolContent) -> list[str]:
    """Return what must be said as lines of plain text."""
    notices = content.notices
    number = f"{sentences(content.language)['number']}: {notices.project_number}" if notices.project_number else ""
    said = (notices.statement, notices.disclaimer, notices.licence_notice, number)
    return [clean(text) for text in said if text]
