"""Letters to keepers by the clock: who is due, each letter once, and from whom an answer is waited for."""

import datetime
from collections.abc import Iterator
from itertools import groupby

from django.db.models import F
from django.utils import timezone

from plon.corner.letters.claims import told_to
from plon.corner.letters.letter import Letter
from plon.corner.letters.sending import deliver_all
from plon.corner.models import SentLetter
from plon.corner.zones import zone_of
from plon.keepers.actions import expect_answers
from plon.keepers.models import Keeper, Keeping
from plon.keepers.queries import LIVING, retired
from plon.results.enums import ResultState
from plon.sustainability.letters.composing import letters_to
from plon.sustainability.letters.periods import APART, HOURS, NOT_BEFORE, Half, half_of

EVERY = datetime.timedelta(hours=1)
AT_A_TIME = 100
People = Iterator[tuple[Keeper, list[Keeping]]]


def kept_now() -> Iterator[Keeping]:
    """Yield what is kept at present by people who get letters: public results that did not end, keeper by keeper."""
    found = Keeping.objects.filter(
        LIVING, ~retired("result"), result__state=ResultState.PUBLISHED, keeper__stopped_at=None
    )
    found = (
        found.filter(keeper__isnull=False).select_related("keeper", "result__project").prefetch_related("result__texts")
    )
    yield from found.order_by("keeper_id", F("result__project_id"), "result_id").iterator(chunk_size=500)


def half_year_letters(now: datetime.datetime) -> Iterator[Letter]:
    """Compose the letters of the half-year that are due at `now`; none without content."""
    half = half_of(now.date())
    for some in _batches(_by_keeper(kept_now())):
        projects = {each.result.project_id for _keeper, keepings in some for each in keepings}
        told = _told(projects, half, now)
        due = [
            (keeper, keepings)
            for keeper, keepings in some
            if keeper.email not in told and _is_due(keeper, keepings, now)
        ]
        if due:
            yield from letters_to(due, half.about, now)


def _by_keeper(keepings: Iterator[Keeping]) -> People:
    for keeper, group in groupby(keepings, key=lambda each: each.keeper):
        if keeper is not None:
            yield keeper, list(group)


def _batches(people: People) -> Iterator[list[tuple[Keeper, list[Keeping]]]]:
    some: list[tuple[Keeper, list[Keeping]]] = []
    for one in people:
        some.append(one)
        if len(some) == AT_A_TIME:
            yield some
            some = []
    if some:
        yield some


def _told(projects: set[int], half: Half, now: datetime.datetime) -> set[str]:
    """Return who has the letter of this half-year, or had one a short while ago, or gets it at this moment."""
    began = timezone.make_aware(datetime.datetime.combine(half.first, datetime.time()))
    since = min(began, now - APART)
    return {email for _project, email, about in told_to(projects, since=since) if about.startswith("keep:half:")}


def _is_due(keeper: Keeper, keepings: list[Keeping], now: datetime.datetime) -> bool:
    """Tell whether somebody has kept something long enough to be asked, and whether it is day where they are."""
    began = min(each.accepted_at for each in keepings if each.accepted_at)
    return now - began >= NOT_BEFORE and now.astimezone(zone_of(keeper.time_zone)).hour in HOURS


def note_what_is_asked(now: datetime.datetime) -> int:
    """Wait for an answer from everybody whose letter of this half-year has gone; return of how many results.

    Read from the letters that went, so that a worker that dies after sending loses nothing.
    """
    half, noted = half_of(now.date()), 0
    gone = SentLetter.objects.filter(about=half.about, sent_at__isnull=False)
    sent = dict(gone.values_list("email", "sent_at"))
    waiting = [each for each in kept_now() if each.keeper and each.keeper.email in sent and not each.silence]
    for email, keepings in groupby(waiting, key=lambda each: each.keeper.email if each.keeper else ""):
        moment = sent[email]
        if moment is not None:
            noted += expect_answers([each.pk for each in keepings], since=moment)
    return noted


def send_half_year_letters() -> None:
    """Send what is due, then wait for answers."""
    now = timezone.now()
    deliver_all(half_year_letters(now))
    note_what_is_asked(now)
