"""``python -m tests.messages``: every Polish catalogue is complete, not fuzzy, keeps its placeholders, and agrees with
the others: at run time they are one, so that a room's word would silently stand in all rooms.
"""

import re
import sys
from pathlib import Path

import polib

ROOMS = Path(__file__).resolve().parents[1] / "src" / "plon"
PLACEHOLDER = re.compile(r"%\(\w+\)[sdi]|%[sd]|\{\w*\}")


def faults(path: Path) -> list[str]:
    """Return what is wrong in one catalogue, a line each."""
    catalogue = polib.pofile(str(path))
    found = []
    if catalogue.metadata_is_fuzzy or catalogue.metadata.get("Language") != "pl":
        found.append("its head is still the template's (fuzzy, or without a language): nothing of it is compiled")
    for entry in catalogue:
        if entry.obsolete:
            continue
        if "fuzzy" in entry.flags:
            found.append(f"fuzzy: {entry.msgid!r}")
        texts = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
        if not all(texts):
            found.append(f"untranslated: {entry.msgid!r}")
            continue
        if entry.msgid_plural and len(texts) < 4:
            found.append(f"plural forms missing: {entry.msgid!r}")
        wanted = set(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
        for text in texts:
            strange = set(PLACEHOLDER.findall(text)) - wanted - set(PLACEHOLDER.findall(entry.msgid))
            lost = set() if entry.msgid_plural else wanted - set(PLACEHOLDER.findall(text))
            if strange or lost:
                found.append(f"placeholders differ: {entry.msgid!r} -> {text!r}")
    return found


def clashes(paths: list[Path]) -> list[str]:
    """Return words that two rooms translate differently; where they mean different things, they need contexts."""
    known: dict[tuple[str | None, str, bool], dict[str, list[str]]] = {}
    for path in paths:
        for entry in polib.pofile(str(path)):
            if not entry.obsolete:
                key = (entry.msgctxt, entry.msgid, bool(entry.msgid_plural))
                told = entry.msgstr or str(sorted(entry.msgstr_plural.items()))
                known.setdefault(key, {}).setdefault(told, []).append(path.parts[-5])
    return [
        f"translated differently: {key[1]!r} -> {'; '.join(f'{told!r} in {rooms}' for told, rooms in texts.items())}"
        for key, texts in known.items()
        if len(texts) > 1
    ]


def catalogues() -> list[Path]:
    return sorted(ROOMS.glob("*/locale/pl/LC_MESSAGES/django.po"))


def main() -> int:
    total = 0
    for path in catalogues():
        for fault in faults(path):
            sys.stdout.write(f"{path.relative_to(ROOMS)}: {fault}\n")
            total += 1
    for clash in clashes(catalogues()):
        sys.stdout.write(f"{clash}\n")
        total += 1
    return 1 if total else 0


if __name__ == "__main__":
    sys.exit(main())
