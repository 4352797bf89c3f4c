"""Texts of posts, one per network: the longest that fits, composed of what the team wrote and never cut."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from plon.typeset.tools.content import ToolContent
from plon.typeset.tools.counting import Network, length, networks
from plon.typeset.tools.hashtags import hashtags_of
from plon.typeset.tools.plain import clean, language_tag, one_line, web_address
from plon.typeset.tools.sentences import sentences
from plon.typeset.tools.tool import Output, Preview, TextTooLong, Tool, TooLong

# The order of the parts in a post, and the order in which they are given room.
_SHOWN = ("message", "title", "summary", "audience", "link", "statement", "licence", "tags")
_WANTED = ("statement", "title", "tags", "audience", "summary", "licence")


@dataclass(frozen=True, slots=True)
class Post:
    """What to paste into one network; `over` characters are too many even of its shortest form."""

    network: Network
    text: str
    length: int
    over: int = 0


def posts_of(content: ToolContent) -> tuple[Post, ...]:
    """Return a post for each network."""
    return tuple(_post(content, network) for network in networks())


def _post(content: ToolContent, network: Network) -> Post:
    parts = _parts(content, network)
    cores = [("message", "link"), ("title", "link")] if "message" in parts else [("title", "link")]
    shortest = min((_compose(parts, core, 0) for core in cores), key=lambda text: length(text, network.counting))
    for core in cores:
        if length(_compose(parts, core, 0), network.counting) <= network.limit:
            text = _grown(parts, core, network)
            return Post(network, text, length(text, network.counting))
    counted = length(shortest, network.counting)
    return Post(network, shortest, counted, counted - network.limit)


def _parts(content: ToolContent, network: Network) -> dict[str, str]:
    words = sentences(content.language)
    result = content.results[0] if content.results else None
    audience = one_line(content.group or (result.audience if result else ""))
    link = web_address(content.link)
    parts = {
        "message": one_line(content.message),
        "title": one_line(content.title or (result.title if result else "")),
        "summary": clean(result.summary) if result else "",
        "audience": f"{words['for_whom']}: {audience}" if audience else "",
        "link": link if network.has_links or not link else f"{words['profile_link']}: {link}",
        "statement": one_line(content.notices.statement),
        "licence": one_line(content.notices.licence_notice),
        "tags": " ".join(hashtags_of(content.fields.get("hashtags", ""))[: network.hashtags]),
    }
    if parts["title"] == parts["message"]:
        parts["title"] = ""
    if parts["summary"] in {parts["title"], parts["message"]}:
        parts["summary"] = ""
    return {key: text for key, text in parts.items() if text}


def _grown(parts: dict[str, str], core: tuple[str, ...], network: Network) -> str:
    """Return the core with all for which there is room, the most wanted first."""
    chosen, tags = core, 0
    for key in _WANTED:
        for count in _tag_counts(parts) if key == "tags" else (tags,):
            wider = (*chosen, key)
            if length(_compose(parts, wider, count), network.counting) <= network.limit:
                chosen, tags = wider, count
                break
    return _compose(parts, chosen, tags)


def _tag_counts(parts: dict[str, str]) -> Iterator[int]:
    return iter(range(len(parts.get("tags", "").split()), 0, -1))


def _compose(parts: dict[str, str], chosen: tuple[str, ...], tags: int) -> str:
    texts = {**parts, "tags": " ".join(parts.get("tags", "").split()[:tags])}
    return "\n\n".join(texts[key] for key in _SHOWN if key in chosen and texts.get(key))


def _page(content: ToolContent) -> str:
    words = sentences(content.language)
    blocks = "".join(_block(post, words["visible"]) for post in posts_of(content))
    return (
        f'<!doctype html>\n<html lang="{escape(language_tag(content.language))}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(one_line(content.title))}</title></head>"
        '<body style="margin:0 auto;max-width:40rem;padding:1rem;font:16px/1.5 Arial,Helvetica,sans-serif;'
        'color:#1d2a23;background:#ffffff">'
        f"<h1>{escape(one_line(content.title))}</h1><p>{escape(words['card_advice'])}</p>{blocks}</body></html>\n"
    )


def _block(post: Post, visible: str) -> str:
    said = f"{post.length} / {post.network.limit}"
    if post.over:
        said = f'<strong style="color:#7d241f">{said} (+{post.over})</strong>'
    if post.network.visible:
        said += f" · {escape(visible.format(count=post.network.visible))}"
    return (
        f'<h2 style="margin:2rem 0 0">{escape(post.network.name)}</h2><p style="margin:0">{said}</p>'
        '<div style="white-space:pre-wrap;overflow-wrap:anywhere;border:1px solid #55604f;padding:1rem;margin:.5rem 0">'
        f"{escape(post.text)}</div>"
    )


def _make(content: ToolContent, output: str) -> bytes:
    if output == "posts":
        return _page(content).encode()
    post = next(post for post in posts_of(content) if post.network.key == output)
    if post.over:
        raise TextTooLong((_too_long_of(content, post),))
    return f"{post.text}\n".encode()


def _too_long(content: ToolContent) -> tuple[TooLong, ...]:
    over = [post for post in posts_of(content) if post.over]
    return (_too_long_of(content, max(over, key=lambda post: post.over)),) if over else ()


def _too_long_of(content: ToolContent, post: Post) -> TooLong:
    """Name the shorter of title and message: with that one cut down, there is a post."""
    parts = _parts(content, post.network)
    shorter = min(
        (key for key in ("title", "message") if key in parts), key=lambda key: len(parts[key]), default="title"
    )
    return TooLong(shorter, post.over)


def _preview(content: ToolContent) -> Preview:
    texts = (f"{post.network.name}\n\n{post.text}" for post in posts_of(content))
    return Preview(html=_page(content), text="\n\n\n".join(texts))


TOOL = Tool(
    key="posts",
    outputs=(
        Output("posts", "html", "text/html"),
        *(Output(network.key, "txt", "text/plain") for network in networks()),
    ),
    texts=("title", "message", "summary", "audience"),
    fields=("hashtags",),
    make=_make,
    preview=_preview,
    too_long=_too_long,
    shows_photo=False,
)
