"""The e-mail signature: who writes, what the project made, one line of message, and who pays."""

from plon.typeset.colours import WHITE, readable
from plon.typeset.tools import markup
from plon.typeset.tools.content import ToolContent
from plon.typeset.tools.markup import EMBLEM_PIXELS, FONT, INK, SOFT
from plon.typeset.tools.pictures import emblem_png
from plon.typeset.tools.plain import one_line, web_address
from plon.typeset.tools.sentences import sentences
from plon.typeset.tools.tool import Output, Preview, Tool, TooLong


def _person(content: ToolContent) -> list[str]:
    fields = content.fields
    organisation = fields.get("organisation", "") or content.coordinator
    said = (fields.get("name", ""), fields.get("role", ""), organisation, fields.get("phone", ""))
    return [one_line(part) for part in said if one_line(part)]


def _project(content: ToolContent) -> str:
    name = one_line(content.project_title or content.project_acronym)
    return f"{sentences(content.language)['project']}: {name}" if name else ""


def _html(content: ToolContent) -> str:
    accent = readable(content.look.accent, WHITE)
    strong = f"color:{accent};font-weight:bold"
    name, *rest = _person(content) or [""]
    rows = [f'<strong style="font-size:16px">{markup.words(name)}</strong>'] if name else []
    rows += [markup.words(part) for part in rest]
    about = [f'<span style="color:{SOFT}">{markup.words(_project(content))}</span>'] if _project(content) else []
    said = markup.words(content.message or content.title)
    about.append(markup.link(content.link, said, style=strong))
    if shown := web_address(content.link):
        about.append(markup.link(shown, markup.words(shown), style=f"color:{INK}"))
    cell = f"{FONT};font-size:14px;line-height:1.45;color:{INK}"
    small = markup.small_print(content)
    return (
        '<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="border-collapse:collapse;'
        f'max-width:600px"><tr><td style="padding:0 0 10px;{cell}">{"<br>".join(rows)}</td></tr>'
        f'<tr><td style="padding:10px 0;border-top:2px solid {accent};{cell}">{"<br>".join(about)}</td></tr>'
        f"<tr><td>{markup.funding(content, markup.embedded)}</td></tr>"
        f'<tr><td style="padding:6px 0 0;{FONT};font-size:11px;line-height:1.4;color:{SOFT}">{small}</td></tr></table>'
    )


def _text(content: ToolContent) -> str:
    about = [_project(content), one_line(content.message or content.title), web_address(content.link)]
    blocks = (_person(content), [line for line in about if line], markup.notices_text(content))
    # "-- " is how mail programs know where a signature begins.
    return "-- \n" + "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _page(content: ToolContent) -> str:
    return markup.page(content.language, content.title, _html(content))


def _make(content: ToolContent, output: str) -> bytes:
    if output == "emblem":
        return emblem_png(EMBLEM_PIXELS)
    return (_text(content) if output == "text" else _page(content)).encode()


def _preview(content: ToolContent) -> Preview:
    return Preview(html=_page(content), text=_text(content))


def _too_long(content: ToolContent) -> tuple[TooLong, ...]:
    """Return nothing: a signature grows with what it says."""
    return ()


TOOL = Tool(
    key="signature",
    outputs=(
        Output("html", "html", "text/html"),
        Output("text", "txt", "text/plain"),
        Output("emblem", "png", "image/png"),
    ),
    texts=("title", "message"),
    fields=("name", "role", "organisation", "phone"),
    make=_make,
    preview=_preview,
    too_long=_too_long,
    shows_photo=False,
)
