"""Of which links and of which days something is asked: `?about=result:r7k2mq4&from=2025-03-01&to=2025-03-31`."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from plon.counting.memory import today
from plon.shortlinks.models import ShortLink

LINK, RESULT, CHANNEL = "link", "result", "channel"
LAST_DAYS = (7, 30, 90)


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `first` to `last`; `is_whole` where nobody has chosen."""

    first: datetime.date
    last: datetime.date
    is_whole: bool = True

    @property
    def query(self) -> str:
        if self.is_whole:
            return ""
        return urlencode({"from": self.first.isoformat(), "to": self.last.isoformat()})


def period_of(asked: Mapping[str, str], begins: datetime.date) -> Period:
    """Return the days that are asked for; what is malformed, or lies ahead, is forgiven.

    Args:
        asked: what stands behind the question mark.
        begins: the day from which there can be counts.
    """
    now = today()
    first, last = _day(asked.get("from", "")), _day(asked.get("to", ""))
    is_whole = first is None and last is None
    first, last = max(first or begins, begins), min(last or now, now)
    if first > last:
        return Period(min(begins, now), now)
    return Period(first, last, is_whole)


def _day(written: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(written[:10])
    except ValueError:
        return None


def last_days(days: int, begins: datetime.date) -> Period:
    """Return the last so many days up to today, as far as there are any."""
    now = today()
    return Period(max(now - datetime.timedelta(days=days - 1), begins), now, is_whole=False)


def narrowed(links: Iterable[ShortLink], about: str) -> list[ShortLink]:
    """Return the links that `about` names: "link:CODE", "result:ID", "channel:CODE", "" for all."""
    kind, _colon, value = about.partition(":")
    tests = {
        LINK: lambda link: link.code == value,
        RESULT: lambda link: link.result_key == value,
        CHANNEL: lambda link: link.channel == value,
    }
    return [link for link in links if tests[kind](link)] if kind in tests else list(links)
