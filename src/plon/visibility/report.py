"""What a check found: frozen values that go into the database as JSON and come back."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any


class Verdict(StrEnum):
    """What is said of one rule. LOOK: the machine can't tell, a person should look."""

    GOOD = "good"
    MISSING = "missing"
    WRONG = "wrong"
    LOOK = "look"
    NOT_APPLICABLE = "not-applicable"


class Sureness(StrEnum):
    CERTAIN = "certain"
    LIKELY = "likely"
    UNSURE = "unsure"


FAULTS = frozenset({Verdict.MISSING, Verdict.WRONG})
# What findings are about, in the order in which a report tells them.
SUBJECTS = ("emblem", "statement", "disclaimer", "languages", "licence", "number", "alternatives")


@dataclass(frozen=True, slots=True)
class Place:
    """Where it was seen.

    Attributes:
        page: counted from 1; 0 where the kind of file has no pages.
        box: left, top, width, height in percent of the page or picture; None if unknown.
        snippet: the words as they stand there.
        address: of the web page.
        crop: key of a small picture in `Report.crops`, "" if there is none.
    """

    page: int = 0
    box: tuple[float, float, float, float] | None = None
    snippet: str = ""
    address: str = ""
    crop: str = ""


@dataclass(frozen=True, slots=True)
class Mend:
    """What mends it: a text to copy, or one of our emblem files to take.

    Attributes:
        text: the right statement, disclaimer, notice or number.
        language: of the text.
        file: "emblem" for the emblem as SVG and PNG, "emblem-white" for the one for dark grounds, "" for none.
    """

    text: str = ""
    language: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """What is said of one rule.

    Attributes:
        code: key of the rule in data/findings.toml, e.g. "disclaimer-authority".
        verdict: see `Verdict`.
        sureness: how sure the machine is.
        case: which of the rule's sentences says it, e.g. "agency-not-named"; "" for the verdict's usual one.
        params: what the sentence names.
        places: where.
        mend: what mends it, None where nothing need be or can be.
    """

    code: str
    verdict: Verdict
    sureness: Sureness = Sureness.CERTAIN
    case: str = ""
    params: Mapping[str, str] = field(default_factory=dict)
    places: tuple[Place, ...] = ()
    mend: Mend | None = None

    @property
    def is_fault(self) -> bool:
        return self.verdict in FAULTS

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Finding":
        return cls(
            kept["code"],
            Verdict(kept["verdict"]),
            Sureness(kept["sureness"]),
            kept.get("case", ""),
            dict(kept.get("params", {})),
            tuple(_place(place) for place in kept.get("places", ())),
            Mend(**kept["mend"]) if kept.get("mend") else None,
        )


@dataclass(frozen=True, slots=True)
class Report:
    """All that a check says of one document or site.

    Attributes:
        name: of the file, or the address.
        kind: "pdf", "docx", "pptx", "picture", "page" or "" if nothing could be read.
        problem: code of what kept it from being read (data/findings.toml, [problem.*]); then there are no findings.
        title: as the document declares it.
        language: in which it is written, "" if nobody can tell.
        pages: how many there are.
        notes: codes of what was not looked at, e.g. "first-frame" (data/findings.toml, [note.*]).
        findings: in the order of `SUBJECTS`.
        crops: small JPEGs by the key that places name; they are not part of the JSON.
    """

    name: str
    kind: str = ""
    problem: str = ""
    title: str = ""
    language: str = ""
    pages: int = 0
    notes: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    crops: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def faults(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.is_fault)

    def to_json(self) -> dict[str, Any]:
        """Return all but the crops, as JSON takes it."""
        return {
            "name": self.name,
            "kind": self.kind,
            "problem": self.problem,
            "title": self.title,
            "language": self.language,
            "pages": self.pages,
            "notes": list(self.notes),
            "findings": [
                {**asdict(finding), "places": [asdict(p) for p in finding.places]} for finding in self.findings
            ],
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any], *, crops: Mapping[str, bytes] | None = None) -> "Report":
        return cls(
            kept["name"],
            kept.get("kind", ""),
            kept.get("problem", ""),
            kept.get("title", ""),
            kept.get("language", ""),
            int(kept.get("pages", 0)),
            tuple(kept.get("notes", ())),
            tuple(Finding.from_json(finding) for finding in kept.get("findings", ())),
            dict(crops or {}),
        )


def _place(kept: Mapping[str, Any]) -> Place:
    box = kept.get("box")
    left, top, width, height = box or (0, 0, 0, 0)
    return Place(
        int(kept.get("page", 0)),
        (left, top, width, height) if box else None,
        kept.get("snippet", ""),
        kept.get("address", ""),
        kept.get("crop", ""),
    )
