"""Reads what the platform is told of a project, in a constant number of questions."""

from pathlib import PurePosixPath

from django.core.files.storage import storages
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from plon.linkwatch.enums import LinkHealth
from plon.linkwatch.links import Known, known_of
from plon.linkwatch.wording import what_happened
from plon.pages import whole_address
from plon.programme.codelists import codelist
from plon.programme.licences import short_name
from plon.programme.places import language_name
from plon.projects.models import Project
from plon.results.enums import ResultState
from plon.results.models import Result, ResultText
from plon.results.queries import newest_files, results_of
from plon.resultsplatform.sheets import ENGLISH, Book, FileLine, LinkLine, Sheet, description_of, safe_name
from plon.toolkit.models import ToolkitLook


def book_of(project: Project) -> Book:
    """Return what is typed into the platform for a project; in 8 queries, however many results there are."""
    results = list(results_of(project))
    public = [result for result in results if result.state == ResultState.PUBLISHED]
    wanted = [(project.pk, link.url) for result in public for link in result.links.all()]
    known = known_of([*wanted, *([(project.pk, project.website)] if project.website else [])])
    website = known.get((project.pk, project.website))
    return Book(
        title=_english_title(project),
        number=project.number,
        website=project.website,
        website_health=_health(website) if project.website else "",
        logo=_logo(project),
        is_over=bool(project.end and project.end < timezone.localdate()),
        sheets=tuple(_sheet(result, number, known) for number, result in enumerate(public, 1)),
        unpublished=sum(result.state not in {ResultState.PUBLISHED, ResultState.WITHDRAWN} for result in results),
    )


def _english_title(project: Project) -> str:
    texts = {text.language: text.title for text in project.texts.all() if text.title}
    return texts.get(ENGLISH) or project.title


def _logo(project: Project) -> FileLine | None:
    look = ToolkitLook.objects.filter(project=project).first()
    if look is None or not look.logo:
        return None
    path = str(look.logo.name)
    try:
        size = storages["default"].size(path)
    except OSError:
        return None
    return FileLine(f"logo{PurePosixPath(path).suffix.lower()}", PurePosixPath(path).name, size, "", path)


def _cover(result: Result, number: int) -> FileLine:
    """Return the cover; its place changes with each new picture, so nothing of it needs to be read."""
    path = str(result.cover.name)
    return FileLine(safe_name(number, 0, path, "cover"), PurePosixPath(path).name, 0, "", path)


def _sheet(result: Result, number: int, known: dict[tuple[int, str], Known]) -> Sheet:
    text = result.text_in(ENGLISH)
    categories = codelist("result_categories")
    old = codelist("result_categories_before_2024").get(result.category_before_2024)
    files = [file for file, _earlier in newest_files(result)]
    return Sheet(
        number=number,
        key=result.public_id,
        title=result.title_in(ENGLISH),
        description=_description(result, text),
        text_language=text.language if text and text.summary else "",
        category=categories.name(result.category, ENGLISH) if result.category else "",
        category_code=result.category,
        languages=tuple(language_name(code, ENGLISH) for code in result.languages),
        licence=short_name(result.licence),
        address=whole_address(result.get_permanent_url()),
        files=tuple(
            FileLine(
                safe_name(number, place, file.name, file.title), file.name, file.size, file.sha256, file.path,
                language_name(file.language, ENGLISH) if file.language else "",
            )
            for place, file in enumerate(files, 1)
        ),
        links=_links(result, known),
        old_category=old.name(ENGLISH) if old else result.category_before_2024,
        suggested=tuple(categories.name(code, ENGLISH) for code in (old.extra.get("since_2024", ()) if old else ())),
        cover=_cover(result, number) if result.cover else None,
        cover_alt=result.cover_alt,
    )  # fmt: skip


def _description(result: Result, text: ResultText | None) -> str:
    """Return the summary and the answers that officers miss in thin descriptions, headed in the text's language."""
    if text is None:
        return ""
    with translation.override(text.language if text.language in {"pl", "en"} else ENGLISH):
        parts = [
            ("", text.summary),
            (_("The problem it solves"), text.problem),
            (_("For whom"), text.audience),
            (_("How to use it"), text.how_to_use),
            (_("What is needed"), text.needs),
            (_("Licence"), short_name(result.licence)),
        ]
        return description_of(parts if text.summary else parts[:-1])


def _links(result: Result, known: dict[tuple[int, str], Known]) -> tuple[LinkLine, ...]:
    lines = []
    for link in result.links.all():
        seen = known.get((result.project_id, link.url))
        lines.append(LinkLine(link.url, link.title, _health(seen), what_happened(seen.state) if seen else ""))
    return tuple(lines)


def _health(known: Known | None) -> str:
    return str(known.health) if known else LinkHealth.UNKNOWN.value
