"""From a team's data to what a tool says: complete, in one language, or refused with what to write and where."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext_lazy as _

from plon.errors import DomainError
from plon.evidence.models import Evidence
from plon.evidence.publishing import Obstacle
from plon.pages import whole_address
from plon.plans.models import TargetGroup
from plon.programme.codelists import codelist
from plon.programme.places import country_name, language_name
from plon.projects.enums import PartnershipRole
from plon.results.models import Result, ResultText
from plon.toolkit.addresses import address_of
from plon.toolkit.facts import Facts, load_facts, log, logos_of
from plon.toolkit.models import Material
from plon.toolkit.moments import written_fields
from plon.toolkit.notices import notices_for
from plon.toolkit.photos import obstacles_in, photo_bytes
from plon.toolkit.plain import plain_paragraphs
from plon.typeset.tools import table
from plon.typeset.tools.content import Look, Partner, Photo, ToolContent, ToolResult

# Texts of the (first) result that a tool may rewrite.
RESULT_TEXTS = ("summary", "problem", "audience", "how_to_use", "needs")
# The word that stands on tools of the example project.
_EXAMPLE = {"pl": "przykład"}


class TextsMissing(DomainError):
    """A tool is asked for in a language in which its results have no texts yet."""


class NothingChosen(DomainError):
    """A tool says something of at least one result."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a team chose for one tool in one language, saved or still being typed."""

    tool: str
    results: tuple[Result, ...]
    group: TargetGroup | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)
    photo: Evidence | None = None
    shows_cover: bool = True
    licence: str = ""


@dataclass(frozen=True)
class Composed:
    """What a tool says, and what stands behind it: the texts before rewriting, bytes' digests, what was left out."""

    content: ToolContent
    defaults: Mapping[str, str]
    digests: Mapping[str, str]
    photo: Evidence | None
    photo_obstacles: tuple[Obstacle, ...] = ()

    @cached_property
    def results_by_id(self) -> dict[str, ToolResult]:
        return dict(zip(self.digests.get("results", "").split(), self.content.results, strict=False))


def chosen_of(material: Material, language: str, facts: Facts) -> Chosen:
    """Return what a saved tool chose, with what was rewritten in `language` (prefetched results are used)."""
    ids = [result.pk for result in material.results.all()]
    return Chosen(
        tool=material.tool,
        results=tuple(result for key, result in facts.results.items() if key in ids),
        group=facts.groups.get(material.group_id or 0),
        texts=material.texts.get(language, {}),
        fields=material.fields,
        photo=material.photo,
        shows_cover=material.shows_cover,
        licence=material.licence,
    )


def content_of(material: Material, language: str, *, facts: Facts | None = None) -> ToolContent:
    """Return everything that a saved tool says in `language`.

    Raises:
        TextsMissing: a result has no title in this language.
        NothingChosen: no result is left of those that were chosen.
    """
    facts = facts or load_facts(material.project)
    return compose(facts, chosen_of(material, language, facts), language).content


def compose(
    facts: Facts, chosen: Chosen, language: str, *, address: str | None = None, with_pictures: bool = True
) -> Composed:
    """Put together what a tool says.

    Args:
        facts: the project's.
        chosen: what the team chose.
        language: of the tool.
        address: that it carries; by default the one that is looked up, or looks like it while there is none.
        with_pictures: whether the photo's bytes are read; comparing needs its digest alone.

    Raises:
        TextsMissing, NothingChosen: see `content_of`.
    """
    if not chosen.results:
        raise NothingChosen(_("Choose at least one result: a tool says something of it."), field="results")
    texts = {result.pk: text for result in chosen.results if (text := title_text(result, language))}
    if lacking := [result for result in chosen.results if result.pk not in texts]:
        raise texts_missing(lacking, language)
    project, main = facts.project, chosen.results[0]
    defaults = _defaults(facts, chosen, texts[main.pk], language)
    own = {key: text for key, text in chosen.texts.items() if text or key != "title"}
    photo, photo_digest, obstacles = _photo(chosen, with_pictures=with_pictures)
    logos = logos_of(facts)
    if address is None:
        address = address_of(project, chosen.results, chosen.tool, language)
    words = {**defaults, **own}
    licence = chosen.licence or common_licence(chosen.results)
    known = {"title", "message", *RESULT_TEXTS}
    rest = {key: text for key, text in words.items() if key not in known}
    content = ToolContent(
        language=language,
        title=words["title"],
        results=tuple(
            _result(result, texts[result.pk], language, words if result is main else {}) for result in chosen.results
        ),
        link=address,
        notices=notices_for(project, language, licence),
        look=Look(facts.look.theme, facts.look.accent),
        message=words["message"],
        group=chosen.group.name if chosen.group and language == _teams_language(main) else "",
        project_title=_project_title(facts, language),
        project_acronym=project.acronym,
        coordinator=facts.coordinator.organisation.name if facts.coordinator else "",
        partners=_partners(facts, language),
        logos=tuple(logo for logo, _digest in logos),
        photo=photo,
        contact=facts.look.contact,
        example=_EXAMPLE.get(language, "example") if project.is_example else "",
        fields={"hashtags": facts.look.hashtags, **rest, **written_fields(chosen.fields, language)},
    )
    digests = {
        "logos": " ".join(digest for _logo, digest in logos),
        "photo": photo_digest,
        "results": " ".join(result.public_id for result in chosen.results),
    }
    return Composed(content, defaults, digests, chosen.photo if photo and chosen.photo else None, obstacles)


def title_text(result: Result, language: str) -> ResultText | None:
    """Return the text of a result in exactly this language, if it has a title there."""
    return next((text for text in result.texts.all() if text.language == language and text.title), None)


def texts_missing(results: Iterable[Result], language: str) -> TextsMissing:
    """Say which results have no texts in a language, and where to write them."""
    return TextsMissing(
        _("“%(results)s” has no title in this language yet (%(language)s). Write it on the page of the result."),
        {"results": "”, “".join(str(result) for result in results), "language": language_name(language, language)},
        field="language",
    )


def _defaults(facts: Facts, chosen: Chosen, text: ResultText, language: str) -> dict[str, str]:
    """Return the texts as results, plan and project have them, before anything is rewritten for a tool."""
    several = len(chosen.results) > 1
    title = _project_title(facts, language) if several else text.title
    return {
        "title": title,
        "message": _message(facts, chosen, language),
        **{key: plain_paragraphs(getattr(text, key)) for key in RESULT_TEXTS},
    }


def _teams_language(result: Result) -> str:
    """Return the language in which the team defined its result: its target groups are named once, in that one."""
    return next((text.language for text in result.texts.all()), "")


def _message(facts: Facts, chosen: Chosen, language: str) -> str:
    """Return the message to the chosen group; without a group, the first that is written in this language."""
    for result in chosen.results:
        for (of, group), message in facts.messages.items():
            if of != result.pk or (chosen.group is not None and group != chosen.group.pk):
                continue
            for text in message.texts.all():
                if text.language == language and text.text:
                    return text.text
    return ""


def _result(result: Result, text: ResultText, language: str, words: Mapping[str, str]) -> ToolResult:
    written = {key: words[key] if key in words else plain_paragraphs(getattr(text, key)) for key in RESULT_TEXTS}
    kinds = codelist("result_kinds")
    return ToolResult(
        title=text.title,
        kind=kinds.name(result.kind, language) if language in {"pl", "en"} else "",
        languages=", ".join(language_name(code, language) for code in result.languages),
        link=whole_address(result.get_permanent_url()) if result.is_published else "",
        **written,
    )


def _project_title(facts: Facts, language: str) -> str:
    for text in facts.project.texts.all():
        if text.language == language and text.title:
            return text.title
    return facts.project.title


def _partners(facts: Facts, language: str) -> tuple[Partner, ...]:
    return tuple(
        Partner(
            each.organisation.name,
            country_name(each.organisation.country, language) if each.organisation.country else "",
            is_coordinator=each.role == PartnershipRole.COORDINATOR,
        )
        for each in facts.partnerships
        if each.role in {PartnershipRole.COORDINATOR, PartnershipRole.PARTNER}
    )


def common_licence(results: Iterable[Result]) -> str:
    """Return the licence that all results have; "" if they differ or one has none."""
    codes = {result.licence for result in results}
    return codes.pop() if len(codes) == 1 else ""


def covered(results: Iterable[Result]) -> list[Result]:
    """Return the results that have a cover which may be shown: described for those who can't see it."""
    return [result for result in results if result.cover and result.cover_alt]


def _photo(chosen: Chosen, *, with_pictures: bool) -> tuple[Photo | None, str, tuple[Obstacle, ...]]:
    """Return the photo, a digest of it, and what stood against the one that was chosen; none where a tool has none."""
    tool = table.tools().get(chosen.tool)
    if tool is not None and not tool.shows_photo:
        return None, "", ()
    if chosen.photo is not None:
        if obstacles := obstacles_in(chosen.photo, chosen.tool):
            return None, "", tuple(obstacles)
        shown = _shown(chosen.photo.path, chosen.photo.sha256, chosen.photo.alt, with_pictures=with_pictures)
        return *shown, ()
    covers = covered(chosen.results) if chosen.shows_cover else []
    if covers:
        name = str(covers[0].cover.name)
        return *_shown(name, name, covers[0].cover_alt, with_pictures=with_pictures), ()
    return None, "", ()


def _shown(path: str, key: str, alt: str, *, with_pictures: bool) -> tuple[Photo | None, str]:
    try:
        return Photo(photo_bytes(path, key) if with_pictures else b"", alt), key
    except OSError:
        log.warning("the photo %s can't be read", path)
        return None, ""
