"""The letters that are due: one per person and language, with a part for each search that found something new."""

import datetime
import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from plon.catalogue.listing import ALL
from plon.corner.letters.letter import Item, Letter, Part, Section, spoken
from plon.corner.zones import zone_of
from plon.pages import whole_address
from plon.savedsearches.alerts.claims import Told, mark_looked
from plon.savedsearches.alerts.tokens import stop_address
from plon.savedsearches.asking import address_of, asked_of
from plon.savedsearches.enums import Rhythm
from plon.savedsearches.looking import CannotLook, News, news_of
from plon.savedsearches.models import SavedSearch
from plon.savedsearches.periods import period_of
from plon.savedsearches.queries import told_searches

log = logging.getLogger("plon.savedsearches")


@dataclass(frozen=True, slots=True)
class Alert:
    """A letter and what it tells."""

    letter: Letter
    told: tuple[Told, ...]


def alerts_due(now: datetime.datetime) -> Iterator[Alert]:
    """Compose what is to go at `now`; a search that can't be answered is left for the next time."""
    due = [(search, period) for search in told_searches() if (period := _period(search, now))]
    for _reader, group in groupby(due, key=lambda pair: (pair[0].owner_id, pair[0].language)):
        told = tuple(_told(group))
        if told:
            yield Alert(_letter(told), told)


def _period(search: SavedSearch, now: datetime.datetime) -> str:
    period = period_of(search.rhythm, now.astimezone(zone_of(search.owner.time_zone)))
    return period if period != search.looked_for else ""


def _told(group: Iterable[tuple[SavedSearch, str]]) -> Iterator[Told]:
    for search, period in group:
        with override(spoken(search.language)):
            news = _news(search)
        if news is None:
            continue
        if news.rows:
            yield news, period
        else:
            mark_looked(news, period)


def _news(search: SavedSearch) -> News | None:
    try:
        return news_of(search)
    except CannotLook as reason:
        log.warning("No letter: %s", reason)
    except Exception:  # one search that fails must not stop everybody's letters
        log.exception("Saved search %s failed; it is tried again", search.pk)
    return None


def _letter(told: tuple[Told, ...]) -> Letter:
    searches = [news.search for news, _period in told]
    owner, language = searches[0].owner, spoken(searches[0].language)
    count = sum(len(news.hits) for news, _period in told)
    with override(language):
        subject = (
            ngettext("%(n)s new find: %(name)s", "%(n)s new finds: %(name)s", count)
            % {"n": count, "name": searches[0].name}
            if len(searches) == 1
            else ngettext("%(n)s new find in your searches", "%(n)s new finds in your searches", count) % {"n": count}
        )
        return Letter(
            email=owner.email,
            name=owner.name,
            language=language,
            subject=subject,
            opening=_("This is new in the catalogue since we last wrote to you."),
            parts=tuple(_part(news) for news, _period in told),
            abouts=frozenset((news.search.pk, period) for news, period in told),
            stop_url=stop_address(searches),
            closing=_closing(),
        )


def _part(news: News) -> Part:
    search = news.search
    items = tuple(
        Item(
            "".join(part.text for part in row.heading.parts),
            # In a list of one kind there is nothing to tell apart.
            " · ".join((row.kind_name, *row.facts) if search.of == ALL.name else row.facts),
            whole_address(row.address),
        )
        for row in news.rows
    )
    return Part(
        search.name,
        (Section(_why(search), items),),
        whole_address(address_of(search.of, search.query, sort="newest")),
        _("See the whole list"),
    )


def _why(search: SavedSearch) -> str:
    """Say why this is told: who asked for it, when, what was asked."""
    about = {"day": date_format(search.created_at), "asked": asked_of(search).suggested_name}
    if search.rhythm == Rhythm.DAILY:
        return _("You asked for a letter a day when something new appears (%(asked)s, saved on %(day)s)") % about
    return _("You asked for a letter a week when something new appears (%(asked)s, saved on %(day)s)") % about


def _closing() -> str:
    address = whole_address(reverse("savedsearches:index"))
    return _("Change how often we write, or remove a search: %(address)s") % {"address": address}
