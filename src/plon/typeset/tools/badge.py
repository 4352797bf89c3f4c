"""A badge for partners' web pages: a picture, and code to paste that fetches nothing and runs nothing."""

from dataclasses import replace
from html import escape

from plon.typeset.colours import LARGE_TEXT, WHITE, readable
from plon.typeset.tools import fitting, markup
from plon.typeset.tools.content import ToolContent
from plon.typeset.tools.data import Prepared, prepared
from plon.typeset.tools.markup import FONT, INK
from plon.typeset.tools.plain import language_tag, one_line
from plon.typeset.tools.sentences import sentences
from plon.typeset.tools.tool import Output, Preview, Tool, TooLong

# The badge is 240 pt wide and holds 214 pt of strip: 320 and 285 CSS pixels.
_STRIP_MM = 214 / 72 * 25.4
# Three times as fine as a plain screen.
_PPI = 288


def _prepared(content: ToolContent) -> Prepared:
    # A badge stands on somebody else's page: theirs are the other logos, and there is no room for a photo.
    bare = replace(content, logos=(), photo=None, title=_title(content))
    accent = content.look.accent
    on_white = {"head": readable(accent, WHITE, ratio=7), "accent": readable(accent, WHITE, ratio=LARGE_TEXT)}
    return prepared(bare, strip_mm=_STRIP_MM, more={"result_of": _result_of(content), "on_white": on_white})


def _title(content: ToolContent) -> str:
    return one_line(content.title or (content.results[0].title if content.results else content.project_title))


def _result_of(content: ToolContent) -> str:
    project = one_line(content.project_acronym or content.project_title)
    return f"{sentences(content.language)['result_of']} {project}" if project else ""


def _named(content: ToolContent) -> str:
    return ". ".join(part for part in (_result_of(content), _title(content), content.notices.statement) if part)


def _svg(content: ToolContent) -> bytes:
    """Return the badge as SVG, its letters as shapes, named for those who don't see it."""
    drawn = fitting.render("badge", _prepared(content), "svg")[0].decode()
    opening, rest = drawn.split(">", 1)
    name = escape(one_line(_named(content)))
    spoken = escape(language_tag(content.language))
    return f'{opening} role="img" xml:lang="{spoken}"><title>{name}</title>{rest}'.encode()


def _embed(content: ToolContent) -> str:
    """Return the code to paste: words and the emblem in themselves, so it stands even where pictures are taken out."""
    shown = f"color:{readable(content.look.accent, WHITE)};font-weight:bold;font-size:17px;line-height:1.3"
    of = f'<span style="font-size:13px">{markup.words(_result_of(content))}</span><br>' if _result_of(content) else ""
    return (
        f'<div lang="{escape(language_tag(content.language))}" style="box-sizing:border-box;max-width:320px;'
        f"padding:14px;border:2px solid {content.look.accent};border-radius:8px;background:{WHITE};color:{INK};{FONT};"
        f'line-height:1.4">{of}{markup.link(content.link, markup.words(_title(content)), style=shown)}'
        f'<div style="margin-top:10px">{markup.funding(content, markup.embedded)}</div></div>\n'
    )


def _make(content: ToolContent, output: str) -> bytes:
    if output == "svg":
        return _svg(content)
    if output == "embed":
        return _embed(content).encode()
    return fitting.render("badge", _prepared(content), "png", ppi=_PPI)[0]


def _preview(content: ToolContent) -> Preview:
    embed = _embed(content)
    drawn = fitting.preview("badge", _prepared(content), ppi=_PPI)
    return Preview(pages=drawn.pages, html=markup.page(content.language, _title(content), embed), text=embed)


def _too_long(content: ToolContent) -> tuple[TooLong, ...]:
    return fitting.too_long("badge", _prepared(content))


TOOL = Tool(
    key="badge",
    outputs=(
        Output("png", "png", "image/png"),
        Output("svg", "svg", "image/svg+xml"),
        Output("embed", "html", "text/html"),
    ),
    texts=("title",),
    make=_make,
    preview=_preview,
    too_long=_too_long,
    shows_photo=False,
)
