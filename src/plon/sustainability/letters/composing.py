"""The letter of the half-year: one to each keeper, for all they keep, of any project."""

import datetime
from collections.abc import Iterable, Iterator, Sequence

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from plon.corner.letters.letter import Item, Letter, Part, Section, spoken
from plon.corner.zones import zone_of
from plon.keepers.models import Keeper, Keeping
from plon.keepers.secret import address_of, stop_address
from plon.sustainability.letters.gathering import News, news_of
from plon.sustainability.letters.wording import sections_of


def half_year_letter(
    keeper: Keeper,
    keepings: Sequence[Keeping],
    about: str,
    now: datetime.datetime,
    *,
    news: dict[int, News] | None = None,
) -> Letter | None:
    """Compose the letter to one keeper; None if there is nothing to tell.

    Args:
        keeper: who gets it.
        keepings: what they keep, with results and projects.
        about: the name of the half-year in `SentLetter`.
        now: the moment of the letter.
        news: what became of the results, if it was gathered for several keepers at once.
    """
    known = news or news_of({each.result_id: each.confirmed_at for each in keepings}, now)
    told = [each for each in keepings if known[each.result_id].has_content]
    if not told:
        return None
    quiet = [each for each in keepings if not known[each.result_id].has_content]
    language = spoken(keeper.language)
    with override(language), timezone.override(zone_of(keeper.time_zone)):
        today = timezone.localdate(now)
        parts = [_part(each, known[each.result_id], language, today) for each in told]
        if quiet:
            parts.append(_quiet(keeper, quiet, language))
        return Letter(
            email=keeper.email,
            name=keeper.name,
            language=language,
            subject=_subject(keepings, language),
            opening=_(
                "This is what became of what you keep. Please say of each result whether it is still good: open it, "
                "look, click. There you also hand it over, or retire it."
            ),
            parts=tuple(parts),
            abouts=frozenset((each.result.project_id, about) for each in keepings),
            stop_url=stop_address(keeper),
            closing=_("As of %(day)s. Who does not answer in three weeks gets a second letter; then others are asked.")
            % {"day": date_format(today, "DATE_FORMAT")},
        )


def _subject(keepings: Sequence[Keeping], language: str) -> str:
    if len(keepings) == 1:
        return _("Is “%(title)s” still good?") % {"title": keepings[0].result.title_in(language)}
    words = ngettext(
        "Is the result that you keep still good?", "Are the %(n)s results that you keep still good?", len(keepings)
    )
    return words % {"n": len(keepings)}


def _part(keeping: Keeping, news: News, language: str, today: datetime.date) -> Part:
    assert keeping.keeper  # noqa: S101  the keepings of a keeper
    return Part(
        keeping.result.title_in(language),
        sections_of(news, today),
        address_of(keeping.keeper, keeping.public_id),
        _("Still good? Confirm, hand over, retire"),
    )


def _quiet(keeper: Keeper, quiet: Iterable[Keeping], language: str) -> Part:
    """Name the results of which there is nothing to tell, with one door for all."""
    items = tuple(Item(each.result.title_in(language)) for each in quiet)
    return Part(_("Nothing new about these"), (Section("", items),), address_of(keeper), _("See and confirm them"))


def letters_to(keepers: Iterable[tuple[Keeper, list[Keeping]]], about: str, now: datetime.datetime) -> Iterator[Letter]:
    """Compose the letters of several keepers, what became of their results read at once."""
    people = list(keepers)
    confirmed = {each.result_id: each.confirmed_at for _keeper, keepings in people for each in keepings}
    news = news_of(confirmed, now)
    for keeper, keepings in people:
        letter = half_year_letter(keeper, keepings, about, now, news=news)
        if letter is not None:
            yield letter
