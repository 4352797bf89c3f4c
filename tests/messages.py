"""``python -m tests.messages``: every Polish catalogue is complete, not fuzzy, and keeps its placeholders."""

import re
import sys
from pathlib import Path

import polib

ROOMS = Path(__file__).resolve().parents[1] / "src" / "plon"
PLACEHOLDER = re.compile(r"%\(\w+\)[sdi]|%[sd]|\{\w*\}")


def faults(path: Path) -> list[str]:
    """Return what is wrong in one catalogue, a line each."""
    found = []
    for entry in polib.pofile(str(path)):
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


def catalogues() -> list[Path]:
    return sorted(ROOMS.glob("*/locale/pl/LC_MESSAGES/django.po"))


def main() -> int:
    total = 0
    for path in catalogues():
        for fault in faults(path):
            sys.stdout.write(f"{path.relative_to(ROOMS)}: {fault}\n")
            total += 1
    return 1 if total else 0


if __name__ == "__main__":
    sys.exit(main())
