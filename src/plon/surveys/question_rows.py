"""A list in a form, such as the answers of a question: each line has its key, lines are moved without JavaScript."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict

from plon.surveys.problems import MOST_OPTIONS
from plon.surveys.questionnaire import Option

# Empty lines to write in.
SPARE = 3


@dataclass(frozen=True, slots=True)
class Row:
    """One line: the key of what it was, "" for a new one, and its text."""

    key: str = ""
    text: str = ""


def rows_of(options: Sequence[Option], base: str, spare: int = SPARE) -> list[Row]:
    """Return the lines of what is saved, with empty ones below."""
    return [*(Row(option.key, option.words.get(base, "")) for option in options), *(Row() for _number in range(spare))]


def rows_in(data: QueryDict, name: str) -> list[Row]:
    """Return the lines that were sent, in their order, pasted ones after them."""
    keys, texts = data.getlist(f"{name}_key"), data.getlist(f"{name}_text")
    rows = [Row(key[:20], text.strip()) for key, text in zip(keys, texts, strict=False)]
    pasted = [Row("", line.strip()) for line in data.get(f"{name}_paste", "").splitlines() if line.strip()]
    if pasted:
        rows = [row for row in rows if row.text or row.key]
    return [*rows, *pasted][: MOST_OPTIONS + SPARE]


def rearranged(rows: list[Row], name: str, do: str) -> list[Row] | None:
    """Return the lines after a button was pressed: "option-up-2", "option-drop-1", "option-more"; None for others."""
    about, _dash, what = do.partition("-")
    if about != name:
        return None
    if what == "more":
        return [*rows, *(Row() for _number in range(SPARE))]
    step, _dash, number = what.partition("-")
    at = int(number[:4]) if number.isdecimal() else -1
    if not 0 <= at < len(rows):
        return rows
    moved = list(rows)
    if step == "drop":
        del moved[at]
    elif step == "up" and at:
        moved[at - 1], moved[at] = moved[at], moved[at - 1]
    elif step == "down" and at + 1 < len(rows):
        moved[at], moved[at + 1] = moved[at + 1], moved[at]
    return moved


def options_of(rows: Sequence[Row], before: Sequence[Option], base: str) -> tuple[Option, ...]:
    """Return the options that the lines stand for: known keys keep their translations, empty lines are left out."""
    known = {option.key: option for option in before}
    found, taken = [], set()
    for row in rows:
        if not row.text:
            continue
        old = known.get(row.key) if row.key not in taken else None
        taken.add(row.key)
        found.append(Option(old.key, {**old.words, base: row.text}) if old else Option("", {base: row.text}))
    return tuple(found)
