"""One row of an export, understood: a pure function from cells to a frozen record, with what was odd about it."""

import datetime
import functools
import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import TypeVar

from plon.exchange.layout import Layout, fold_heading, layout_data
from plon.exchange.values import (
    city_of,
    clean,
    is_nothing,
    one_line,
    parse_amount,
    parse_countries,
    parse_date,
    parse_link,
    parse_year,
    parse_yes,
)
from plon.programme.authorities import authority_for
from plon.programme.codelists import codelist
from plon.programme.numbers import LONGEST, parse_number
from plon.programme.places import parse_country

V = TypeVar("V")
# Raise it when the reading of rows gets better: every project is then compared anew at the next import.
READING = 1
LONGEST_TITLE, LONGEST_NAME, LONGEST_SUMMARY = 600, 400, 60_000
# CORDIS counts records (rcn); the bare count would be anybody's number.
_CORDIS = "RCN-"
# domain.md §7.2: forms of the ids; anything else in those columns is not one.
_OID = re.compile(r"E\d{8}")
_PIC = re.compile(r"\d{9}")


@dataclass(frozen=True, slots=True)
class Remark:
    """What was odd about a row: a code (see `wordings`), the column's meaning and the value that was left out."""

    code: str
    field: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """An organisation as a row names it."""

    name: str
    kind: str = ""
    address: str = ""
    city: str = ""
    region: str = ""
    country: str = ""
    website: str = ""
    oid: str = ""
    pic: str = ""


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """A project as a row names it. Empty means "the row does not say", never "there is none"."""

    number: str
    number_key: str
    is_number_wellformed: bool
    title: str
    acronym: str = ""
    summary: str = ""
    programme: str = ""
    key_action: str = ""
    action_type: str = ""
    field: str = ""
    call_year: int | None = None
    start: datetime.date | None = None
    end: datetime.date | None = None
    status: str = ""
    grant: Decimal | None = None
    topics: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    website: str = ""
    platform_card: str = ""
    authority: str = ""
    is_good_practice: bool | None = None
    is_example: bool = False
    coordinator: OrganisationRow | None = None
    partners: tuple[OrganisationRow, ...] = ()

    @property
    def source_hash(self) -> str:
        """Return what is equal exactly when the register says the same of the project."""
        values = [READING, *(getattr(self, entry.name) for entry in fields(self))]
        return hashlib.blake2b(repr(values).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True)
class Reading:
    """A row understood, or the reasons why it is refused; `warnings` name values that were left out."""

    row: ProjectRow | None
    reasons: tuple[Remark, ...] = ()
    warnings: tuple[Remark, ...] = ()


def number_cell(cells: list[str], layout: Layout) -> str:
    """Return the project number of a row as written; CORDIS's record numbers get their name before them."""
    raw = layout.value(cells, "number")
    if raw and raw.isdigit() and layout.columns["number"]:
        heading = fold_heading(layout.heading[layout.columns["number"][0]])
        return f"{_CORDIS}{raw}" if heading == "rcn" else raw
    return raw


def read_row(cells: list[str], layout: Layout) -> Reading:
    """Understand one row. Only a missing number or title, or a number too long, refuses it."""
    warnings: list[Remark] = []
    number = parse_number(clean(number_cell(cells, layout)))
    title = one_line(layout.value(cells, "title"))
    reasons = []
    if "empty" in number.problems:
        reasons.append(Remark("number-missing"))
    if "too-long" in number.problems:
        reasons.append(Remark("number-too-long", "number", _short(number.normalised)))
    if not title:
        reasons.append(Remark("title-missing"))
    if any(cells[len(layout.heading) :]):
        reasons.append(Remark("too-many-cells"))
    if reasons:
        return Reading(None, tuple(reasons))
    if not number.is_wellformed and not number.normalised.startswith(_CORDIS):
        warnings.append(Remark("number-unknown-form", "number", number.normalised))
    if len(title) > LONGEST_TITLE:
        warnings.append(Remark("cut", "title", _short(title)))

    def take(name: str, parse: Callable[[str], V | None]) -> V | None:
        return _take(cells, layout, warnings, name, parse)

    call_year = take("call_year", parse_year) or number.call_year
    start, end = take("start", parse_date), take("end", parse_date)
    if start and end and end < start:
        warnings.append(Remark("ends-before-start", "end", end.isoformat()))
        end = None
    coordinator = _organisation(cells, layout.coordinator, warnings)
    partners = [_organisation(cells, columns, warnings) for columns in layout.partners if _has(cells, columns["name"])]
    present = tuple(partner for partner in partners if partner)
    action_text = one_line(layout.value(cells, "action_type"))
    programme_text = fold_heading(f"{layout.value(cells, 'programme')} {layout.value(cells, 'sub_programme')}")
    authority = authority_for(number)
    summary = clean(layout.value(cells, "summary"))
    return Reading(
        ProjectRow(
            number=number.raw.strip()[:LONGEST],
            number_key=number.normalised,
            is_number_wellformed=number.is_wellformed,
            title=title[:LONGEST_TITLE],
            acronym=one_line(layout.value(cells, "acronym"))[:60],
            summary=summary[:LONGEST_SUMMARY],
            programme=_programme(programme_text, call_year or (start.year if start else None)),
            key_action=_key_action(one_line(layout.value(cells, "key_action"))),
            action_type=_action_type(number.action, action_text or one_line(layout.value(cells, "key_action"))),
            field=number.field or _field(fold_heading(action_text) + " ", programme_text),
            call_year=call_year,
            start=start,
            end=end,
            status=take("status", codelist("project_statuses").recognise) or "",
            grant=take("grant", parse_amount),
            topics=_topics(layout.value(cells, "topics")),
            countries=_countries(cells, layout, warnings, coordinator, present),
            website=take("website", parse_link) or "",
            platform_card=take("card", parse_link) or "",
            authority=authority.code if authority else "",
            is_good_practice=_is_good_practice(cells, layout),
            is_example=number.is_example,
            coordinator=coordinator,
            partners=present,
        ),
        (),
        tuple(warnings),
    )


def _has(cells: list[str], index: int) -> bool:
    return index < len(cells) and bool(cells[index].strip())


def _short(text: str) -> str:
    text = one_line(text)
    return text if len(text) <= 80 else text[:77] + "..."


def _take(
    cells: list[str], layout: Layout, warnings: list[Remark], name: str, parse: Callable[[str], V | None]
) -> V | None:
    """Return the understood value of a cell; one that is not understood is left out and remarked."""
    text = layout.value(cells, name)
    if not text or is_nothing(text):
        return None
    value = parse(text)
    if value is None:
        warnings.append(Remark("not-understood", name, _short(text)))
    return value


def _is_good_practice(cells: list[str], layout: Layout) -> bool | None:
    said = [parse_yes(layout.value(cells, name)) for name in ("good_practice", "success_story")]
    return True if True in said else False if False in said else None


@functools.lru_cache(1024)
def _programme(text: str, year: int | None) -> str:
    for entry in layout_data()["programmes"]:
        if entry["words"] in text and (year is None or year <= entry.get("until", 9999)):
            return str(entry["code"])
    return "other" if text.strip() else ""


@functools.lru_cache(1024)
def _key_action(text: str) -> str:
    known = codelist("key_actions").recognise(text)
    if known or not text:
        return known or ""
    match = re.match(r"(?i)(?:key action|ka|akcja)\s*([123])\b", text)
    return f"KA{match[1]}" if match else ""


@functools.lru_cache(4096)
def _action_type(action: str, text: str) -> str:
    terms = codelist("action_types")
    for known in (action, action.partition("-")[0]):
        if known in terms:
            return known
    return terms.recognise(text) or (action if re.fullmatch(r"KA\d{3}", action) else text[:60].strip())


@functools.lru_cache(1024)
def _field(action: str, programme: str) -> str:
    for text in (action, programme + " "):
        for entry in layout_data()["fields_of_study"]:
            if entry["words"] in text:
                return str(entry["code"])
    return ""


@functools.lru_cache(4096)
def _topics(text: str) -> tuple[str, ...]:
    terms = codelist("topics")
    topics: dict[str, None] = {}
    for part in re.split(r"[;|\n]", text):
        if name := one_line(part):
            topics[terms.recognise(name) or name[:200]] = None
    return tuple(topics)


def _countries(
    cells: list[str],
    layout: Layout,
    warnings: list[Remark],
    coordinator: OrganisationRow | None,
    partners: tuple[OrganisationRow, ...],
) -> tuple[str, ...]:
    codes, unknown = _parsed_countries(layout.value(cells, "countries"))
    warnings.extend(Remark("not-understood", "countries", _short(text)) for text in unknown)
    applicant = ""
    if "country" in layout.coordinator and _has(cells, layout.coordinator["country"]):
        applicant = parse_country(cells[layout.coordinator["country"]]) or ""
    named = [applicant, *codes, *(o.country for o in (coordinator, *partners) if o)]
    return tuple(dict.fromkeys(code for code in named if code))


@functools.lru_cache(8192)
def _parsed_countries(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return parse_countries(text) if text else ((), ())


@functools.lru_cache(512)
def _organisation_kind(text: str) -> str:
    """Return the code of a type; a label of another programme stays as it is, if it is short."""
    if not text:
        return ""
    known = codelist("organisation_types").recognise(text)
    return known or (text if len(text) <= 40 else "OTH")


def _organisation(cells: list[str], columns: Mapping[str, int], warnings: list[Remark]) -> OrganisationRow | None:
    """Understand the organisation of one group of columns; None if it has no name."""

    def value(what: str) -> str:
        index = columns.get(what)
        return "" if index is None or index >= len(cells) else one_line(cells[index])

    name = value("name")
    if not name or is_nothing(name):
        return None
    address, country_text, site = value("address"), value("country"), value("website")
    country = (parse_country(country_text) or "") if country_text else ""
    if country_text and not country:
        warnings.append(Remark("not-understood", "country", _short(country_text)))
    website = "" if not site or is_nothing(site) else parse_link(site)
    if website is None:
        warnings.append(Remark("not-understood", "website", _short(site)))
    oid, pic = value("oid").upper().replace(" ", ""), value("pic").replace(" ", "")
    lines = cells[columns["address"]] if address and "address" in columns else ""
    return OrganisationRow(
        name=name[:LONGEST_NAME],
        kind=_organisation_kind(value("kind")),
        address=address[:300],
        city=(value("city") or city_of(lines))[:150],
        region=value("region")[:150],
        country=country,
        website=website or "",
        oid=oid if _OID.fullmatch(oid) else "",
        pic=pic if _PIC.fullmatch(pic) else "",
    )
