"""The pages as data for machines: schema.org in JSON-LD."""

from collections.abc import Sequence
from typing import Any

from plon.catalogue.labels import licence_address
from plon.catalogue.masking import mask_addresses
from plon.organisations.models import Organisation
from plon.pages import whole_address
from plon.projects.enums import PartnershipRole
from plon.projects.models import Partnership, Project
from plon.results.models import Result, ResultFile
from plon.texts import plain_text

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


def project_thing(project: Project, partnerships: Sequence[Partnership], language: str) -> Thing:
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
            "sameAs": [value for value in (project.website, project.platform_card) if value],
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
        }
    )


def result_thing(result: Result, files: Sequence[ResultFile], language: str, image: str) -> Thing:
    """Describe a result: something to learn from, with its licence, languages and files."""
    text = result.text_in(language)
    project = result.project
    return _without_empty(
        {
            "@type": ["LearningResource", "CreativeWork"],
            "@id": whole_address(result.get_permanent_url()),
            "name": result.title_in(language),
            "description": plain_text(text.summary)[:5000] if text else "",
            "url": whole_address(result.get_absolute_url()),
            "image": image,
            "inLanguage": list(result.languages),
            "license": licence_address(result.licence),
            "isAccessibleForFree": True,
            "datePublished": result.published_at.date().isoformat() if result.published_at else "",
            "dateModified": result.updated_at.date().isoformat(),
            "audience": {"@type": "Audience", "audienceType": plain_text(text.audience)[:300]}
            if text and text.audience
            else None,
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
            "encoding": [
                _without_empty(
                    {
                        "@type": "MediaObject",
                        "name": file.title or file.name,
                        "encodingFormat": file.media_type,
                        "contentSize": str(file.size),
                        "inLanguage": file.language,
                        "sha256": file.sha256,
                    }
                )
                for file in files
            ],
        }
    )
