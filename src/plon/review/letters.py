"""Letters of the review: to the coordinators when something was decided, to the officer when the team did its part."""

from collections.abc import Sequence

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from plon.accounts.models import User
from plon.pages import whole_address
from plon.projects.letters import post_to_coordinators
from plon.projects.models import Project
from plon.projects.queries import coordinators_of
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
        _send_on_commit("remark_office", officer, review=remark.review, remark=remark)


def tell_of_hiding(hiding: Hiding) -> None:
    """Tell the coordinators that a result was hidden, stays hidden, or is back."""
    _to_coordinators("hiding", hiding.project, hiding=hiding)


def tell_of_appeal(hiding: Hiding) -> None:
    """Tell who hid it of the appeal."""
    if hiding.hidden_by and hiding.hidden_by.is_active:
        _send_on_commit("appeal", hiding.hidden_by, hiding=hiding)


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


def _to_coordinators(kind: str, project: Project | None, **context: object) -> None:
    if project is not None:
        for membership in coordinators_of(project):
            if membership.person.is_active:
                _send_on_commit(kind, membership.person, project=project, **context)


def _send_on_commit(kind: str, person: User, **context: object) -> None:
    """Send once the change is safe; a mail server that is away spoils nothing."""

    def send() -> None:  # not a partial: Django logs the failure of a robust callback by its qualified name
        with override(person.language):
            text = render_to_string(f"review/letters/{kind}.txt", {**context, "base_url": settings.BASE_URL})
        subject, _sep, body = text.strip().partition("\n")
        send_mail(" ".join(subject.split()), body.strip() + "\n", None, [person.email])

    transaction.on_commit(send, robust=True)
