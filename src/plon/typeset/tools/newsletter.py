"""A block for a newsletter, made for mail programs, which show little and block much.

Outlook and Gmail refuse pictures that are written into the HTML, and many programs block pictures from elsewhere. So
there are three forms of the same block: a draft with its pictures inside (`letter`, to open, fill in and send), files
for a newsletter service (`service`), and a page to copy from into a message (`page`). All say the statement in words.
"""

import io
import zipfile
from collections.abc import Iterator
from email.message import EmailMessage, Message
from email.policy import SMTP

from PIL import Image, ImageOps

from plon.typeset.colours import WHITE, readable, text_on
from plon.typeset.tools import markup
from plon.typeset.tools.content import ToolContent, ToolResult
from plon.typeset.tools.markup import EMBLEM_PIXELS, FONT, INK, SOFT, Source
from plon.typeset.tools.pictures import data_address, emblem_png
from plon.typeset.tools.plain import clean, language_tag, one_line, web_address
from plon.typeset.tools.sentences import sentences
from plon.typeset.tools.tool import Output, Preview, Tool, TooLong

WIDTH = 600
# Twice the width, for fine screens.
_PHOTO_WIDTH = 2 * WIDTH
_DOMAIN = "plon.invalid"


def _pictures(content: ToolContent) -> dict[str, bytes]:
    """Return the pictures of the block by their names."""
    pictures = {"emblem.png": emblem_png(EMBLEM_PIXELS)}
    if content.photo:
        pictures["photo.jpg"] = _photo(content.photo.data)
    return pictures


def _photo(data: bytes) -> bytes:
    with Image.open(io.BytesIO(data)) as picture:
        upright = ImageOps.exif_transpose(picture).convert("RGB")
    upright.thumbnail((_PHOTO_WIDTH, _PHOTO_WIDTH))
    out = io.BytesIO()
    # Saved anew, so without the place and the device that a camera writes into it.
    upright.save(out, "JPEG", quality=82)
    return out.getvalue()


def _row(content: str, *, padding: str = "0 24px 12px", style: str = "") -> str:
    return (
        f'<tr><td bgcolor="{WHITE}" style="padding:{padding};background:{WHITE};color:{INK};{FONT};'
        f'font-size:16px;line-height:1.5;{style}">{content}</td></tr>'
    )


def _button(address: str, shown: str, accent: str) -> str:
    """Return a button that is one without pictures too: the colour is that of a cell, which Outlook fills."""
    if not web_address(address):
        return ""
    style = (
        f"display:inline-block;padding:14px 28px;color:{text_on(accent)};background:{accent};"
        f"{FONT};font-size:16px;line-height:20px;font-weight:bold;text-decoration:none"
    )
    return (
        '<table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr>'
        f'<td bgcolor="{accent}" style="background:{accent};mso-padding-alt:14px 28px">'
        f"{markup.link(address, markup.words(shown), style=style)}</td></tr></table>"
    )


def _result(content: ToolContent, result: ToolResult, *, is_only: bool) -> Iterator[str]:
    said = sentences(content.language)
    title = (content.title or result.title) if is_only else result.title
    yield _row(
        f'<h2 style="margin:0;{FONT};font-size:24px;line-height:1.25;color:{INK}">{markup.words(title)}</h2>',
        padding="20px 24px 12px",
    )
    if is_only and one_line(content.message) not in {"", one_line(title)}:
        yield _row(markup.words(content.message), style="font-weight:bold;font-size:18px")
    if one_line(result.summary):
        yield _row(markup.lines(result.summary))
    if audience := one_line((content.group if is_only else "") or result.audience):
        yield _row(f"<strong>{markup.words(said['for_whom'])}:</strong> {markup.words(audience)}")
    address = content.link if is_only else (result.link or content.link)
    if button := _button(address, said["see"], content.look.accent):
        yield _row(button, padding="8px 24px 20px")


def _rows(content: ToolContent, source: Source) -> Iterator[str]:
    accent = content.look.accent
    yield f'<tr><td height="6" bgcolor="{accent}" style="height:6px;font-size:0;line-height:0">&nbsp;</td></tr>'
    if content.photo:
        image = (
            f'<img src="{source("photo.jpg")}" width="{WIDTH}" alt="{markup.words(content.photo.alt)}" '
            'style="display:block;border:0;width:100%;max-width:600px;height:auto">'
        )
        yield _row(image, padding="0")
    head = (content.project_title or content.project_acronym, content.example)
    if shown := " · ".join(one_line(part) for part in head if one_line(part)):
        colour = readable(accent, WHITE)
        yield _row(markup.words(shown), padding="20px 24px 0", style=f"font-size:14px;color:{colour}")
    results = content.results or (ToolResult(title=content.title),)
    if len(results) > 1 and one_line(content.message):
        yield _row(markup.words(content.message), padding="20px 24px 0", style="font-weight:bold;font-size:18px")
    for result in results:
        yield from _result(content, result, is_only=len(results) == 1)
    yield _row(markup.funding(content, source), padding="0 24px 4px")
    if small := markup.small_print(content):
        yield _row(small, padding="0 24px 20px", style=f"font-size:12px;line-height:1.4;color:{SOFT}")


def _block(content: ToolContent, source: Source) -> str:
    return (
        f'<table role="presentation" lang="{language_tag(content.language)}" align="center" width="{WIDTH}" '
        f'cellpadding="0" cellspacing="0" border="0" bgcolor="{WHITE}" style="border-collapse:collapse;width:100%;'
        f'max-width:{WIDTH}px;background:{WHITE}">\n' + "\n".join(_rows(content, source)) + "\n</table>"
    )


def _page(content: ToolContent, source: Source) -> str:
    return markup.page(content.language, content.title, _block(content, source))


def _copied(content: ToolContent) -> str:
    """Return the page to copy from: its pictures are in it, and a browser takes them along into a message."""
    pictures = _pictures(content)
    kinds = {"emblem.png": "image/png", "photo.jpg": "image/jpeg"}
    return _page(content, lambda name: data_address(pictures[name], kinds[name]))


def _text(content: ToolContent) -> str:
    said = sentences(content.language)
    results = content.results or (ToolResult(title=content.title),)
    is_only = len(results) == 1
    blocks = [] if is_only else [clean(content.message)]
    for result in results:
        title = (content.title or result.title) if is_only else result.title
        message = one_line(content.message) if is_only and one_line(content.message) != one_line(title) else ""
        audience = one_line((content.group if is_only else "") or result.audience)
        address = web_address(content.link if is_only else (result.link or content.link))
        blocks += [one_line(title).upper(), message, clean(result.summary)]
        blocks += [
            f"{said['for_whom']}: {audience}" if audience else "",
            f"{said['see']}: {address}" if address else "",
        ]
    return "\n\n".join(block for block in (*blocks, *markup.notices_text(content)) if block) + "\n"


def _letter(content: ToolContent) -> bytes:
    """Return a draft: mail programs open it ready to be addressed, with its pictures inside (RFC 2392, cid:)."""
    letter = EmailMessage(policy=SMTP)
    letter["Subject"] = one_line(content.title)
    # Outlook opens a file with this line for writing instead of reading.
    letter["X-Unsent"] = "1"
    letter.set_content(_text(content))
    letter.add_alternative(_page(content, lambda name: f"cid:{name}@{_DOMAIN}"), subtype="html")
    body = letter.get_body(("html",))
    if not isinstance(body, EmailMessage):  # it was added two lines above
        raise TypeError(body)
    for name, data in _pictures(content).items():
        kind = "png" if name.endswith("png") else "jpeg"
        body.add_related(data, "image", kind, cid=f"<{name}@{_DOMAIN}>", filename=name, disposition="inline")
    _name_boundaries(letter)
    return letter.as_bytes()


def _name_boundaries(letter: Message) -> None:
    """Give the parts the same boundaries each time, so that the same content gives the same bytes."""
    for number, part in enumerate(part for part in letter.walk() if part.is_multipart()):
        part.set_boundary(f"=_plon_{number}_=")


def _service(content: ToolContent) -> bytes:
    """Return what newsletter services take: the HTML with its pictures beside it, and the plain text."""
    files = {
        "newsletter.html": _page(content, lambda name: name).encode(),
        "newsletter.txt": _text(content).encode(),
        **_pictures(content),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            packed.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _make(content: ToolContent, output: str) -> bytes:
    if output == "letter":
        return _letter(content)
    if output == "service":
        return _service(content)
    return (_text(content) if output == "text" else _copied(content)).encode()


def _preview(content: ToolContent) -> Preview:
    return Preview(html=_copied(content), text=_text(content))


def _too_long(content: ToolContent) -> tuple[TooLong, ...]:
    """Return nothing: a newsletter grows with what it says."""
    return ()


TOOL = Tool(
    key="newsletter",
    outputs=(
        Output("page", "html", "text/html"),
        Output("letter", "eml", "message/rfc822"),
        Output("service", "zip", "application/zip"),
        Output("text", "txt", "text/plain"),
    ),
    texts=("title", "message", "summary", "audience"),
    make=_make,
    preview=_preview,
    too_long=_too_long,
)
