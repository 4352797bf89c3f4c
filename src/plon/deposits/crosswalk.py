"""A described result as a record of InvenioRDM, and what it lacks to become one. Pure: told in, record out."""

import datetime
import hashlib
import html
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plon.deposits.vocabularies import (
    FUNDER,
    KNOWN_LICENCES,
    LANGUAGES,
    OTHER_TYPE,
    PARTNER,
    RELATIONS,
    RESOURCE_TYPES,
    SCHEMES,
    TRANSLATED,
)
from plon.packages.metadata import Agent, DescribedFile, Licence, ResultDescription, Text

Thing = dict[str, Any]
# So many files InvenioRDM and Zenodo take into one record, and so many bytes.
MOST_FILES = 100
MOST_BYTES = 50 * 1000**3


@dataclass(frozen=True, slots=True)
class Prepared:
    """Exactly what is sent: the record, and its files by the names they get there."""

    record: Thing
    files: tuple[Thing, ...]

    @property
    def size(self) -> int:
        return sum(int(file["size"]) for file in self.files)

    @property
    def fingerprint(self) -> str:
        """A hash of all of it, so that what is confirmed is what was seen."""
        whole = json.dumps([self.record, self.files], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(whole.encode()).hexdigest()


def prepare(told: ResultDescription, *, external_doi: str = "", version_on: datetime.date | None = None) -> Prepared:
    """Write a record for a result.

    Args:
        told: the result.
        external_doi: the DOI that the result has from elsewhere; the repository then gives none of its own.
        version_on: the day of a new version; None for the first, which has the day on which the result was published.
    """
    pids = {"doi": {"identifier": external_doi, "provider": "external"}} if external_doi else {}
    record = {
        "access": {"record": "public", "files": "public"},
        "files": {"enabled": True},
        "pids": pids,
        "metadata": _without_empty(_metadata(told, version_on or told.published_on)),
    }
    return Prepared(record, tuple(_files(told.public_files)))


def _metadata(told: ResultDescription, day: datetime.date | None) -> Thing:
    public = told.public_files
    first, *others = told.descriptions or (Text("", ""),)
    return {
        "resource_type": {"id": RESOURCE_TYPES.get(told.category, OTHER_TYPE)},
        "title": told.title,
        "additional_titles": [
            {"title": text.words, "type": {"id": TRANSLATED}, **_language(text)} for text in told.titles[1:]
        ],
        "creators": [{"person_or_org": _organisation(agent)} for agent in told.creators],
        "contributors": [
            {"person_or_org": _organisation(agent), "role": {"id": PARTNER}} for agent in told.contributors
        ],
        # Plain words: whatever stands in them is text over there, too.
        "description": f"<p>{html.escape(first.words, quote=False)}</p>" if first.words else "",
        "additional_descriptions": [
            {"description": f"<p>{html.escape(text.words, quote=False)}</p>", "type": {"id": "abstract"},
             **_language(text)}
            for text in others
        ],
        "publisher": told.creators[0].name,
        "publication_date": day.isoformat() if day else str(told.year),
        "dates": [{"date": told.ready_on.isoformat(), "type": {"id": "created"}}] if told.ready_on else [],
        "languages": [{"id": LANGUAGES[code]} for code in told.languages if code in LANGUAGES],
        "rights": [_right(told.licence)] if told.licence else [],
        "subjects": [{"subject": text.words} for text in told.subjects],
        "funding": [_funding(told)],
        "identifiers": _identifiers(told),
        "related_identifiers": _related(told),
        "version": str(max((file.number for file in public), default=1)),
        "sizes": [f"{sum(file.size for file in public)} bytes"] if public else [],
        "formats": list(dict.fromkeys(file.media_type for file in public)),
    }  # fmt: skip


def _organisation(agent: Agent) -> Thing:
    return {"type": "organizational", "name": agent.name}


def _language(text: Text) -> Thing:
    return {"lang": {"id": LANGUAGES[text.language]}} if text.language in LANGUAGES else {}


def _right(licence: Licence) -> Thing:
    if licence.code in KNOWN_LICENCES:
        return {"id": licence.code.lower()}
    return _without_empty({"title": {"en": licence.name}, "link": licence.address})


def _funding(told: ResultDescription) -> Thing:
    funding = told.funding
    award = {
        "title": {"en": funding.title},
        "number": funding.number,
        "identifiers": [{"scheme": "url", "identifier": funding.address}] if funding.address else [],
    }
    has_award = bool(funding.number and funding.title)
    return {"funder": {"id": FUNDER}, **({"award": _without_empty(award)} if has_award else {})}


def _identifiers(told: ResultDescription) -> list[Thing]:
    """Return names beside the DOI: one of each scheme, for InvenioRDM before 13 takes no two."""
    firsts: dict[str, str] = {}
    for each in told.identifiers:
        if each.scheme in SCHEMES:
            firsts.setdefault(each.scheme, each.value)
    return [{"scheme": scheme, "identifier": value} for scheme, value in firsts.items()]


def _related(told: ResultDescription) -> list[Thing]:
    own = [("isidenticalto", told.permanent_address)]
    linked = [(each.relation.lower(), each.address) for each in told.related]
    pairs = dict.fromkeys(pair for pair in [*own, *linked] if pair[0] in RELATIONS)
    return [
        {"identifier": address, "scheme": "url", "relation_type": {"id": relation}} for relation, address in pairs
    ]  # fmt: skip


def _files(files: Sequence[DescribedFile]) -> list[Thing]:
    """Name the files: as they are called here, with their language before it where two are called alike."""
    names = [file.name for file in files]
    taken: set[str] = set()
    named = []
    for file in files:
        key = file.name if names.count(file.name) == 1 else f"{file.language or file.public_id}-{file.name}"
        key = f"{file.public_id}-{file.name}" if key in taken else key
        taken.add(key)
        named.append({"key": key, "path": file.path, "size": file.size, "sha256": file.sha256})
    return named


def _without_empty(thing: Thing) -> Thing:
    return {name: value for name, value in thing.items() if value not in ("", None, [], {})}


def lacks_of(told: ResultDescription) -> list[str | Promise]:
    """Return what stands against a deposit: what the repository asks for and this result does not say."""
    found: list[str | Promise] = []
    if told.published_on is None or told.withdrawn_on is not None:
        found.append(_("It is not published here: publish it first."))
    if told.licence is None:
        found.append(_("It has no licence. The team chooses one on the result's page; nobody else can decide that."))
    if not told.descriptions:
        found.append(_("It has no description: write one on its page."))
    if not told.public_files:
        found.append(_("It has no file. Repositories keep files, not links: add the result itself, e.g. as PDF."))
    if len(told.public_files) > MOST_FILES:
        found.append(_("It has more than 100 files: pack some of them together."))
    if sum(file.size for file in told.public_files) > MOST_BYTES:
        found.append(_("Its files are larger than 50 GB together."))
    if any(not file.size for file in told.public_files):
        found.append(_("One of its files is empty."))
    return found


def hints_of(told: ResultDescription) -> list[str | Promise]:
    """Return what would make the record better, and what may surprise; none of it stands in the way."""
    found: list[str | Promise] = []
    if told.licence and not told.licence.is_open:
        found.append(_("Its licence is not open: others may read the record, but not use or change it freely."))
    if told.licence and told.licence.code not in KNOWN_LICENCES:
        found.append(_("The repository knows no such licence; it is told in words."))
    if not told.funding.number:
        found.append(_("The project has no number, so the record will not name the grant."))
    if not told.languages:
        found.append(_("Nobody said in which languages the result is."))
    if not told.category:
        found.append(_("It has no category, so the record is of the kind “other”."))
    return found
