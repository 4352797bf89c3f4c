"""The poster: the whole plan on one sheet, filled in order, with the gaps as boxes to fill by hand (domain.md §1.7)."""

import base64
import functools
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources
from typing import Any, Literal

from plon.typeset.compiler import compile_document, compile_pages
from plon.typeset.emblem import emblem_svg
from plon.typeset.qr import qr_svg

Paper = Literal["A3", "A2", "A1", "A0"]
# ISO 216, millimetres, portrait.
PAPERS: dict[str, tuple[int, int]] = {"A3": (297, 420), "A2": (420, 594), "A1": (594, 841), "A0": (841, 1189)}
# A picture for a screen: about 2,500 pixels on the long side, whatever the paper.
PNG_LONG_SIDE = 2500


@dataclass(frozen=True, slots=True)
class PosterResult:
    label: str
    title: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class PosterGroup:
    label: str
    name: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class PosterMessage:
    result: str
    group: str
    text: str


@dataclass(frozen=True, slots=True)
class PosterActivity:
    """One planned activity; `results` and `groups` are labels such as R1 and G2."""

    label: str
    title: str
    note: str
    results: tuple[str, ...]
    groups: tuple[str, ...]
    when: str
    who: str


@dataclass(frozen=True, slots=True)
class PosterIndicator:
    name: str
    baseline: str = ""
    target: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class PosterUse:
    """What becomes of a result after funding."""

    result: str
    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class PosterLogo:
    """A partner's logo: its bytes (PNG) and whose it is."""

    name: str
    png: bytes


@dataclass(frozen=True, slots=True)
class PlanPoster:
    """All that stands on the sheet, already in the poster's language. Everything may be empty."""

    language: Literal["pl", "en"]
    project_title: str = ""
    project_number: str = ""
    organisation: str = ""
    results: tuple[PosterResult, ...] = ()
    groups: tuple[PosterGroup, ...] = ()
    messages: tuple[PosterMessage, ...] = ()
    activities: tuple[PosterActivity, ...] = ()
    indicators: tuple[PosterIndicator, ...] = ()
    uses: tuple[PosterUse, ...] = ()
    # {box: what is missing there}, drawn as dashed boxes; empty prints a clean sheet.
    gaps: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    logos: tuple[PosterLogo, ...] = ()
    statement: str = ""
    disclaimer: str = ""
    link: str = ""
    printed_on: str = ""
    is_example: bool = False


@functools.cache
def _words() -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("words.toml").read_text("utf-8"))


def render_poster(
    poster: PlanPoster, *, paper: Paper, landscape: bool, output: Literal["pdf", "png"] = "pdf", sheet: int = 1
) -> bytes:
    """Set the poster on one sheet; what does not fit at a readable size goes on to further sheets, never cut.

    On A1 nothing of the plan is smaller than 20 points (its notes 16), which is read from two metres; other papers
    scale with their side.

    Args:
        poster: the plan; an empty one gives a blank poster for a workshop.
        paper: A3 to A0.
        landscape: lying instead of standing.
        output: a tagged PDF (PDF/UA-1) with all sheets, or one sheet as PNG of about 2,500 pixels on its long side.
        sheet: which sheet the PNG shows, from 1; the last one if there are fewer.

    Raises:
        KeyError: an unknown paper.
        TypesetError: the compiler refused.
    """
    data, long = _data(poster, paper, landscape=landscape)
    if output == "pdf":
        return compile_document("poster", data, output="pdf")
    pages = compile_pages("poster", data, output="png", ppi=PNG_LONG_SIDE / (long / 25.4))
    return pages[max(0, min(sheet, len(pages)) - 1)]


def count_sheets(poster: PlanPoster, *, paper: Paper, landscape: bool) -> int:
    """Return how many sheets the poster takes.

    Raises:
        TypesetError: the compiler refused.
    """
    data, _long = _data(poster, paper, landscape=landscape)
    return len(compile_pages("poster", data, output="png", ppi=3))


def _data(poster: PlanPoster, paper: Paper, *, landscape: bool) -> tuple[dict[str, Any], int]:
    short, long = PAPERS[paper]
    width, height = (long, short) if landscape else (short, long)
    sizes = {"width_mm": width, "height_mm": height, "short_side_mm": short, "landscape": landscape}
    return {**_content(poster), **sizes}, long


def _content(poster: PlanPoster) -> dict[str, Any]:
    words = _words()[poster.language]
    is_blank = not (poster.project_title or poster.results or poster.groups or poster.activities)
    boxes = {
        "results": [_item(r.title, r.note, [(r.label, "result")], strong=True) for r in poster.results],
        "groups": [_item(g.name, g.note, [(g.label, "group")], strong=True) for g in poster.groups],
        "messages": [_item(m.text, "", [(m.result, "result"), (m.group, "group")]) for m in poster.messages if m.text],
        "tools": [
            _item(
                a.title,
                a.note,
                [(a.label, "activity"), *((r, "result") for r in a.results), *((g, "group") for g in a.groups)],
                strong=True,
            )
            for a in poster.activities
        ],
        "when": [_item(a.when, "", [(a.label, "activity")]) for a in poster.activities if a.when],
        "who": [_item(who, "", [(label, "activity") for label in labels]) for who, labels in _by_person(poster)],
        "indicators": [_indicator(indicator, words) for indicator in poster.indicators],
        "uses": [_item(use.text, use.note, [(use.result, "result")]) for use in poster.uses],
    }
    for key, missing in poster.gaps.items():
        boxes[key] += [{**_item(text, "", []), "gap": True} for text in missing]
    longest = max((len(items) for items in boxes.values()), default=0)
    return {
        "language": poster.language,
        "title": poster.project_title or words["blank_title"],
        "plan": words["plan"],
        "organisation": poster.organisation,
        "number": poster.project_number,
        "blank_project": words["blank_project"] if is_blank else "",
        "example": words["example"] if poster.is_example else "",
        "emblem": words["emblem"],
        "qr": words["qr"],
        "more": {str(n): _more(words["more"], n) for n in range(1, longest + 1)},
        "boxes": {
            key: dict(zip(("title", "question", "example"), words["boxes"][key], strict=True), items=items)
            for key, items in boxes.items()
        },
        "statement": poster.statement,
        "disclaimer": poster.disclaimer,
        "logos": [
            {"png": base64.b64encode(logo.png).decode(), "alt": f"{words['logo']} {logo.name}"} for logo in poster.logos
        ],
        "words": {name: words[name] for name in ("continued", "sheet", "of")},
        "emblem_svg": emblem_svg(),
        "qr_svg": qr_svg(poster.link) if poster.link else "",
        "printed_on": poster.printed_on,
    }


def _item(text: str, note: str, marks: Iterable[tuple[str, str]], *, strong: bool = False) -> dict[str, Any]:
    return {
        "text": text,
        "note": note,
        "strong": strong,
        "marks": [{"label": label, "kind": kind} for label, kind in marks if label],
    }


def _indicator(indicator: PosterIndicator, words: dict[str, Any]) -> dict[str, Any]:
    path = " → ".join(
        f"{words[name]}: {value}"
        for name, value in (("baseline", indicator.baseline), ("target", indicator.target))
        if value
    )
    return _item(indicator.name, " · ".join(part for part in (path, indicator.note) if part), [], strong=True)


def _by_person(poster: PlanPoster) -> list[tuple[str, list[str]]]:
    persons: dict[str, list[str]] = {}
    for activity in poster.activities:
        if activity.who:
            persons.setdefault(activity.who, []).append(activity.label)
    return list(persons.items())


def _more(forms: Sequence[str], n: int) -> str:
    """Choose the plural: Polish has three forms, English uses the same text for all."""
    few = n % 10 in {2, 3, 4} and n % 100 not in {12, 13, 14}
    return forms[0 if n == 1 else 1 if few else 2].format(n=n)
