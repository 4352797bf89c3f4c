"""What people read in a package without any program: what it is, whose, what they may do with it, texts of results."""

from collections.abc import Iterable

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plon.pages import whole_address
from plon.programme import visibility
from plon.programme.authorities import authority
from plon.programme.licences import licence_url, notice, notice_languages
from plon.programme.places import language_name
from plon.projects.models import Project
from plon.results.fit.facets import card_or_none
from plon.results.models import Result, ResultText
from plon.texts import INTERFACE_LANGUAGES, mask_addresses

Heading = tuple[str, str]


def read_me(project: Project, results: Iterable[Result], language: str, *, is_public: bool) -> str:
    """Say in plain words what lies where, in Markdown; deterministic, so that equal contents have equal bags."""
    with translation.override(language):
        text = project.summary_in(language)
        title = mask_addresses((text.title if text else "") or project.title)
        lines = [f"# {title}", ""]
        lines += _about(project)
        lines += _heading(_("Results"))
        lines += [_result_line(result, language) for result in results] or [_("There is no result in this package.")]
        lines += _heading(_("What lies where"))
        lines += [f"- `{place}`: {words}" for place, words in _places(is_public=is_public)]
        lines += [*_heading(_("How to check that nothing is missing or changed")), _how_to_check()]
        if not is_public:
            lines += [*_heading(_("What is private")), _private()]
        lines += [*_heading(_("How to bring it back")), _how_to_bring_back()]
        return "\n".join([*lines, "", *_said(project, language)]).rstrip() + "\n"


def _heading(words: str) -> list[str]:
    return ["", f"## {words}", ""]


def _about(project: Project) -> list[str]:
    dates = " – ".join(date_format(day) for day in (project.start, project.end) if day)
    partners = [part.organisation.name for part in project.partnerships.all()]
    rows = (
        (_("Project number"), project.number),
        (_("Dates"), dates),
        (_("Partners"), "; ".join(partners)),
        (_("Page"), whole_address(project.get_absolute_url())),
    )
    return [f"- {name}: {value}" for name, value in rows if value]


def _result_line(result: Result, language: str) -> str:
    spoken = ", ".join(language_name(code, language) for code in result.languages)
    parts = [mask_addresses(result.title_in(language)), result.get_state_display(), spoken]
    said = " · ".join(part for part in parts if part)
    address = f", {whole_address(result.get_permanent_url())}" if result.published_at else ""
    return f"- `data/results/{result.public_id}`: {said}{address}"


def _places(*, is_public: bool) -> list[tuple[str, str]]:
    places = [
        ("data/results/…/files/", _("the files, by language, each version in a folder of its own")),
        ("data/results/…/texts/", _("what the result is, one text for each language")),
        ("data/results/…/metadata/", _("descriptions for libraries and repositories: DataCite 4.6, Dublin Core, "
                                       "schema.org")),
        ("data/LICENCES.md", _("what others may do with the results, and what the programme asks to be said")),
        ("data/metadata/", _("the project as data for machines")),
        ("data/record/", _("everything as data, one line for each thing: from this Plon brings the project back")),
    ]  # fmt: skip
    if not is_public:
        places += [
            (
                "data/reports/",
                _("the ledger, the promises themselves, uses by others, consents in numbers"),
            ),
            ("data/tools/", _("dissemination tools that were made")),
            ("data/private/", _("evidence: photos, lists, forms")),
        ]
    return places


def _how_to_check() -> str:
    return _(
        "This folder is a bag after the standard BagIt 1.0 (RFC 8493). “manifest-sha256.txt” and "
        "“manifest-sha512.txt” hold a checksum of each file; every program for BagIt checks them, and so does "
        "“sha256sum -c manifest-sha256.txt” where there is no other."
    )


def _private() -> str:
    return _(
        "This package is for the project's team alone. In “data/private” people can be recognised, and attendance "
        "lists and signed forms carry names. Names and addresses of the team, of partners' people, of participants "
        "and of those who asked or wrote are not in the package; consents are there without names."
    )


def _how_to_bring_back() -> str:
    return _(
        "In any Plon: upload the ZIP under “Bring in a package”, or let the operator run “plon import bag FILE --by "
        "E-MAIL”. Without Plon everything can be read with an ordinary computer: files, texts, and data as JSON."
    )


def _said(project: Project, language: str) -> list[str]:
    """Return what the grant agreement asks to be said, where a source gives it in `language`."""
    cofunded, programme = project.is_cofunded, project.programme
    words = visibility.disclaimer(
        language, authority=authority(project.authority), cofunded=cofunded, programme=programme
    ) or visibility.funding_statement(language, cofunded=cofunded, programme=programme)
    return [words.text] if words else []


def licences(project: Project, results: Iterable[Result]) -> str:
    """Say of each result what others may do, in the languages in which we can say it, and who paid."""
    lines = ["# Licences · Licencje", ""]
    languages = list(dict.fromkeys((*INTERFACE_LANGUAGES, *project.languages)))
    for result in results:
        said = [notice(result.licence, language) for language in languages if language in notice_languages()]
        lines += [f"## {mask_addresses(result.title_in('en'))} (`data/results/{result.public_id}`)", ""]
        lines += [f"- {sentence}" for sentence in dict.fromkeys(said) if sentence] or ["- —"]
        lines += [f"- <{licence_url(result.licence)}>"] if licence_url(result.licence) else []
        lines.append("")
    for language in languages:
        lines += [f"> {line}\n" for line in _said(project, language)]
    return "\n".join(lines).rstrip() + "\n"


def result_text(result: Result, text: ResultText) -> str:
    """Return what a result is in one language, as Markdown; headings in that language where Plon speaks it."""
    with translation.override(text.language if text.language in INTERFACE_LANGUAGES else "en"):
        parts = [
            ("", text.summary),
            (_("What problem it solves"), text.problem),
            (_("For whom"), text.audience),
            (_("How to use it"), text.how_to_use),
            (_("What is needed"), text.needs),
            *_fit(result, text.language),
        ]
        links = [f"- {link.title or link.url}: <{link.url}>" for link in result.links.all()]
        if links:
            parts.append((_("Where else it is"), "\n".join(links)))
    lines = [f"# {text.title or result.working_title}"]
    for heading, words in parts:
        if words:
            lines += ["", f"## {heading}", "", words] if heading else ["", words]
    return mask_addresses("\n".join(lines)) + "\n"


def _fit(result: Result, language: str) -> list[Heading]:
    card = card_or_none(result)
    text = next((one for one in card.texts.all() if one.language == language), None) if card else None
    if text is None:
        return []
    return [
        (_("What you need at hand"), text.materials),
        (_("How to prepare"), text.preparation),
        (_("How we know that it is good"), text.quality_note),
    ]


def fault_words(faults: int) -> str:
    return ngettext(
        "%(n)d file is missing or damaged in Plon's own storage and is not in the package.",
        "%(n)d files are missing or damaged in Plon's own storage and are not in the package.",
        faults,
    ) % {"n": faults}
