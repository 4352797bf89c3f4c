"""The words of letters about keeping: one letter to a person for all results of one kind of occasion."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override

from plon.corner.letters.letter import Item, Letter, Part, Section, spoken
from plon.corner.zones import zone_of
from plon.keepers.duties import duties_of
from plon.keepers.enums import KeepingState
from plon.keepers.letters.occasions import Occasion, Reader
from plon.keepers.secret import address_of, stop_address
from plon.keepers.silence import STEPS
from plon.pages import whole_address
from plon.projects.models import Project


@dataclass(frozen=True, slots=True)
class Words:
    """What a kind of letter says: subject, first lines, what the button does, last lines."""

    subject: Promise
    opening: Promise
    door: Promise
    closing: Promise | str = ""


WORDS: Mapping[str, Words] = {
    "ask": Words(
        gettext_lazy("Will you keep “%(title)s”?"),
        gettext_lazy(
            "You are asked to keep what a project has made: to know whether it is still good, to answer questions, to "
            "say when it is not. Plon writes twice a year; an answer is one click."
        ),
        gettext_lazy("Read what you take on, and answer"),
        gettext_lazy(
            "Nothing changes until you answer, and you need no account. If you know nobody here, do nothing: after a "
            "second letter we write no more."
        ),
    ),
    "remind": Words(
        gettext_lazy("Do you still keep “%(title)s”?"),
        gettext_lazy(
            "We wrote to you three weeks ago and have no answer. If there is none, we ask others of your organisation, "
            "so that what was made is not lost."
        ),
        gettext_lazy("Answer with one click"),
    ),
    "organisation": Words(
        gettext_lazy("Who keeps “%(title)s” now?"),
        gettext_lazy(
            "Somebody who keeps results of your project does not answer our letters, or wants none. Ask them, or name "
            "somebody else. If nobody is found within four weeks, the agency is told."
        ),
        gettext_lazy("Name somebody"),
    ),
    "agency": Words(
        gettext_lazy("Nobody answers for “%(title)s”"),
        gettext_lazy(
            "Neither who keeps it nor others of the organisation have answered. Take it over, or ask somebody."
        ),
        gettext_lazy("Open the list of results without a keeper"),
    ),
    "lost": Words(
        gettext_lazy("“%(title)s” has lost its last keeper"),
        gettext_lazy("Nobody keeps this result any more. It stays public; but nobody sees when it breaks."),
        gettext_lazy("Find somebody"),
    ),
    "ended": Words(
        gettext_lazy("One keeper fewer: “%(title)s”"),
        gettext_lazy("Somebody keeps it no more. Others do, but two people are safer than one."),
        gettext_lazy("Name somebody"),
    ),
    "removed": Words(
        gettext_lazy("You keep “%(title)s” no more"),
        gettext_lazy("The team has taken this off you. Thank you for looking after it; there is nothing to do."),
        gettext_lazy("See what you still keep"),
    ),
    "declined": Words(
        gettext_lazy("No: “%(title)s”"),
        gettext_lazy("Whom you asked can't keep it. Nothing has changed: ask somebody else."),
        gettext_lazy("Ask somebody else"),
    ),
    "accepted": Words(
        gettext_lazy("Yes: “%(title)s” is kept"),
        gettext_lazy("Whom you asked keeps it from now on. Thank you for having looked after it."),
        gettext_lazy("See who keeps what"),
    ),
    "retired": Words(
        gettext_lazy("“%(title)s” was retired"),
        gettext_lazy(
            "It was said that this result need not last. Its page and files stay, with a notice that says why. If that "
            "is a mistake, the team changes its use plan."
        ),
        gettext_lazy("See it"),
    ),
}  # fmt: skip


def letters_of(occasions: Iterable[Occasion]) -> Iterator[Letter]:
    """Compose one letter for each reader and kind, with a part for each result."""
    ordered = sorted(occasions, key=lambda one: (one.reader.email, one.kind, one.result.project_id, one.result.pk))
    for (_email, kind), group in groupby(ordered, key=lambda one: (one.reader.email, one.kind)):
        yield _letter(kind, list(group))


def _letter(kind: str, told: Sequence[Occasion]) -> Letter:
    reader, words = told[0].reader, WORDS[kind]
    language = spoken(reader.language)
    with override(language), timezone.override(zone_of(reader.time_zone)):
        first = told[0].result.title_in(language)
        more = len(told) - 1
        subject = str(words.subject) % {"title": first}
        if more:
            subject += " " + ngettext("and %(n)s more", "and %(n)s more", more) % {"n": more}
        return Letter(
            email=reader.email,
            name=reader.name,
            language=language,
            subject=subject,
            opening=str(words.opening),
            parts=tuple(_part(each, str(words.door), language, is_one=not more) for each in told),
            abouts=frozenset((each.result.project_id, each.about) for each in told),
            closing=str(words.closing),
            reply_to=_asker(told[0]),
            stop_url=stop_address(reader.keeper) if reader.keeper and kind == "remind" else "",
        )


def _asker(one: Occasion) -> str:
    asked_by = one.keeping.asked_by if one.keeping and one.kind == "ask" else None
    return asked_by.email if asked_by else ""


def _part(one: Occasion, door: str, language: str, *, is_one: bool) -> Part:
    """Say of one result what matters, and where it is answered; one door is enough where there are several."""
    items = tuple(Item(*line) for line in _lines(one, language))
    sections = (Section("", items),) if items else ()
    return Part(one.result.title_in(language), sections, _door(one, is_one=is_one), door)


def _lines(one: Occasion, language: str) -> Iterator[tuple[str, str]]:
    """Yield (what, value) of one result, as far as this letter needs it."""
    project = one.result.project
    if one.kind == "ask":
        if one.keeping and one.keeping.asked_by:
            yield _("Asks you"), str(one.keeping.asked_by)
        elif one.keeping and one.keeping.takes_over:
            yield _("Asks you"), one.keeping.takes_over.kept_by
        yield from duties_of(one.result, language)
        yield _("We wait until"), _answer_by(one)
        return
    yield _("Project"), _named(project)
    if one.keeping is not None and one.keeping.kept_by:
        yield _("For"), one.keeping.kept_by
    if one.keeping is not None and one.keeping.ended_how:
        yield _("What happened"), one.keeping.get_ended_how_display()
    if one.kind == "remind" and one.keeping is not None and one.keeping.state == KeepingState.KEEPING:
        yield _("Last confirmed"), _day(one.keeping.confirmed_at)
    reason = one.keeping.reason if one.keeping else one.reason
    if reason:
        yield _("Reason"), reason


def _named(project: Project) -> str:
    return f"{project} · {project.number}" if project.number else str(project)


def _day(moment: object) -> str:
    return date_format(timezone.localtime(moment), "DATE_FORMAT") if moment else ""  # type: ignore[arg-type]


def _answer_by(one: Occasion) -> str:
    keeping = one.keeping
    step = STEPS.get(keeping.silence) if keeping else None
    return _day(keeping.silent_since + step.after) if keeping and step and keeping.silent_since else ""


def _door(one: Occasion, *, is_one: bool) -> str:
    """Return where a reader answers: keepers by their link, the agency in the office, the team in the workspace."""
    reader: Reader = one.reader
    if reader.keeper is not None:
        return address_of(
            reader.keeper, one.keeping.public_id if is_one and one.keeping and one.keeping.is_open else ""
        )
    if one.kind == "agency":
        return whole_address(reverse("office_orphans:index"))
    if one.kind == "retired":
        return whole_address(one.result.get_absolute_url())
    return whole_address(reverse("keepers:index", args=[one.result.project.public_id]))
