"""The grammar of project numbers, through all generations of the programme (domain.md §7.1)."""

import re
from dataclasses import dataclass

from plon.programme.codelists import read_data

LONGEST = 100
# An agency that no country has: numbers of example projects are obviously reserved.
EXAMPLE_AGENCY = "XX99"
EXAMPLE_EACEA_PREFIX = "1019999"

_DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\ufeff]")

_GRAMMARS = (
    (
        "na-2021-2027",
        re.compile(
            r"(?P<year>20\d\d)-(?P<round>[1-9])-(?P<agency>[A-Z]{2}\d\d)-(?P<action>KA\d{3})"
            r"-(?P<field>[A-Z]{3})-(?P<serial>\d{9})"
        ),
    ),
    (
        "na-2014-2020",
        re.compile(
            r"(?P<year>20\d\d)-(?P<round>[1-9])-(?P<agency>[A-Z]{2}\d\d)-(?P<action>KA\d{3})"
            r"-(?P<serial>\d{6})(?:_(?P<suffix>\d+))?"
        ),
    ),
    (
        "eacea-2014-2020",
        re.compile(
            r"(?P<serial>\d{6})-EPP-\d-(?P<year>20\d\d)-(?P<round>\d)-(?P<country>[A-Z]{2})"
            r"-(?P<action>(?:EPP)?[A-Z0-9]+(?:-[A-Z0-9-]+)?)"
        ),
    ),
    ("eacea-2021-2027", re.compile(r"(?P<serial>101\d{6})")),
    (
        "llp-2007-2013",
        re.compile(r"(?P<serial>\d{6})-LLP-\d-(?P<year>20\d\d)-\d-(?P<country>[A-Z]{2})-(?P<action>[A-Z][A-Z0-9-]*)"),
    ),
    (
        "llp-2007-2013",
        re.compile(
            r"(?P<year>20\d\d)-(?P<round>\d)-(?P<agency>[A-Z]{2}\d{1,2})-(?P<action>[A-Z]{3}\d{2})-(?P<serial>\d{4,6})"
            r"(?:[ _](?P<suffix>\d+))?"
        ),
    ),
    (
        "other",
        re.compile(r"\d{5,6}-(?P<action>[A-Z]{2,4})-\d-(?P<year>20\d\d)-\d-(?P<country>[A-Z]{2})-[A-Z0-9-]+"),
    ),
)
_APPLICATION_FORM = re.compile(r"KA\d{3}-[A-Z]{3}-[0-9A-F]{8}")
_FIELD_OF_2014_ACTION = {
    "KA101": "SCH", "KA102": "VET", "KA103": "HED", "KA104": "ADU", "KA105": "YOU", "KA107": "HED", "KA108": "HED",
    "KA109": "VET", "KA116": "VET", "KA201": "SCH", "KA202": "VET", "KA203": "HED", "KA204": "ADU", "KA205": "YOU",
    "KA219": "SCH", "KA229": "SCH", "KA347": "YOU",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ProjectNumber:
    """A number as written and as understood. What could not be understood is empty, and `problems` says why."""

    raw: str
    normalised: str
    generation: str = "unknown"
    call_year: int | None = None
    round: int | None = None
    agency: str = ""
    country: str = ""
    action: str = ""
    field: str = ""
    serial: str = ""
    suffix: str = ""
    is_wellformed: bool = False
    problems: tuple[str, ...] = ()

    @property
    def is_example(self) -> bool:
        return is_example_number(self.normalised)


def normalise_number(raw: str) -> str:
    """Return the number trimmed, in upper case, with plain dashes and no blanks around them."""
    text = _CONTROL.sub("", _DASHES.sub("-", raw)).upper()
    return re.sub(r"\s*-\s*", "-", " ".join(text.split()))


def parse_number(raw: str) -> ProjectNumber:
    """Understand a project number of any generation; never refuses, keeps what was written, flags what is odd."""
    normalised = normalise_number(raw)
    if not normalised:
        return ProjectNumber(raw, "", problems=("empty",))
    if len(normalised) > LONGEST:
        return ProjectNumber(raw, normalised, problems=("too-long",))
    for generation, grammar in _GRAMMARS:
        if match := grammar.fullmatch(normalised):
            return _understood(raw, normalised, generation, match.groupdict())
    if _APPLICATION_FORM.fullmatch(normalised):
        return ProjectNumber(raw, normalised, problems=("application-form-id",))
    return ProjectNumber(raw, normalised, problems=("malformed",))


def _understood(raw: str, normalised: str, generation: str, parts: dict[str, str | None]) -> ProjectNumber:
    agency = parts.get("agency") or ""
    action = parts.get("action") or ""
    return ProjectNumber(
        raw=raw,
        normalised=normalised,
        generation=generation,
        call_year=int(parts["year"]) if parts.get("year") else None,  # type: ignore[arg-type]  # tested just now
        round=int(parts["round"]) if parts.get("round") else None,  # type: ignore[arg-type]  # tested just now
        agency=agency,
        country=_country(parts.get("country") or agency[:2]),
        action=action,
        field=parts.get("field") or _FIELD_OF_2014_ACTION.get(action, ""),
        serial=parts.get("serial") or "",
        suffix=parts.get("suffix") or "",
        is_wellformed=True,
    )


def _country(code: str) -> str:
    return {"EL": "GR", "UK": "GB", "XX": ""}.get(code, code)


def is_example_number(number: str) -> bool:
    """Tell whether a number is of the range reserved for example projects."""
    return f"-{EXAMPLE_AGENCY}-" in number or number.startswith(EXAMPLE_EACEA_PREFIX)


def problem_text(code: str, language: str) -> str:
    """Say in words what is odd about a number."""
    texts: dict[str, dict[str, str]] = read_data("number_problems")["problem"]
    found = texts.get(code, {})
    return found.get(language) or found.get("en", code)
