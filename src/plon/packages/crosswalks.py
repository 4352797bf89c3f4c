"""A described result as XML for repositories and libraries: DataCite 4.6, and simple Dublin Core.

Written after the schemas themselves; the tests validate against DataCite's XSD.
"""

import datetime
from collections.abc import Callable, Iterable
from typing import TypeVar
from xml.etree import ElementTree as ET

from plon.packages.metadata import Agent, ResultDescription, Text

T = TypeVar("T")

DATACITE = "http://datacite.org/schema/kernel-4"
DATACITE_XSD = "http://datacite.org/schema/kernel-4.6/metadata.xsd"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
XML = "http://www.w3.org/XML/1998/namespace"
OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
DC = "http://purl.org/dc/elements/1.1/"
OID_REGISTER = "https://erasmus-plus.ec.europa.eu/organisation-registration"
SPDX = "https://spdx.org/licenses/"

for _prefix, _address in (("", DATACITE), ("xsi", XSI)):
    ET.register_namespace(_prefix, _address)
ET.register_namespace("oai_dc", OAI_DC)
ET.register_namespace("dc", DC)


def datacite_xml(told: ResultDescription) -> str:
    """Return the record in DataCite 4.6. Without a DOI the permanent address stands for it, and says that it is one."""
    root = ET.Element(f"{{{DATACITE}}}resource", {f"{{{XSI}}}schemaLocation": f"{DATACITE} {DATACITE_XSD}"})
    doi = next((each.value for each in told.identifiers if each.scheme.lower() == "doi"), "")
    _add(root, "identifier", doi or told.permanent_address, identifierType="DOI" if doi else "URL")
    creators = _add(root, "creators")
    for agent in told.creators:
        _agent(_add(creators, "creator"), "creatorName", agent)
    titles = _add(root, "titles")
    for place, text in enumerate(told.titles):
        _text(titles, "title", text, **({"titleType": "TranslatedTitle"} if place else {}))
    _add(root, "publisher", told.creators[0].name)
    _add(root, "publicationYear", str(told.year))
    _add(root, "resourceType", told.category or "result", resourceTypeGeneral=told.resource_type)
    _several(root, "subjects", told.subjects, lambda parent, text: _text(parent, "subject", text))
    contributors = _add(root, "contributors") if told.contributors else None
    for agent in told.contributors:
        one = _add(contributors if contributors is not None else root, "contributor", contributorType="ProjectMember")
        _agent(one, "contributorName", agent)
    _datacite_dates(root, told)
    if told.languages:
        _add(root, "language", told.languages[0])
    _datacite_identifiers(root, told, doi)
    _several(root, "sizes", told.files, lambda parent, file: _add(parent, "size", f"{file.size} B"))
    kinds = dict.fromkeys(file.media_type for file in told.files)
    _several(root, "formats", kinds, lambda parent, kind: _add(parent, "format", kind))
    if told.files:
        _add(root, "version", str(max(file.number for file in told.files)))
    _datacite_rights(root, told)
    _several(
        root, "descriptions", told.descriptions,
        lambda parent, text: _text(parent, "description", text, descriptionType="Abstract"),
    )  # fmt: skip
    _datacite_funding(root, told)
    return _written(root)


def _datacite_dates(root: ET.Element, told: ResultDescription) -> None:
    dates = _add(root, "dates")
    days: tuple[tuple[str, datetime.date | None], ...] = (
        ("Created", told.ready_on), ("Issued", told.published_on), ("Updated", told.updated_on),
        ("Withdrawn", told.withdrawn_on),
    )  # fmt: skip
    for kind, day in days:
        if day:
            _add(dates, "date", day.isoformat(), dateType=kind)


def _datacite_identifiers(root: ET.Element, told: ResultDescription, doi: str) -> None:
    others = [(each.scheme, each.value) for each in told.identifiers if each.value != doi]
    if doi:
        others.insert(0, ("URL", told.permanent_address))
    others.append(("Plon", told.key))
    parent = _add(root, "alternateIdentifiers")
    for scheme, value in others:
        _add(parent, "alternateIdentifier", value, alternateIdentifierType=scheme)
    parent = _add(root, "relatedIdentifiers")
    for related in told.related:
        _add(parent, "relatedIdentifier", related.address, relatedIdentifierType="URL", relationType=related.relation)


def _datacite_rights(root: ET.Element, told: ResultDescription) -> None:
    if told.licence is None:
        return
    about = {"rightsURI": told.licence.address} if told.licence.address else {}
    if told.licence.code.startswith("CC"):
        about |= {"rightsIdentifier": told.licence.code, "rightsIdentifierScheme": "SPDX", "schemeURI": SPDX}
    _add(_add(root, "rightsList"), "rights", told.licence.name, **about)


def _datacite_funding(root: ET.Element, told: ResultDescription) -> None:
    funding = told.funding
    one = _add(_add(root, "fundingReferences"), "fundingReference")
    _add(one, "funderName", funding.funder)
    _add(one, "funderIdentifier", funding.funder_identifier, funderIdentifierType="Crossref Funder ID")
    if funding.number:
        _add(one, "awardNumber", funding.number, awardURI=funding.address)
    _add(one, "awardTitle", funding.title)


def _agent(parent: ET.Element, name: str, agent: Agent) -> None:
    _add(parent, name, agent.name, nameType="Organizational")
    for scheme, value in (("Erasmus+ OID", agent.oid), ("PIC", agent.pic)):
        if value:
            _add(parent, "nameIdentifier", value, nameIdentifierScheme=scheme, schemeURI=OID_REGISTER)


def dublin_core_xml(told: ResultDescription) -> str:
    """Return the record in simple Dublin Core, in the wrapper of OAI-PMH."""
    root = ET.Element(f"{{{OAI_DC}}}dc")
    for name, words, language in _dublin_core(told):
        if words:
            about = {f"{{{XML}}}lang": language} if language else {}
            ET.SubElement(root, f"{{{DC}}}{name}", about).text = words
    return _written(root)


def _dublin_core(told: ResultDescription) -> list[tuple[str, str, str]]:
    """Return (element, words, language) in the order of the elements; words may be empty."""
    named = (("title", told.titles), ("subject", told.subjects), ("description", told.descriptions))
    day = told.published_on or told.ready_on or told.created_on
    plain = {
        "creator": [agent.name for agent in told.creators],
        "contributor": [agent.name for agent in told.contributors],
        "publisher": [told.creators[0].name],
        "date": [day.isoformat()],
        "type": [told.resource_type],
        "format": list(dict.fromkeys(file.media_type for file in told.files)),
        "identifier": [told.permanent_address, *(each.value for each in told.identifiers)],
        "language": list(told.languages),
        "relation": [*(related.address for related in told.related), told.funding.number],
        "rights": [told.licence.name, told.licence.address] if told.licence else [],
    }
    texts = [(name, text.words, text.language) for name, found in named for text in found]
    return texts + [(name, words, "") for name, found in plain.items() for words in found]


def _add(parent: ET.Element, tag: str, words: str = "", **about: str) -> ET.Element:
    child = ET.SubElement(parent, f"{{{DATACITE}}}{tag}", about)
    if words:
        child.text = words
    return child


def _text(parent: ET.Element, tag: str, text: Text, **about: str) -> ET.Element:
    child = _add(parent, tag, text.words, **about)
    if text.language:
        child.set(f"{{{XML}}}lang", text.language)
    return child


def _several(root: ET.Element, tag: str, things: Iterable[T], write: Callable[[ET.Element, T], object]) -> None:
    """Write a list, unless it is empty."""
    things = list(things)
    if things:
        parent = _add(root, tag)
        for thing in things:
            write(parent, thing)


def _written(root: ET.Element) -> str:
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"
