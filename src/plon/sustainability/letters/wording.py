"""The words of a letter to a keeper, in the language and the time zone that are active."""

import datetime
from collections.abc import Iterator

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plon.corner.letters.letter import Item, Section
from plon.linkwatch.links import BadLink
from plon.linkwatch.wording import what_happened, what_to_do
from plon.sustainability.letters.gathering import News


def sections_of(news: News, today: datetime.date) -> tuple[Section, ...]:
    """Say what became of one result: what was done with it, what broke, what to renew; only what there is."""
    found = (
        (_("In the last half-year"), tuple(_done(news))),
        (_("What broke"), tuple(_broken(news))),
        (_("What to renew"), tuple(_to_renew(news, today))),
    )
    return tuple(Section(heading, items) for heading, items in found if items)


def _done(news: News) -> Iterator[Item]:
    views, taken = news.reached.views, news.reached.downloads
    if views:
        yield Item(ngettext("viewed %(n)s time", "viewed %(n)s times", views) % {"n": intcomma(views)})
    if taken:
        yield Item(ngettext("downloaded %(n)s time", "downloaded %(n)s times", taken) % {"n": intcomma(taken)})
    if news.uses:
        told = ngettext(
            "%(n)s organisation told that it uses it", "%(n)s organisations told that they use it", news.uses
        )
        all_uses = _("%(n)s in all") % {"n": intcomma(news.all_uses)} if news.all_uses > news.uses else ""
        detail = " · ".join(part for part in (", ".join(news.users), all_uses) if part)
        yield Item(told % {"n": intcomma(news.uses)}, detail)
    if news.questions:
        words = ngettext(
            "%(n)s question or suggestion waits for an answer",
            "%(n)s questions or suggestions wait for an answer",
            news.questions,
        )
        yield Item(words % {"n": news.questions}, _("The team of the project answers in Plon, under “Use”."))


def _broken(news: News) -> Iterator[Item]:
    yield from (broken(bad) for bad in news.bad_links)
    if news.bad_files:
        words = ngettext("%(n)s file is damaged or missing", "%(n)s files are damaged or missing", news.bad_files)
        yield Item(words % {"n": news.bad_files}, _("Tell the team: it puts a good copy in its place."))


def broken(bad: BadLink, url: str = "") -> Item:
    """Say of a bad link what happened and what to do. The address itself is no link: nobody should open it unwarned."""
    state = bad.known.state
    since = _("since %(day)s") % {"day": date_format(state.since, "DATE_FORMAT")} if state.since else ""
    title = " · ".join(part for part in (str(bad.link), since) if part)
    return Item(title, f"{what_happened(state)} {what_to_do(state)}", url)


def _to_renew(news: News, today: datetime.date) -> Iterator[Item]:
    for day in news.reviews:
        words = _("A look at it was due on %(day)s") if day < today else _("A look at it is due on %(day)s")
        yield Item(words % {"day": date_format(day, "DATE_FORMAT")})
    if news.plan_ends:
        words = _("Its plan ended on %(day)s") if news.plan_ends < today else _("Its plan ends on %(day)s")
        last = date_format(news.plan_ends, "DATE_FORMAT")
        yield Item(words % {"day": last}, _("Plan how it goes on, or retire it on purpose."))
    if news.word_is_old:
        yield Item(_("Your word: is it still good?"), _("Visitors read when it was last confirmed."))
