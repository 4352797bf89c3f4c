"""From rows to what a page shows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from plon.catalogue.lineage import VersionedFile
from plon.organisations.models import Organisation
from plon.programme import places
from plon.projects.enums import PartnershipRole
from plon.projects.models import Partnership, Project
from plon.results.models import Result, ResultFile, ResultText
from plon.texts import best_language, mask_addresses

_KINDS = {
    "application/pdf": "PDF",
    "application/zip": "ZIP",
    "application/epub+zip": "EPUB",
    "application/json": "JSON",
    "application/msword": "DOC",
    "application/vnd.ms-excel": "XLS",
    "application/vnd.ms-powerpoint": "PPT",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "DOCX",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "XLSX",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "PPTX",
    "application/vnd.oasis.opendocument.text": "ODT",
    "application/vnd.oasis.opendocument.spreadsheet": "ODS",
    "application/vnd.oasis.opendocument.presentation": "ODP",
    "text/plain": "TXT",
    "text/markdown": "MD",
    "text/csv": "CSV",
    "text/html": "HTML",
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/svg+xml": "SVG",
    "image/webp": "WebP",
    "audio/mpeg": "MP3",
    "video/mp4": "MP4",
}


def kind_of_file(file: ResultFile) -> str:
    """Return what people call this kind of file: PDF, DOCX, MP4."""
    known = _KINDS.get(file.media_type)
    if known:
        return known
    ending = file.name.rpartition(".")[2]
    return ending.upper()[:5] if 0 < len(ending) <= 5 and ending != file.name else file.media_type


@dataclass(frozen=True, slots=True)
class LanguageFiles:
    code: str
    name: str
    files: tuple[VersionedFile, ...]


def in_readers_order(files: Iterable[VersionedFile], language: str) -> list[VersionedFile]:
    """Order files: those in the reader's own language first, those for every language last."""

    def order(one: VersionedFile) -> tuple[bool, bool, str, int]:
        own = one.file.language
        return (not own, own != language, own, one.first)

    return sorted(files, key=order)


def files_by_language(files: Sequence[VersionedFile], language: str) -> list[LanguageFiles]:
    """Group files that are in the reader's order by their language."""
    groups = groupby(files, key=lambda versioned: versioned.file.language)
    return [
        LanguageFiles(code, places.language_name(code, language) if code else _("For every language"), tuple(group))
        for code, group in groups
    ]


@dataclass(frozen=True, slots=True)
class TextLanguage:
    """A language in which the description can be read."""

    code: str
    name: str
    is_shown: bool


def shown_text(result: Result, wanted: str, language: str) -> ResultText | None:
    """Return the description in the language asked for by `?text=`, else in the reader's."""
    by_language = {text.language: text for text in result.texts.all() if text.title}
    best = wanted if wanted in by_language else best_language(by_language, language)
    return by_language[best] if best else None


def text_languages(result: Result, shown: ResultText | None, language: str) -> list[TextLanguage]:
    return [
        TextLanguage(text.language, places.language_name(text.language, language), text == shown)
        for text in result.texts.all()
        if text.title
    ]


@dataclass(frozen=True, slots=True)
class Role:
    """The organisations that play one part in a project."""

    role: str
    label: str
    members: tuple[tuple[Organisation, str], ...]


def partners_by_role(partnerships: Iterable[Partnership], language: str) -> list[Role]:
    """Group partners by role, each with the name of its country: coordinator first."""
    present = list(partnerships)
    labels = {
        PartnershipRole.COORDINATOR: _("Coordinator"),
        PartnershipRole.PARTNER: _("Partners"),
        PartnershipRole.ASSOCIATED: _("Associated partners"),
    }
    roles = []
    for role, label in labels.items():
        organisations = [part.organisation for part in present if part.role == role]
        organisations.sort(key=lambda one: (places.country_name(one.country, language), one.name))
        members = tuple(
            (one, places.country_name(one.country, language) if one.country else "") for one in organisations
        )
        if members:
            roles.append(Role(role, label, members))
    return roles


@dataclass(frozen=True, slots=True)
class ProjectSummary:
    title: str
    summary: str
    language: str


def project_summary(project: Project, language: str) -> ProjectSummary:
    """Return title and summary for a reader of `language`, without anyone's e-mail address."""
    text = project.summary_in(language)
    return ProjectSummary(
        title=mask_addresses((text.title if text else "") or project.title),
        summary=mask_addresses(text.summary) if text else "",
        language=text.language if text else "",
    )
