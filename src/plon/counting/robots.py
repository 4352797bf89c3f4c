"""Who asks: a reader, or a program (docs/decisions/0017; the words are data in `data/robots.toml`)."""

import functools
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).parent / "data" / "robots.toml"


@dataclass(frozen=True, slots=True)
class Rules:
    """What makes an opening none of a reader's."""

    double_click_seconds: float
    names: re.Pattern[str]
    prefetch: Mapping[str, tuple[str, ...]]


@functools.cache
def rules() -> Rules:
    """Read the rules once."""
    read = tomllib.loads(DATA.read_text("utf-8"))
    anywhere = "|".join(re.escape(word) for word in read["anywhere"])
    beginning = "|".join(re.escape(word) for word in read["beginning"])
    return Rules(
        double_click_seconds=float(read["double_click_seconds"]),
        names=re.compile(f"{anywhere}|^(?:{beginning})", re.IGNORECASE),
        prefetch={header: tuple(words) for header, words in read["prefetch"].items()},
    )


def is_robot(method: str, headers: Mapping[str, str]) -> bool:
    """Tell whether a program asks: it only looks (HEAD), loads in advance, gives no name or that of a program."""
    agent = headers.get("User-Agent", "").strip()
    if method != "GET" or not agent or rules().names.search(agent):
        return True
    return any(word in headers.get(header, "").lower() for header, words in rules().prefetch.items() for word in words)
