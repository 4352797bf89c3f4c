"""What became of results since the last letter, from the rooms that know it, in a constant number of queries."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Count

from plon.fixity.queries import faults_of
from plon.linkwatch.links import BadLink, troubles_in
from plon.plans.models import UsePlan
from plon.reach.queries import reach_of
from plon.reach.reached import Reached
from plon.sustainability.models import Review
from plon.uptake.enums import Shown
from plon.uptake.models import Inquiry, Use
from plon.uptake.queries import counted_uses, counts_of

# A letter tells of half a year.
SPAN = datetime.timedelta(days=183)
# A plan that ends within so many days is to be renewed, or ended on purpose.
ENDS_SOON = datetime.timedelta(days=270)
# Somebody's word is old after so many days, so that it is asked for once a year though nothing else is to be told.
WORD_IS_OLD = datetime.timedelta(days=300)
MOST_NAMES = 3


@dataclass(frozen=True, slots=True)
class News:
    """What became of one result in half a year.

    Attributes:
        reached: views, visits and downloads.
        uses: how many organisations told in that time that they use it; `all_uses` since ever.
        users: names of some of them, those that let the public read them.
        questions: how many questions and suggestions wait for an answer.
        bad_links: public links that are in trouble.
        bad_files: how many stored files are damaged or missing.
        reviews: days on which somebody was to look at it, and nobody has.
        plan_ends: when its use plan ends, if that is soon or was.
        word_is_old: nobody has confirmed it for most of a year.
    """

    reached: Reached = field(default_factory=Reached)
    uses: int = 0
    all_uses: int = 0
    users: tuple[str, ...] = ()
    questions: int = 0
    bad_links: tuple[BadLink, ...] = ()
    bad_files: int = 0
    reviews: tuple[datetime.date, ...] = ()
    plan_ends: datetime.date | None = None
    word_is_old: bool = False

    @property
    def has_content(self) -> bool:
        """Whether it is worth a letter."""
        seen = self.reached.views or self.reached.downloads or self.uses or self.questions
        is_broken = self.bad_links or self.bad_files
        return bool(seen or is_broken or self.reviews or self.plan_ends or self.word_is_old)


def news_of(confirmed: Mapping[int, datetime.datetime | None], now: datetime.datetime) -> dict[int, News]:
    """Return what became of results; `confirmed` has their keys and when each was last said to be good."""
    ids, today = list(confirmed), now.date()
    reached = reach_of(ids, today - SPAN, today)
    users, all_uses = _users(ids, now - SPAN), counts_of(ids)
    asked, bad, faulty = _asked(ids), troubles_in(ids), faults_of(ids)
    reviews, ends = _reviews(ids, today), _ends(ids, today)
    return {
        key: News(
            reached=reached.get(key, Reached()),
            uses=len(users.get(key, ())),
            all_uses=all_uses.get(key, 0),
            users=tuple(name for name in users.get(key, ()) if name)[:MOST_NAMES],
            questions=asked.get(key, 0),
            bad_links=tuple(bad.get(key, ())),
            bad_files=faulty.get(key, 0),
            reviews=tuple(reviews.get(key, ())),
            plan_ends=ends.get(key),
            word_is_old=(moment := confirmed[key]) is not None and now - moment > WORD_IS_OLD,
        )
        for key in ids
    }


def _users(ids: Iterable[int], since: datetime.datetime) -> dict[int, list[str]]:
    """Return for each result who told of a use since then; "" for those whom the public may not read."""
    found: dict[int, list[str]] = {}
    uses: Iterable[Use] = (
        counted_uses().filter(result__in=list(ids), confirmed_at__gte=since).order_by("-confirmed_at", "-pk")
    )
    for use in uses:
        found.setdefault(use.result_id, []).append("" if use.shown == Shown.NOTHING else use.organisation)
    return found


def _asked(ids: Iterable[int]) -> dict[int, int]:
    waiting = Inquiry.objects.filter(
        result__in=list(ids), confirmed_at__isnull=False, hidden_at=None, closed_at=None, answered_at=None
    )
    return dict(waiting.order_by().values_list("result_id").annotate(n=Count("pk")))


def _reviews(ids: Iterable[int], today: datetime.date) -> dict[int, list[datetime.date]]:
    found: dict[int, list[datetime.date]] = {}
    for review in Review.objects.filter(result__in=list(ids), done_on__isnull=True, due_on__lte=today + SPAN):
        found.setdefault(review.result_id, []).append(review.due_on)
    return found


def _ends(ids: Iterable[int], today: datetime.date) -> dict[int, datetime.date]:
    plans = UsePlan.objects.filter(result__in=list(ids), until__lte=today + ENDS_SOON)
    return {plan.result_id: plan.until for plan in plans if plan.until}
