"""What a result is, for other catalogues: one frozen value, from which every crosswalk writes its own format.

The creators are organisations, never people: whoever answers for the result, else the project's coordinator, as in
citations. Personal addresses in texts are masked, whoever wrote them.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from plon.organisations.models import Organisation
from plon.pages import whole_address
from plon.programme.codelists import codelist
from plon.programme.licences import licence_url, short_name
from plon.programme.sharing import licence_is_open
from plon.projects.enums import PartnershipRole
from plon.projects.models import Partnership, Project
from plon.results.models import Result, ResultFile
from plon.texts import INTERFACE_LANGUAGES, mask_addresses, plain_text

# Crossref's Funder Registry.
FUNDER = "European Commission"
FUNDER_IDENTIFIER = "https://doi.org/10.13039/501100000780"

# `resourceTypeGeneral` of DataCite 4.6 for the categories of the results platform (domain.md §4.4).
RESOURCE_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "summary": "Text",
        "handbook": "Text",
        "learning-programme": "Text",
        "e-learning": "InteractiveResource",
        "scientific": "Report",
        "statistical": "Dataset",
        "policy": "Report",
        "presentation": "Text",
        "press": "Text",
        "publication": "Text",
        "website": "InteractiveResource",
        "app": "Software",
        "video": "Audiovisual",
        "photo": "Image",
    }
)


@dataclass(frozen=True, slots=True)
class Text:
    """Words in one language; `language` is "" where nobody said which."""

    language: str
    words: str


@dataclass(frozen=True, slots=True)
class Agent:
    """An organisation that made a result or took part in it.

    Attributes:
        name: as it calls itself.
        country: ISO 3166-1, two letters, "" if unknown.
        oid: its organisation id of the Erasmus+ register.
        pic: its participant code of the EU's portal.
        address: of its own website, "" for none.
    """

    name: str
    country: str = ""
    oid: str = ""
    pic: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Identifier:
    """A name that the result has elsewhere, such as a DOI."""

    scheme: str
    value: str


@dataclass(frozen=True, slots=True)
class Related:
    """A thing of which the result is a part, or which stands for it, by DataCite's name of the relation."""

    relation: str
    address: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Licence:
    """What others may do; `code` is SPDX's where SPDX knows it, `address` is of the licence's own text."""

    code: str
    name: str
    address: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class Funding:
    """Who paid: the European Commission, by which grant.

    Attributes:
        funder: its name.
        funder_identifier: in Crossref's Funder Registry.
        programme: a code of `programmes`.
        action: the action type, such as "KA220".
        number: of the project, which is that of the grant; "" for one that is not funded yet.
        title: of the project, in one language.
        address: of the project's card on the EU's results platform, else of its page here.
        is_cofunded: whether the grant pays a part of the costs.
    """

    funder: str
    funder_identifier: str
    programme: str
    action: str
    number: str
    title: str
    address: str
    is_cofunded: bool


@dataclass(frozen=True, slots=True)
class DescribedFile:
    """One file in its newest version; `path` is its place in private storage, `size` in bytes."""

    public_id: str
    name: str
    title: str
    language: str
    number: int
    media_type: str
    size: int
    sha256: str
    path: str
    is_public: bool


@dataclass(frozen=True, slots=True)
class ResultDescription:
    """A result as other catalogues want it.

    Attributes:
        key: its public id.
        titles, descriptions: per language, the reader's first; there is at least one title.
        creators: there is always one; without any partner, the project itself.
        contributors: the project's other partners.
        category: a code of `result_categories`, "" if nobody chose.
        resource_type: `resourceTypeGeneral` of DataCite.
        languages: of the result itself, ISO 639-1.
        subjects: the project's topics, in words.
        created_on, ready_on, published_on, withdrawn_on: days, None where there was none.
        updated_on: when anything in its record last changed.
        licence: None if the team chose none.
        identifiers: that it has elsewhere.
        permanent_address: the short one that never breaks.
        page_address: of its public page.
        funding: the grant.
        related: project, links.
        files: in their newest versions; hand `is_public` ones to the public alone.
    """

    key: str
    titles: tuple[Text, ...]
    descriptions: tuple[Text, ...]
    creators: tuple[Agent, ...]
    contributors: tuple[Agent, ...]
    category: str
    resource_type: str
    languages: tuple[str, ...]
    subjects: tuple[Text, ...]
    created_on: datetime.date
    ready_on: datetime.date | None
    published_on: datetime.date | None
    withdrawn_on: datetime.date | None
    updated_on: datetime.date
    licence: Licence | None
    identifiers: tuple[Identifier, ...]
    permanent_address: str
    page_address: str
    funding: Funding
    related: tuple[Related, ...]
    files: tuple[DescribedFile, ...]

    @property
    def title(self) -> str:
        return self.titles[0].words

    @property
    def year(self) -> int:
        """Return the year by which it is cited: of its publication, else when it was ready, else when it was begun."""
        return (self.published_on or self.ready_on or self.created_on).year

    @property
    def public_files(self) -> tuple[DescribedFile, ...]:
        return tuple(file for file in self.files if file.is_public)


def describe(result: Result, language: str = "en") -> ResultDescription:
    """Describe a result for other catalogues; `language` comes first where there are several.

    Reads texts, files, links, partners (each one query, none where they are prefetched).
    """
    project = result.project
    partnerships = sorted(project.partnerships.select_related("organisation"), key=lambda each: each.position)
    creators = _creators(result, project, partnerships)
    others = [part.organisation for part in partnerships if part.organisation not in creators]
    return ResultDescription(
        key=result.public_id,
        titles=_titles(result, language),
        descriptions=_descriptions(result, language),
        creators=tuple(map(_agent, creators)) or (Agent(mask_addresses(one_line(str(project))) or project.public_id),),
        contributors=tuple(map(_agent, others)),
        category=result.category,
        resource_type=RESOURCE_TYPES.get(result.category, "Other"),
        languages=tuple(result.languages),
        subjects=tuple(_subjects(project, language)),
        created_on=result.created_at.date(),
        ready_on=result.ready_on,
        published_on=result.published_at.date() if result.published_at else None,
        withdrawn_on=result.withdrawn_at.date() if result.withdrawn_at else None,
        updated_on=result.updated_at.date(),
        licence=_licence(result.licence),
        identifiers=tuple(Identifier(each.scheme, each.value) for each in result.identifiers.all()),
        permanent_address=whole_address(result.get_permanent_url()),
        page_address=whole_address(result.get_absolute_url()),
        funding=_funding(project, language),
        related=tuple(_related(result, project)),
        files=tuple(_file(file) for file in _newest(result)),
    )


def one_line(text: str) -> str:
    """Return a text without line ends or signs that nobody sees: XML and bag-info can't hold them."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _creators(result: Result, project: Project, partnerships: Iterable[Partnership]) -> list[Organisation]:
    if result.responsible:
        return [result.responsible]
    return [part.organisation for part in partnerships if part.role == PartnershipRole.COORDINATOR]


def _agent(organisation: Organisation) -> Agent:
    return Agent(
        one_line(organisation.name) or organisation.public_id,
        organisation.country,
        organisation.oid,
        organisation.pic,
        organisation.website,
    )


def _first(texts: Iterable[Text], language: str) -> tuple[Text, ...]:
    order = (language, *INTERFACE_LANGUAGES)
    return tuple(sorted(texts, key=lambda text: order.index(text.language) if text.language in order else len(order)))


def _titles(result: Result, language: str) -> tuple[Text, ...]:
    texts = [Text(text.language, mask_addresses(one_line(text.title))) for text in result.texts.all()]
    return _first((text for text in texts if text.words), language) or (
        Text("", mask_addresses(one_line(result.working_title)) or result.public_id),
    )


def _descriptions(result: Result, language: str) -> tuple[Text, ...]:
    texts = [Text(text.language, mask_addresses(one_line(plain_text(text.summary)))) for text in result.texts.all()]
    return _first((text for text in texts if text.words), language)


def _subjects(project: Project, language: str) -> Iterable[Text]:
    topics = codelist("topics")
    language = language if language in INTERFACE_LANGUAGES else "en"
    for code in project.topics:
        known = topics.get(code)
        yield Text(language, known.name(language)) if known else Text("", one_line(str(code)))


def _licence(code: str) -> Licence | None:
    return Licence(code, short_name(code) or code, licence_url(code), licence_is_open(code)) if code else None


def _funding(project: Project, language: str) -> Funding:
    text = project.summary_in(language)
    return Funding(
        funder=FUNDER,
        funder_identifier=FUNDER_IDENTIFIER,
        programme=project.programme,
        action=project.action_type,
        number=one_line(project.number),
        title=mask_addresses(one_line((text.title if text else "") or project.title)),
        address=project.platform_card or whole_address(project.get_absolute_url()),
        is_cofunded=project.is_cofunded,
    )


def _related(result: Result, project: Project) -> Iterable[Related]:
    yield Related("IsPartOf", whole_address(project.get_absolute_url()), mask_addresses(one_line(str(project))))
    relations = {"result": "IsVariantFormOf", "page": "IsDescribedBy", "source": "IsDerivedFrom"}
    for link in result.links.all():
        yield Related(relations.get(link.kind, "References"), link.url, mask_addresses(one_line(link.title)))


def _newest(result: Result) -> list[ResultFile]:
    files = list(result.files.all())
    replaced = {file.replaces_id for file in files}
    return [file for file in files if file.pk not in replaced]


def _file(file: ResultFile) -> DescribedFile:
    return DescribedFile(
        file.public_id, file.name, one_line(file.title), file.language, file.number, file.media_type, file.size,
        file.sha256, file.path, file.is_public,
    )  # fmt: skip
