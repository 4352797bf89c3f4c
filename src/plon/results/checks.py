"""What is missing before a result is published: each finding says why and where to fix it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plon.programme.sharing import licence_is_open, requires_open_licence
from plon.results.fit.facets import card_or_none
from plon.results.models import FitCard, Result
from plon.results.queries import newest_files

PLATFORM_LIMIT = 100 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend. `is_must` findings stop publication; the others are advice. `field` is where to go."""

    code: str
    message: Promise
    why: Promise
    field: str
    is_must: bool
    # On which page `field` stands: "" the result's own, "fit" the questions of its fit card.
    place: str = ""


_GUIDE_LICENCE = _("Programme Guide 2025, Part A, p. 14: an open licence on educational resources is mandatory.")
_GUIDE_EDITABLE = _("Programme Guide 2025, Part A, p. 14: digital and editable, so that others can adapt it.")
_GUIDE_EMBLEM = _("Programme Guide 2025, Part A, p. 13: without the emblem the grant may be reduced.")

Check = Callable[[Result], Iterator[Finding]]


def findings_for(result: Result) -> list[Finding]:
    """Return what is missing in a result (loaded with texts, files and links), musts first."""
    found = [finding for check in _CHECKS for finding in check(result)]
    return sorted(found, key=lambda finding: not finding.is_must)


def _words(result: Result) -> Iterator[Finding]:
    texts = list(result.texts.all())
    if not any(text.title and text.summary for text in texts):
        yield Finding("no-text", _("A title and a description in at least one language"),
                      _("People decide by it whether to open the result."), "title_pl", is_must=True)  # fmt: skip
    written = {text.language for text in texts if text.title and text.summary}
    for language, message in (("pl", _("A description in Polish")), ("en", _("A description in English"))):
        if written and language not in written:
            yield Finding(f"no-{language}", message, _("Who reads another language finds it too."),
                          f"summary_{language}", is_must=False)  # fmt: skip
    if written and not any(text.audience for text in texts):
        yield Finding("no-audience", _("For whom it is"), _("A teacher looks for her own pupils first."),
                      "audience_pl", is_must=False)  # fmt: skip


def _description(result: Result) -> Iterator[Finding]:
    if not result.category:
        yield Finding(
            "no-category", _("A category"), _("The EU results platform asks for it."), "category", is_must=True
        )
    if result.kind == "tangible" and not result.languages:
        yield Finding("no-language", _("The language of the result itself"),
                      _("It is a filter in the catalogue."), "languages", is_must=True)  # fmt: skip


def _licence(result: Result) -> Iterator[Finding]:
    if result.kind != "tangible":
        return
    is_must = requires_open_licence(result.category)
    if not result.licence:
        yield Finding("no-licence", _("A licence"), _GUIDE_LICENCE, "licence", is_must=True)
    elif not licence_is_open(result.licence):
        yield Finding("closed-licence", _("A licence that lets others use, change and share it"), _GUIDE_LICENCE,
                      "licence", is_must=is_must)  # fmt: skip
    if not result.carries_licence_notice:
        yield Finding("no-notice", _("The licence written on the result itself"),
                      _("Programme Guide 2025, Part D, p. 470: on the work or where it is available."),
                      "carries_licence_notice", is_must=False)  # fmt: skip


def _substance(result: Result) -> Iterator[Finding]:
    files, links = [file for file, _earlier in newest_files(result)], list(result.links.all())
    if result.kind == "tangible" and not files and not links:
        yield Finding(
            "nothing-to-take", _("A file or a link"), _("There is nothing to take yet."), "files", is_must=True
        )
    if files and not any(file.is_editable for file in files):
        yield Finding("not-editable", _("A version that others can edit"), _GUIDE_EDITABLE, "files", is_must=False)
    if any(file.size > PLATFORM_LIMIT for file in files):
        yield Finding("large-file", _("Files of at most 100 MB"),
                      _("The EU results platform takes no larger ones; link the film or split the file."),
                      "files", is_must=False)  # fmt: skip


def _visibility(result: Result) -> Iterator[Finding]:
    if result.kind == "tangible" and not result.carries_emblem:
        yield Finding("no-emblem", _("The EU emblem and the funding statement on the result"), _GUIDE_EMBLEM,
                      "carries_emblem", is_must=True)  # fmt: skip
    if result.cover and not result.cover_alt:
        yield Finding("no-alt", _("What the cover shows, in words"),
                      _("Who does not see the picture hears it."), "cover_alt", is_must=True)  # fmt: skip


def _fit(result: Result) -> Iterator[Finding]:
    """Advise what visitors filter by. Nothing here stops publication: an empty answer misleads nobody."""
    if result.kind != "tangible":
        return
    card = card_or_none(result) or FitCard()
    if not card.audiences:
        yield _advice("audience", _("Who takes it in hand"), _("The first thing visitors filter by."))
    if not card.levels and card.age_from is None and card.age_to is None:
        yield _advice("age", _("For what age or level of education"), _("A class of ten-year-olds needs to know."))
    if not card.time_from and not card.time_to:
        yield _advice("time", _("How long it takes"), _("A teacher plans in lessons of 45 minutes."))
    if not card.group_from and not card.group_to:
        yield _advice("size", _("For how many people at once"), _("A game for six does not fit a class of thirty."))
    if not card.qualities:
        yield _advice("quality", _("How it is known to be good"),
                      _("What was tried out and judged is trusted."))  # fmt: skip


def _advice(field: str, message: Promise, why: Promise) -> Finding:
    return Finding(f"fit-{field}", message, why, field, is_must=False, place="fit")


_CHECKS: tuple[Check, ...] = (_words, _description, _licence, _substance, _visibility, _fit)
