"""What officers do: take a review over, declare a conflict, approve, return."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plon.accounts.enums import PlatformRole
from plon.accounts.models import User
from plon.history.record import record
from plon.review.actions.standing import settle
from plon.review.enums import WAITING, Verdict
from plon.review.letters import tell_team
from plon.review.models import Conflict, Decision, OwnReason, ProjectReview, ReviewedResult
from plon.review.refusals import DecidedAlready, NotImpartial, ReasonMissing
from plon.review.rules import require_impartial

# More of them nobody finds again.
MOST_OWN_REASONS = 40


@transaction.atomic
def decide_results(
    review: ProjectReview, *, by: User, rounds: Mapping[str, int], verdict: str, reasons: str = ""
) -> list[Decision]:
    """Approve results or return them with reasons: all that are named, or none. The team gets one letter.

    Args:
        review: the project's review.
        by: the officer.
        rounds: {public id of the item: the submission that the officer saw}.
        verdict: of `Verdict`.
        reasons: what is to be mended; the team reads it.

    Raises:
        NotImpartial: the officer has a tie to the project.
        ReasonMissing: something is returned and nobody says why.
        DecidedAlready: one of them was decided, or submitted again, since the officer looked.
    """
    review = ProjectReview.objects.select_for_update().get(pk=review.pk)
    require_impartial(by, review)
    if verdict == Verdict.RETURNED and not reasons.strip():
        raise ReasonMissing(_("Say what is to be mended: the team reads it."), field="reasons")
    items = list(review.items.select_for_update().filter(public_id__in=rounds))
    is_as_seen = [item.state in WAITING and item.round == rounds[item.public_id] for item in items]
    if not items or len(items) != len(rounds) or not all(is_as_seen):
        raise DecidedAlready(_("Somebody decided, or the team submitted again, since you opened the page. Look anew."))
    decisions = [_decide(item, by, Verdict(verdict), reasons.strip()) for item in items]
    review.decided_at = timezone.now()
    settle(review)
    record(
        f"projectreview.{verdict}", by=by, subject=review, project_id=review.project_id, reason=reasons,
        changes={"results": [[], [item.title for item in items]]},
    )  # fmt: skip
    tell_team(review, decisions)
    return decisions


def _decide(item: ReviewedResult, by: User, verdict: Verdict, reasons: str) -> Decision:
    decision = Decision(
        item=item, round=item.round, verdict=verdict, reasons=reasons, content=item.content, by=by,
        by_label=str(by)[:200],
    )  # fmt: skip
    decision.full_clean(exclude=["content"])
    decision.save()
    item.state = verdict.value
    item.full_clean(exclude=["content", "decided_content"])
    item.save()
    return decision


@transaction.atomic
def assign(review: ProjectReview, *, by: User, officer: User | None) -> ProjectReview:
    """Say which officer a review is with; None gives it back to all.

    Raises:
        NotImpartial: that person has a tie to the project, or is no officer.
    """
    review = ProjectReview.objects.select_for_update().get(pk=review.pk)
    if officer:
        require_impartial(officer, review)
    before = review.assigned_label
    review.assigned_to, review.assigned_label = officer, str(officer)[:200] if officer else ""
    review.full_clean()
    review.save()
    record("projectreview.assigned", by=by, subject=review, project_id=review.project_id,
           changes={"assigned_to": [before, review.assigned_label]})  # fmt: skip
    return review


@transaction.atomic
def declare_conflict(review: ProjectReview, *, by: User, reason: str) -> Conflict:
    """An officer says what ties them to a project; from then on another decides. It can't be taken back.

    Raises:
        NotImpartial: it was declared already, or who declares is no officer.
        ReasonMissing: nobody says what the tie is.
    """
    review = ProjectReview.objects.select_for_update().get(pk=review.pk)
    if not by.is_officer or review.conflicts.filter(officer=by).exists():
        raise NotImpartial(_("You declared a conflict of interest here already."))
    if not reason.strip():
        raise ReasonMissing(_("Say what ties you to the project."), field="reason")
    conflict = Conflict(review=review, officer=by, officer_label=str(by)[:200], reason=reason.strip())
    conflict.full_clean()
    conflict.save()
    if review.assigned_to_id == by.pk:
        review.assigned_to, review.assigned_label = None, ""
        review.save(update_fields=["assigned_to", "assigned_label"])
    # The reason is for the office; the project's history says only that it was so.
    record("projectreview.conflict", by=by, subject=review, project_id=review.project_id)
    return conflict


def officers() -> list[User]:
    """Return those to whom a review can be given."""
    roles = (PlatformRole.OFFICER, PlatformRole.ADMINISTRATOR)
    return list(User.objects.filter(role__in=roles, is_active=True).order_by("name", "email"))


@transaction.atomic
def keep_reason(by: User, *, text: str) -> OwnReason:
    """Keep a reason that an officer writes often; the same text stands once."""
    kept, _is_new = OwnReason.objects.get_or_create(officer=by, text=text.strip()[:1000])
    for old in OwnReason.objects.filter(officer=by).order_by("-pk")[MOST_OWN_REASONS:]:
        old.delete()
    return kept


@transaction.atomic
def forget_reason(by: User, *, key: int) -> None:
    """Drop one of one's own reasons."""
    OwnReason.objects.filter(officer=by, pk=key).delete()
