"""What a team does so that results last: use plans with reviews, ends on purpose, looks at what became of them."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from plon.accounts.guests import Doer, account_of
from plon.history.models import Event
from plon.history.record import changed, record, snapshot
from plon.plans.actions import plan_use
from plon.plans.models import UsePlan
from plon.programme.lasting import RETIRE
from plon.results.models import Result
from plon.sustainability.counting import count_standings
from plon.sustainability.models import Review
from plon.sustainability.refusals import AlreadyThere, NotDueYet, NothingToRetire

LOOK_FIELDS = ("done_on", "outcome", "note")


@transaction.atomic
def plan_lasting_use(
    result: Result,
    *,
    by: Doer,
    version: int | None = None,
    reason: str = "",
    reviews: Iterable[datetime.date] | None = None,
    **fields: Any,
) -> UsePlan:
    """Say how a result goes on after funding, and when it is looked at again.

    Args:
        result: the result.
        by: who plans.
        version: the version the person saw, 0 if there was no use plan; None asks no question.
        reason: why a promised use plan changes.
        reviews: all days on which to look at it again; looks that are due on other days are dropped. None leaves them.
        **fields: see `plans.actions.use_plans.USE_FIELDS`.

    Raises:
        ChangedMeanwhile, ReasonNeeded, ValidationError: see `plan_use`.
    """
    plan = plan_use(result, by=by, version=version, reason=reason, **fields)
    if reviews is not None:
        set_reviews(result, by=by, days=reviews)
    count_standings([result.pk])
    return plan


@transaction.atomic
def retire_on_purpose(
    result: Result,
    *,
    by: Doer,
    on: datetime.date | None,
    why: str,
    also: Iterable[str] = (),
    version: int | None = None,
    reason: str = "",
) -> UsePlan:
    """Plan that a result comes to its end: not everything must last (domain.md §1.5).

    Looks that were planned for after its end are dropped. The result itself stays public until somebody withdraws it.

    Args:
        result: the result.
        by: who decides.
        on: its last day.
        why: what makes it a decision and not a loss.
        also: where it is kept all the same: "archive".
        version: see `plan_lasting_use`.
        reason: why a promised use plan changes.

    Raises:
        NothingToRetire: the day or the reason is missing.
        ChangedMeanwhile, ReasonNeeded, ValidationError: see `plan_use`.
    """
    if not (on and why.strip()):
        raise NothingToRetire(_("Say on which day it ends and why."), field="cause" if on else "on")
    plan = plan_use(
        result, by=by, version=version, reason=reason, form=RETIRE, also=list(also), until=on, risk=why.strip()
    )
    drop_looks_after(result, by=by, day=on)
    count_standings([result.pk])
    return plan


@transaction.atomic
def drop_looks_after(result: Result, *, by: Doer, day: datetime.date) -> None:
    """Take out what was planned for days after a result's end; each can be put back from the history."""
    for review in Review.objects.filter(result=result, done_on__isnull=True, due_on__gt=day):
        remove_review(review, by=by)


@transaction.atomic
def set_reviews(result: Result, *, by: Doer, days: Iterable[datetime.date]) -> None:
    """Let a result be looked at again on these days and no others; what was done stays."""
    wanted, known = set(days), {review.due_on: review for review in Review.objects.filter(result=result)}
    for day, review in known.items():
        if not review.is_done and day not in wanted:
            remove_review(review, by=by)
    plan_reviews(result, by=by, days=wanted - known.keys())


@transaction.atomic
def plan_reviews(result: Result, *, by: Doer, days: Iterable[datetime.date]) -> None:
    """Plan to look at a result again on some days; those that are planned already stay."""
    known = set(Review.objects.filter(result=result).values_list("due_on", flat=True))
    wanted = sorted(set(days) - known)
    for day in wanted:
        review = Review(result=result, due_on=day)
        review.full_clean()
        review.save()
    if wanted:
        told: list[object] = [None, [day.isoformat() for day in wanted]]
        record("review.planned", by=by, subject=result, project_id=result.project_id, changes={"due_on": told})


@transaction.atomic
def do_review(review: Review, *, by: Doer, outcome: str, note: str = "", on: datetime.date | None = None) -> Review:
    """Say what a look at a result brought; said again, it is corrected.

    Args:
        review: which look.
        by: who looked.
        outcome: of `Outcome`.
        note: what they saw.
        on: when they looked; None is today.

    Raises:
        NotDueYet: the day lies ahead.
        ValidationError: no outcome.
    """
    found = Review.objects.select_for_update().get(pk=review.pk)
    day = on or timezone.localdate()
    if day > timezone.localdate():
        raise NotDueYet(_("Nobody can have looked on a day to come."), field="on")
    before = snapshot(found, LOOK_FIELDS)
    found.done_on, found.outcome, found.note = day, outcome, note
    found.done_by, found.done_by_label = account_of(by), str(by)[:200]
    found.full_clean()
    found.save()
    if changes := changed(before, found):
        record("review.done", by=by, subject=found, project_id=review.result.project_id, changes=changes)
    count_standings([found.result_id])
    return found


@transaction.atomic
def remove_review(review: Review, *, by: Doer) -> Event:
    """Take a look out, done or due; the history can put it back."""
    kept: list[object] = [
        {
            "public_id": review.public_id,
            "result": review.result.public_id,
            "due_on": review.due_on.isoformat(),
            "done_on": review.done_on.isoformat() if review.done_on else None,
            "outcome": review.outcome,
            "note": review.note,
            "done_by_label": review.done_by_label,
        }
    ]
    event = record(
        "review.removed", by=by, subject=review, project_id=review.result.project_id,
        changes={"due_on": [review.due_on.isoformat(), None], "_review": kept},
    )  # fmt: skip
    result = review.result_id
    review.delete()
    count_standings([result])
    return event


@transaction.atomic
def put_review_back(event: Event, by: Doer) -> None:
    """Bring a look back that was taken out (see `plon.projects.restoring`).

    Raises:
        AlreadyThere: it is there again, or its result is gone.
        ValidationError: another look is planned for its day by now.
    """
    kept = dict(event.changes["_review"][0])
    result = Result.objects.filter(project_id=event.project_id or 0, public_id=kept.pop("result")).first()
    if result is None or Review.objects.filter(public_id=kept["public_id"]).exists():
        raise AlreadyThere(_("Its result is gone, or it is there already."))
    days = {name: _day(kept.pop(name)) for name in ("due_on", "done_on")}
    review = Review(result=result, **kept, **days)
    review.full_clean()
    review.save()
    record("review.restored", by=by, subject=review, project_id=result.project_id)
    count_standings([result.pk])


def _day(told: object) -> datetime.date | None:
    return datetime.date.fromisoformat(str(told)) if told else None
