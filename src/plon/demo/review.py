"""What the example project handed to the agency: one result approved, one returned and improved, one that waits."""

from datetime import timedelta

from django.utils import timezone, translation

from plon.accounts.models import User
from plon.projects.models import Project
from plon.results.actions import change_result
from plon.results.enums import ResultState
from plon.review.actions import add_remark, assign, decide_results, submit_results
from plon.review.clock import due_on
from plon.review.models import Decision, ProjectReview, Remark, ReviewedResult

# The first submission and its answer, the second submission: days before today.
_SUBMITTED, _DECIDED, _AGAIN = 70, 48, 12


def add_review(acronym: str, people: dict[str, User]) -> None:
    """Submit what is public, approve one, return one with reasons; the team mends it and submits again."""
    lead, officer = people["coordinator@example.org"], people["officer@example.org"]
    project = Project.objects.get(acronym=acronym, is_example=True)
    public = list(project.results.filter(state=ResultState.PUBLISHED).order_by("position")[:2])
    if len(public) < 2:
        return
    mended = public[1]
    with translation.override("pl"):
        review = submit_results(project, by=lead, results=[result.public_id for result in public])
        assign(review, by=officer, officer=officer)
        good, other = (review.items.get(result=result) for result in public)
        decide_results(review, by=officer, rounds={good.public_id: 1}, verdict="approved")
        decide_results(
            review, by=officer, rounds={other.public_id: 1}, verdict="returned",
            reasons="Z opisu nie wynika, jak przygotować grupę przed wyjściem. Prosimy dopisać jedno, dwa zdania.",
        )  # fmt: skip
        add_remark(review, by=lead, item=other, text="Dopisaliśmy, co zrobić dzień wcześniej. Czy wystarczy?",
                   from_office=False)  # fmt: skip
        _days_ago(review)
        text = mended.texts.filter(language="pl").first()
        needs = f"{text.needs if text else ''} Dzień wcześniej: ustalcie zasady nad wodą i podzielcie klasę na czwórki."
        change_result(mended, by=lead, values={"needs_pl": needs.strip()}, reason="uwaga z oceny rezultatów")
        submit_results(project, by=lead, results=[mended.public_id])
    again = timezone.now() - timedelta(days=_AGAIN)
    ReviewedResult.objects.filter(pk=other.pk).update(submitted_at=again)
    ProjectReview.objects.filter(pk=review.pk).update(
        waiting_since=again, submitted_at=again, due_on=due_on(timezone.localdate(again))
    )


def _days_ago(review: ProjectReview) -> None:
    """Let the first round have happened some weeks ago."""
    now = timezone.now()
    review.items.update(submitted_at=now - timedelta(days=_SUBMITTED))
    Decision.objects.filter(item__review=review).update(at=now - timedelta(days=_DECIDED))
    Remark.objects.filter(review=review).update(at=now - timedelta(days=_AGAIN, hours=1))
    ProjectReview.objects.filter(pk=review.pk).update(decided_at=now - timedelta(days=_DECIDED))
