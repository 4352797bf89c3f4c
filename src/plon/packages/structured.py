"""Results, projects and organisations as data for machines: schema.org in JSON-LD."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from plon.organisations.models import Organisation
from plon.pages import whole_address
from plon.programme.codelists import codelist
from plon.programme.fit import fit_label
from plon.programme.licences import licence_url
from plon.projects.enums import PartnershipRole
from plon.projects.models import Partnership, Project
from plon.results.fit.facets import card_or_none, facets_of
from plon.results.models import Result, ResultFile, ResultIdentifier
from plon.texts import mask_addresses, plain_text

Thing = dict[str, Any]


def _without_empty(thing: Thing) -> Thing:
    return {key: value for key, value in thing.items() if value not in ("", None, [], {})}


def organisation_thing(organisation: Organisation, language: str) -> Thing:
    described = organisation.description_pl if language == "pl" else organisation.description_en
    return _without_empty(
        {
            "@type": "Organization",
            "@id": whole_address(organisation.get_absolute_url()),
            "name": organisation.name,
            "description": plain_text(described),
            "url": organisation.website or whole_address(organisation.get_absolute_url()),
            "identifier": [value for value in (organisation.oid, organisation.pic) if value],
            "address": _without_empty(
                {
                    "@type": "PostalAddress",
                    "addressLocality": organisation.city,
                    "addressRegion": organisation.region,
                    "addressCountry": organisation.country,
                }
            ),
        }
    )


def project_thing(
    project: Project,
    partnerships: Sequence[Partnership],
    language: str,
    *,
    without: frozenset[str] = frozenset(),
    awards: Sequence[str] = (),
) -> Thing:
    """Describe a project; addresses in `without` are not handed on to anybody; `awards` are labels of the agency."""
    text = project.summary_in(language)
    return _without_empty(
        {
            "@type": "ResearchProject",
            "@id": whole_address(project.get_absolute_url()),
            "name": mask_addresses((text.title if text else "") or project.title),
            "alternateName": project.acronym,
            "description": mask_addresses(plain_text(text.summary))[:5000] if text else "",
            "identifier": project.number,
            "url": whole_address(project.get_absolute_url()),
            "sameAs": [value for value in (project.website, project.platform_card) if value and value not in without],
            "foundingDate": project.start.isoformat() if project.start else "",
            "dissolutionDate": project.end.isoformat() if project.end else "",
            "parentOrganization": [
                organisation_thing(part.organisation, language)
                for part in partnerships
                if part.role == PartnershipRole.COORDINATOR
            ],
            "member": [
                organisation_thing(part.organisation, language)
                for part in partnerships
                if part.role != PartnershipRole.COORDINATOR
            ][:50],
            "funder": {"@type": "Organization", "name": "European Union"},
            "award": list(awards),
        }
    )


def result_thing(
    result: Result, files: Sequence[ResultFile], language: str, image: str, *, awards: Sequence[str] = ()
) -> Thing:
    """Describe a result: something to learn from, with its licence, languages, files and for whom it fits."""
    text = result.text_in(language)
    project = result.project
    permanent = whole_address(result.get_permanent_url())
    named = [_identifier(each) for each in result.identifiers.all()]
    return _without_empty(
        {
            "@type": ["LearningResource", "CreativeWork"],
            "@id": permanent,
            "identifier": [permanent, *named] if named else permanent,
            "sameAs": [each.address for each in result.identifiers.all() if each.address],
            "name": result.title_in(language),
            "alternateName": [
                one.title for one in result.texts.all() if one.title and one.title != result.title_in(language)
            ],
            "description": plain_text(text.summary)[:5000] if text else "",
            "url": whole_address(result.get_absolute_url()),
            "image": image,
            "inLanguage": list(result.languages),
            "learningResourceType": _category(result, language),
            "license": licence_url(result.licence),
            "isAccessibleForFree": True,
            "datePublished": result.published_at.date().isoformat() if result.published_at else "",
            "dateModified": result.updated_at.date().isoformat(),
            "author": organisation_thing(result.responsible, language) if result.responsible else None,
            "isPartOf": {
                "@type": "ResearchProject",
                "@id": whole_address(project.get_absolute_url()),
                "name": mask_addresses(project.title),
                "identifier": project.number,
            },
            "funding": _without_empty(
                {
                    "@type": "Grant",
                    "identifier": project.number,
                    "funder": {"@type": "Organization", "name": "European Union"},
                }
            ),
            "award": list(awards),
            "encoding": [_encoding(file) for file in files],
            "audience": {"@type": "Audience", "audienceType": plain_text(text.audience)[:300]}
            if text and text.audience
            else None,
            **_fitting(result, language),
        }
    )


def _identifier(identifier: ResultIdentifier) -> Thing:
    return {"@type": "PropertyValue", "propertyID": identifier.scheme, "value": identifier.value}


def _category(result: Result, language: str) -> str:
    return codelist("result_categories").name(result.category, language) if result.category else ""


def _encoding(file: ResultFile) -> Thing:
    return _without_empty(
        {
            "@type": "MediaObject",
            "name": file.title or file.name,
            "contentUrl": whole_address(reverse("public_file", args=[file.public_id, file.name])),
            "encodingFormat": file.media_type,
            "contentSize": str(file.size),
            "inLanguage": file.language,
            "sha256": file.sha256,
            "version": str(file.number),
            "uploadDate": file.uploaded_at.date().isoformat(),
        }
    )


def _fitting(result: Result, language: str) -> Thing:
    """Return what the fit card says in the words of schema.org; nothing of what it leaves open."""
    card = card_or_none(result)
    if card is None:
        return {}
    known = facets_of(result)
    fitting: Thing = {
        "educationalLevel": [fit_label("level", value, language) for value in known.get("level", ())],
        "typicalAgeRange": _span(card.age_from, card.age_to),
        "timeRequired": f"PT{minutes}M" if (minutes := card.minutes_to or card.minutes_from) else "",
    }
    if roles := [fit_label("audience", value, language) for value in known.get("audience", ())]:
        fitting["audience"] = {"@type": "EducationalAudience", "educationalRole": roles}
    return _without_empty(fitting)


def _span(start: int | None, end: int | None) -> str:
    """Return a range as schema.org writes it: "10-15", "10-" without an end, "-15" without a beginning."""
    if start is None and end is None:
        return ""
    return f"{'' if start is None else start}-{'' if end is None else end}"
