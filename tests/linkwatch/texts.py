"""The texts of `texts.toml`: pages of projects, and what stands where such pages stood."""

import tomllib
from pathlib import Path

_TEXTS = tomllib.loads((Path(__file__).parent / "texts.toml").read_text("utf-8"))

# {(subject, language): (title, text)}.
PAGES: dict[tuple[str, str], tuple[str, str]] = {
    (page["subject"], page["language"]): (page["title"], page["text"]) for page in _TEXTS["pages"]
}


def _read(name: str) -> tuple[tuple[str, str, str], ...]:
    return tuple((page["title"], page["text"], page["language"]) for page in _TEXTS[name])


# (title, text, language): of domains that nobody uses, of hijacked ones, of servers that say 404 with 200.
PARKED, GAMBLING, ADULT, GONE = _read("parked"), _read("gambling"), _read("adult"), _read("gone")
# Pages of good projects that are about what bad pages are made of.
DELICATE = _read("delicate")
