"""What pages say of links: names instead of keys, sums by result and by channel."""

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from plon.counting.memory import today
from plon.programme.codelists import codelist
from plon.programme.places import language_name
from plon.shortlinks.labels import tool_name
from plon.shortlinks.models import ShortLink
from plon.shortlinks.narrowing import CHANNEL, RESULT
from plon.shortlinks.reach import Reach, sum_of


@dataclass(frozen=True, slots=True)
class Row:
    """One link in the table."""

    link: ShortLink
    name: str
    about: str
    channel: str
    language: str
    reach: Reach

    @property
    def whole_name(self) -> str:
        """Its name, unlike that of every other link of the project."""
        return ", ".join(filter(None, (self.name, self.language, self.about)))


@dataclass(frozen=True, slots=True)
class Sum:
    """What the links of one result, or of one channel, reached; `about` as in `narrowing`."""

    label: str
    about: str
    links: int
    reach: Reach


def rows_of(links: Iterable[ShortLink], reach: Mapping[int, Reach], language: str) -> list[Row]:
    """Return the rows of links; those of the project come first, then result by result, the team's own at the end."""
    rows = [row_of(link, reach.get(link.pk, Reach()), language) for link in links]
    return sorted(rows, key=lambda row: (row.link.result_key, not row.link.tool, row.name.casefold(), row.language))


def row_of(link: ShortLink, reach: Reach, language: str) -> Row:
    return Row(
        link,
        name=link.label or tool_name(link.tool),
        about=about_of(link, language),
        channel=channel_name(link.channel, language),
        language=language_name(link.language, language) if link.language else "",
        reach=reach,
    )


def about_of(link: ShortLink, language: str) -> str:
    """Return the title of the result that a link leads to; the project where it has none."""
    if link.result is not None:
        return link.result.title_in(language)
    return _("a deleted result") if link.result_key else _("the whole project")


def channel_name(channel: str, language: str) -> str:
    return codelist("channels").name(channel, language) if channel else ""


def sums_by_result(rows: Iterable[Row]) -> list[Sum]:
    return _sums(rows, lambda row: (row.about, f"{RESULT}:{row.link.result_key}"))


def sums_by_channel(rows: Iterable[Row]) -> list[Sum]:
    return _sums(rows, lambda row: (row.channel or _("no channel named"), f"{CHANNEL}:{row.link.channel}"))


def _sums(rows: Iterable[Row], key: Callable[[Row], tuple[str, str]]) -> list[Sum]:
    parts: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        parts.setdefault(key(row), []).append(row)
    sums = [Sum(label, about, len(part), sum_of(row.reach for row in part)) for (label, about), part in parts.items()]
    return sorted(sums, key=lambda each: (-each.reach.opens, each.label.casefold()))


def begin_of(links: Iterable[ShortLink]) -> datetime.date:
    """Return the first day on which one of the links could be opened."""
    zone = timezone.get_default_timezone()
    return min((timezone.localdate(link.made_at, zone) for link in links), default=today())
