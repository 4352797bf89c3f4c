"""How long a post is, counted as its network counts; where in doubt too long rather than too short."""

import functools
import re
import tomllib
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from importlib import resources

_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
# What networks may take for an address although nobody wrote http: "example.org", never "4.0".
_BARE = re.compile(r"\b[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}\b(?:/\S*)?")
_LINK = 23
# twitter-text, version 3: what lies in these ranges weighs one, all else two.
_LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
# Nothing before it joins what stands before it; most of a text is such letters.
_FIRST_COMBINING = "\u0300"
_JOINER, _TONES = "\u200d", range(0x1F3FB, 0x1F400)
_FLAGS = range(0x1F1E6, 0x1F200)
_TAGS = range(0xE0020, 0xE0080)


@dataclass(frozen=True, slots=True)
class Network:
    """Where a post goes.

    `visible` characters are shown before "see more", 0 means all; without `has_links` an address can't be clicked.
    """

    key: str
    name: str
    limit: int
    counting: str
    hashtags: int
    source: str
    visible: int = 0
    has_links: bool = True


@functools.cache
def networks() -> tuple[Network, ...]:
    """Return the networks in the order in which a team sees them."""
    text = resources.files(__package__).joinpath("networks.toml").read_text("utf-8")
    return tuple(Network(**network) for network in tomllib.loads(text)["network"])


def length(text: str, counting: str) -> int:
    """Return how long `text` is.

    Args:
        text: the post.
        counting: "weighted", "links", "graphemes" or "units", as in networks.toml.

    Raises:
        KeyError: counted in no known way.
    """
    text = unicodedata.normalize("NFC", text)
    return {"weighted": _weighted, "links": _with_links, "graphemes": _graphemes, "units": _units}[counting](text)


def _weighted(text: str) -> int:
    return _without_addresses(text, lambda rest: sum(_weight(cluster) for cluster in graphemes(rest)))


def _weight(cluster: str) -> int:
    if _is_emoji(cluster):
        return 2
    return sum(1 if any(first <= ord(c) <= last for first, last in _LIGHT) else 2 for c in cluster)


def _is_emoji(cluster: str) -> bool:
    return ord(cluster[0]) >= 0x1F000 or "\ufe0f" in cluster or "\u20e3" in cluster


def _with_links(text: str) -> int:
    return _without_addresses(text, _graphemes)


def _without_addresses(text: str, count: Callable[[str], int]) -> int:
    addresses = _ADDRESS.findall(text)
    rest = _ADDRESS.sub("", text)
    # A bare name that is taken for an address counts 23; one that isn't, its own length: whichever is more.
    bare = sum(max(0, _LINK - count(name)) for name in _BARE.findall(rest))
    return len(addresses) * _LINK + count(rest) + bare


def _graphemes(text: str) -> int:
    return len(graphemes(text))


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def graphemes(text: str) -> list[str]:
    """Return what people see as one character each (the parts of UAX #29 that European texts and emoji need)."""
    if text.isascii() and "\r" not in text:
        return list(text)
    clusters: list[str] = []
    for character in text:
        if clusters and _belongs(clusters[-1], character):
            clusters[-1] += character
        else:
            clusters.append(character)
    return clusters


def _belongs(cluster: str, character: str) -> bool:
    if character < _FIRST_COMBINING and cluster[-1] < _FIRST_COMBINING and cluster != "\r":
        return False
    if cluster.endswith(_JOINER) or character in {_JOINER, "\ufe0e", "\ufe0f"}:
        return True
    if cluster == "\r" and character == "\n":
        return True
    code = ord(character)
    if code in _TONES or code in _TAGS or unicodedata.category(character) in {"Mn", "Me", "Mc"}:
        return cluster not in {"\n", "\r"}
    return code in _FLAGS and len(cluster) == 1 and ord(cluster) in _FLAGS
