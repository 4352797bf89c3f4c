"""An event as a plain e-mail and as a calendar file (RFC 5545), from the same answers as its invitation."""

import datetime
import hashlib
from collections.abc import Mapping
from urllib.parse import urlsplit

import icalendar

from plon.typeset.tools.content import ToolContent
from plon.typeset.tools.tool import MissingAnswer

_DAY = datetime.timedelta(days=1)


def title_of(content: ToolContent) -> str:
    """Return what the event is called: its own name, else the title of the tool."""
    return content.fields.get("event", "").strip() or content.title


def registration_of(content: ToolContent) -> str:
    """Return where people sign up, else the short link."""
    return content.fields.get("register", "").strip() or content.link


def lines_of(text: str) -> list[str]:
    """Return the lines that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def audience_of(content: ToolContent) -> str:
    """Return whom the event is for: the group it was planned for, else whom the result is for."""
    return content.group or (content.results[0].audience if content.results else "")


def plain_text(content: ToolContent, words: Mapping[str, str]) -> str:
    """Return the invitation as an e-mail that every program shows: no markup, one thought per line."""
    answers, notices = content.fields, content.notices
    when = ", ".join(part for part in (answers.get("date", ""), answers.get("time", "")) if part)
    facts = (
        (words["when"], when),
        (words["where"], answers.get("place", "")),
        (words["online"], answers.get("link", "")),
        (words["for_whom"], audience_of(content)),
    )
    agenda = lines_of(answers.get("agenda", ""))
    ways = (
        (words["register"], registration_of(content)),
        (words["contact"], content.contact),
    )
    ending = (
        f"{words['project']}: {content.project_title}" if content.project_title else "",
        notices.project_number,
        # The disclaimer opens with the statement where both are sourced in the same words.
        "" if notices.disclaimer.startswith(notices.statement) else notices.statement,
        notices.disclaimer,
        notices.licence_notice,
    )
    blocks = (
        content.example,
        f"{words['invitation']}: {title_of(content)}",
        content.message,
        "\n".join(f"{name}: {value}" for name, value in facts if value),
        "\n".join([words["agenda"], *(f"- {line}" for line in agenda)]) if agenda else "",
        "\n".join(f"{name}: {value}" for name, value in ways if value),
        "\n".join(["--", *(line for line in ending if line)]),
    )
    return "\n\n".join(block.strip() for block in blocks if block.strip()) + "\n"


def calendar_file(content: ToolContent) -> bytes:
    """Return one event that people put into their calendar. The same answers give the same bytes.

    A day without an hour lasts whole days, its last included. An hour without a zone is that of wherever one is, as
    RFC 5545 (3.3.5) calls it floating: it is never moved to another.

    Raises:
        MissingAnswer: there is no start, or it is no date.
    """
    start = _moment(content, "start")
    if start is None:
        raise MissingAnswer("start")
    end = _moment(content, "end")
    event = icalendar.Event()
    title, link = title_of(content), registration_of(content)
    # Who imports the invitation in two languages gets one event for each: titles differ, so names do.
    name = hashlib.sha256(f"{link}\n{title}\n{content.language}".encode()).hexdigest()[:24]
    event.add("uid", f"event-{name}@{urlsplit(content.link).hostname or 'localhost'}")
    # The file knows no clock: it is stamped with the event's own day, so that it stays the same.
    event.add("dtstamp", _in_utc(start))
    event.add("summary", title)
    _times(event, start, end)
    if place := content.fields.get("place", "").strip() or content.fields.get("link", "").strip():
        event.add("location", place)
    description = [content.message, content.fields.get("link", ""), link, content.contact, content.notices.statement]
    event.add("description", "\n".join(part for part in description if part))
    if link:
        event.add("url", link)
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Plon//Plon//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _moment(content: ToolContent, key: str) -> datetime.date | datetime.datetime | None:
    written = content.fields.get(key, "").strip()
    if not written:
        return None
    try:
        return datetime.date.fromisoformat(written)
    except ValueError:
        pass
    try:
        return datetime.datetime.fromisoformat(written)
    except ValueError as refusal:
        raise MissingAnswer(key) from refusal


def _times(event: icalendar.Event, start: datetime.date, end: datetime.date | None) -> None:
    """Write start and end of one sort: both days, both hours, or none that ends before it begins."""
    hours = isinstance(start, datetime.datetime)
    if hours != isinstance(end, datetime.datetime):
        end = None
    if isinstance(start, datetime.datetime) and isinstance(end, datetime.datetime):
        if start.tzinfo is None or end.tzinfo is None:
            start, end = start.replace(tzinfo=None), end.replace(tzinfo=None)
        event.add("dtstart", _in_utc(start) if start.tzinfo else start)
        if end > start:
            event.add("dtend", _in_utc(end) if end.tzinfo else end)
        return
    if isinstance(start, datetime.datetime):
        event.add("dtstart", _in_utc(start) if start.tzinfo else start)
        return
    event.add("dtstart", start)
    event.add("dtend", (end if end and end > start else start) + _DAY)


def _in_utc(moment: datetime.date) -> datetime.datetime:
    """Return a moment that means the same in every program, without a table of zones."""
    if not isinstance(moment, datetime.datetime):
        moment = datetime.datetime.combine(moment, datetime.time())
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=datetime.UTC)
    return moment.astimezone(datetime.UTC).replace(microsecond=0)
