"""Which column of an export means what: headings of all generations, by names and patterns kept as data."""

import functools
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib import resources
from typing import Any

from plon.texts import fold

# Within how many rows a table must begin; some have a title or a date above the headings.
HEADING_ROWS = 20
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


@functools.cache
def layout_data() -> dict[str, Any]:
    """Return the data file of headings."""
    return tomllib.loads(resources.files(__package__).joinpath("data", "layout.toml").read_text("utf-8"))


@functools.lru_cache(8192)
def fold_heading(text: str) -> str:
    """Return what two spellings of a heading share: words in lower case, without accents and signs."""
    spaced = _CAMEL.sub(" ", text.strip("\ufeff")).replace("'", "").replace("’", "")
    return " ".join("".join(c if c.isalnum() else " " for c in fold(spaced)).split())


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of one table by meaning. Indexes point into its rows."""

    heading: tuple[str, ...]
    columns: Mapping[str, tuple[int, ...]]
    coordinator: Mapping[str, int] = field(default_factory=dict)
    partners: tuple[Mapping[str, int], ...] = ()
    unknown: tuple[str, ...] = ()
    other_table: str = ""

    @property
    def is_of_projects(self) -> bool:
        return not self.other_table and "number" in self.columns and "title" in self.columns

    def value(self, cells: list[str], name: str) -> str:
        """Return the first non-empty cell that means `name`, trimmed; "" if there is none."""
        for index in self.columns.get(name, ()):
            if index < len(cells) and (text := cells[index].strip()):
                return text
        return ""


def read_layout(heading: Iterable[str]) -> Layout:
    """Understand a row of headings; columns of no known meaning are named in `unknown`."""
    cells = tuple(" ".join(cell.strip("\ufeff").split()) for cell in heading)
    folded = [fold_heading(cell) for cell in cells]
    columns = _columns(folded)
    coordinator, partners, taken = _organisations(folded)
    known = {index for indexes in columns.values() for index in indexes} | taken
    ignored = frozenset(layout_data()["ignored"]["names"])
    unknown = tuple(
        cells[index] for index, name in enumerate(folded) if name and index not in known and name not in ignored
    )
    return Layout(cells, columns, coordinator, partners, unknown, _other_table(frozenset(folded)))


def _other_table(folded: frozenset[str]) -> str:
    for entry in layout_data()["other_tables"]:
        if folded.issuperset(entry["columns"]):
            return str(entry["code"])
    return ""


def _columns(folded: list[str]) -> dict[str, tuple[int, ...]]:
    where: dict[str, list[int]] = {}
    for index, name in enumerate(folded):
        where.setdefault(name, []).append(index)
    found: dict[str, tuple[int, ...]] = {}
    for meaning, entry in layout_data()["fields"].items():
        indexes = [index for name in entry["names"] for index in where.get(name, ())]
        for pattern in entry.get("patterns", ()):
            indexes += [i for i, name in enumerate(folded) if re.fullmatch(pattern, name) and i not in indexes]
        if not indexes:
            indexes = [index for name in entry.get("weak", ()) for index in where.get(name, ())]
        if indexes:
            found[meaning] = tuple(indexes)
    return found


@functools.cache
def _organisation_patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], dict[str, str]]:
    data = layout_data()["organisations"]
    meaning = {text: what for what, texts in data["whats"].items() for text in texts}

    def one_of(texts: Iterable[str]) -> str:
        return "|".join(re.escape(text) for text in sorted(texts, key=len, reverse=True))

    whats, coordinators, partners = one_of(meaning), one_of(data["coordinator"]), one_of(data["partner"])
    return (
        re.compile(rf"(?:{coordinators}) (?P<what>{whats})|(?P<after>{whats}) (?:of )?(?:the )?(?:{coordinators})"),
        re.compile(rf"(?:{partners}) (?P<n>\d+) (?P<what>{whats})|(?:{partners}) (?P<what2>{whats}) (?P<n2>\d+)"),
        re.compile(rf"(?:{coordinators})|(?:{partners}) (?P<n>\d+)"),
        meaning,
    )


def _organisations(folded: list[str]) -> tuple[dict[str, int], tuple[dict[str, int], ...], set[int]]:
    coordinator_pattern, partner_pattern, bare_pattern, meaning = _organisation_patterns()
    coordinator: dict[str, int] = {}
    partners: dict[int, dict[str, int]] = {}
    taken: set[int] = set()
    for index, name in enumerate(folded):
        if match := coordinator_pattern.fullmatch(name):
            coordinator.setdefault(meaning[match["what"] or match["after"]], index)
        elif match := partner_pattern.fullmatch(name):
            group = partners.setdefault(int(match["n"] or match["n2"]), {})
            group.setdefault(meaning[match["what"] or match["what2"]], index)
        elif match := bare_pattern.fullmatch(name):  # "Coordinator", "Partner 3": the name itself
            (partners.setdefault(int(match["n"]), {}) if match["n"] else coordinator).setdefault("name", index)
        else:
            continue
        taken.add(index)
    return coordinator, tuple(partners[number] for number in sorted(partners) if "name" in partners[number]), taken
