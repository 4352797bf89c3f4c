"""Letters of the review: to the coordinators when something was decided, to the officer when the team did its part."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from plon.accounts.letters import post_words_to
from plon.accounts.models import User
from plon.agency.letters import words_of
from plon.pages import whole_address
from plon.projects.letters import post_to_coordinators, post_words_to_coordinators
from plon.review.models import Decision, Hiding, ProjectReview, Remark


def tell_team(review: ProjectReview, decisions: Sequence[Decision]) -> None:
    """Tell the coordinators what was decided, result by result, with the reasons."""
    post_to_coordinators(
        "review.decided",
        review.project,
        lambda: {"title": review, "decisions": _in_words(decisions), "address": _address(review)},
    )


def tell_of_remark(remark: Remark) -> None:
    """Tell the other side that there is a message; it does not stand in the letter."""
    if remark.is_from_office:
        post_to_coordinators(
            "review.remark",
            remark.review.project,
            lambda: {"title": remark.review, "what": _what(remark), "address": _address(remark.review)},
        )
    elif officer := _officer_of(remark.review):
        context = {"review": remark.review, "remark": remark}
        post_words_to(officer, lambda: words_of("review/letters/remark_office.txt", context))


def tell_of_hiding(hiding: Hiding) -> None:
    """Tell the coordinators that a result was hidden, stays hidden, or is back."""
    context = {"hiding": hiding, "project": hiding.project}
    post_words_to_coordinators(hiding.project, lambda: words_of("review/letters/hiding.txt", context))


def tell_of_appeal(hiding: Hiding) -> None:
    """Tell who hid it of the appeal."""
    if hiding.hidden_by and hiding.hidden_by.is_active:
        post_words_to(hiding.hidden_by, lambda: words_of("review/letters/appeal.txt", {"hiding": hiding}))


def _in_words(decisions: Sequence[Decision]) -> str:
    told = (f"{one.item.title}: {one.get_verdict_display()}\n\n{one.reasons}".strip() for one in decisions)
    return "\n\n".join(told)


def _what(remark: Remark) -> str:
    if remark.item:
        return _("The agency’s officer wrote about “%(title)s”.") % {"title": remark.item.title}
    return _("The agency’s officer wrote to you.")


def _address(review: ProjectReview) -> str:
    return whole_address(reverse("review:index", args=[review.project.public_id])) if review.project else ""


def _officer_of(review: ProjectReview) -> User | None:
    last = Decision.objects.filter(item__review=review).select_related("by").first()
    officer = review.assigned_to or (last.by if last else None)
    return officer if officer and officer.is_active and officer.is_officer else None
