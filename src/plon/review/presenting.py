"""What the pages of a review show: checks beside results, what changed, who may do what."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from plon.projects.models import Project
from plon.results.models import Result
from plon.results.queries import results_of
from plon.review.checks import Check, checks_of
from plon.review.content import Changed, changes_between, content_of
from plon.review.enums import WAITING, ItemState, Level
from plon.review.models import Decision, Hiding, ProjectReview, Remark, ReviewedResult
from plon.review.offering import may_submit
from plon.review.queries import states_of_results


@dataclass(frozen=True, slots=True)
class Card:
    """One result on a page: `result` is None once it was deleted, `item` before it was submitted."""

    title: str
    result: Result | None
    item: ReviewedResult | None
    checks: tuple[Check, ...]
    # What changed since the decision before this submission; None where there was none.
    since_decision: tuple[Changed, ...] | None
    # What the team changed after it submitted, so that it is not what was submitted.
    since_submission: tuple[Changed, ...]
    decisions: tuple[Decision, ...]
    remarks: tuple[Remark, ...]
    hiding: Hiding | None
    can_submit: bool

    @property
    def required(self) -> list[Check]:
        return [check for check in self.checks if check.is_required and check.is_open]

    @property
    def advisory(self) -> list[Check]:
        return [check for check in self.checks if not check.is_required and check.is_open]

    @property
    def in_order(self) -> list[Check]:
        return [check for check in self.checks if not check.is_open]

    @property
    def is_waiting(self) -> bool:
        return self.item is not None and self.item.state in WAITING

    @property
    def is_early(self) -> bool:
        """Whether it is public and not approved: allowed, and marked as such."""
        is_approved = self.item is not None and self.item.state == ItemState.APPROVED
        return self.result is not None and self.result.is_published and not is_approved


@dataclass(frozen=True, slots=True)
class Page:
    """A project's review as a page shows it."""

    cards: tuple[Card, ...]
    checks: tuple[Check, ...]

    def count(self, level: Level) -> int:
        """Count what is open, in results and project."""
        every = [check for card in self.cards for check in card.checks] + list(self.checks)
        return sum(check.is_open and check.rule.level == level for check in every)

    @property
    def required_open(self) -> int:
        return self.count(Level.REQUIRED)

    @property
    def advisory_open(self) -> int:
        return self.count(Level.ADVISORY)

    @property
    def can_submit(self) -> bool:
        return any(card.can_submit for card in self.cards)


def page_of(
    project: Project | None, review: ProjectReview | None, hidings: Iterable[Hiding], language: str, *, in_office: bool
) -> Page:
    """Return the page of a project's review; of a deleted project what the review has kept.

    In the office results that were never submitted are left out, and internal notes are there.
    """
    items = {item.result_id or -item.pk: item for item in review.items.all()} if review else {}
    hidden = {hiding.result_id: hiding for hiding in hidings}
    checks = checks_of(project) if project else ()
    results = list(results_of(project)) if project else []
    by_result: dict[str, list[Check]] = {}
    for check in checks:
        by_result.setdefault(check.result, []).append(check)
    cards = [
        _card(items.get(result.pk), result, by_result.get(result.public_id, []), hidden.get(result.pk), language,
              in_office=in_office)
        for result in results
        if not in_office or result.pk in items
    ]  # fmt: skip
    there = {result.pk for result in results}
    cards += [
        _card(item, None, [], None, language, in_office=in_office) for key, item in items.items() if key not in there
    ]
    if in_office:
        # What waits for the agency comes first.
        cards.sort(key=lambda card: not card.is_waiting)
    return Page(tuple(cards), tuple(by_result.get("", [])))


def _card(
    item: ReviewedResult | None,
    result: Result | None,
    checks: list[Check],
    hiding: Hiding | None,
    language: str,
    *,
    in_office: bool,
) -> Card:
    now = content_of(result) if result else None
    since_decision = since_submission = None
    if item and item.round > 1:
        since_decision = tuple(changes_between(item.decided_content, item.content, language))
    if item and now is not None and item.state in WAITING:
        since_submission = tuple(changes_between(item.content, now, language))
    return Card(
        title=result.title_in(language) if result else item.title if item else "",
        result=result,
        item=item,
        checks=tuple(checks),
        since_decision=since_decision,
        since_submission=since_submission or (),
        decisions=tuple(item.decisions.all()) if item else (),
        remarks=visible(item.remarks.all(), in_office=in_office) if item else (),
        hiding=hiding,
        can_submit=result is not None and hiding is None and may_submit(result, item),
    )


def visible(remarks: Iterable[Remark], *, in_office: bool) -> tuple[Remark, ...]:
    """Return the messages that this side reads."""
    return tuple(remark for remark in remarks if in_office or not remark.is_internal)


def queue_rows(
    reviews: Iterable[ProjectReview], tied: frozenset[int], today: datetime.date
) -> list[tuple[ProjectReview, int | None, bool]]:
    """Return (review, days owed, whether a tie keeps this officer from deciding)."""
    return [(review, review.days_owed(today), review.pk in tied) for review in reviews]


def general(review: ProjectReview | None, *, in_office: bool) -> tuple[Remark, ...]:
    """Return the messages about the whole."""
    remarks: Any = getattr(review, "general_remarks", ())
    return visible(remarks, in_office=in_office)


def public_words(result: Result) -> str:
    """Say on a result's public page that the agency has not approved it; "" once it has. 1 query."""
    state = states_of_results([result.pk]).get(result.pk)
    if state == ItemState.APPROVED:
        return ""
    if state in {ItemState.RETURNED, ItemState.RESUBMITTED}:
        return _("Published by the project; the agency’s review is not finished yet.")
    return _("Published by the project; the agency has not reviewed it yet.")
