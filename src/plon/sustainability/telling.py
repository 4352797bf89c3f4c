"""What the room says on other rooms' pages: a result's page in the workspace, the project's overview."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from plon.corner.calendar_days import CalendarDay
from plon.organisations.models import Organisation
from plon.plans.models import UsePlan
from plon.projects.models import Project
from plon.projects.overview import Reminder
from plon.results.enums import ResultState
from plon.results.models import Result
from plon.sustainability.queries import durability_of, overdue_in, reviews_in
from plon.sustainability.wording import next_step_of, tell


def panel_of(result: Result) -> dict[str, object] | None:
    """Return how lasting a ready or public result is, and what to do next; None while it is in work."""
    if result.state not in {ResultState.READY, ResultState.PUBLISHED}:
        return None
    durability = durability_of([result.pk])[result.pk]
    return {"result": result, "durability": tell(durability), "next_step": next_step_of(durability, result)}


def remind_of_reviews(project: Project) -> Reminder | None:
    """Say on the project's overview that looks at results are overdue; silent without any."""
    late = list(overdue_in(project, today=timezone.localdate()))
    if not late:
        return None
    text = ngettext(
        "It is time to look at %(n)s result again: is it still good?",
        "It is time to look at %(n)s results again: are they still good?",
        len(late),
    ) % {"n": len(late)}
    first = late[0]
    address = reverse("sustainability:review", args=[project.public_id, first.result.public_id, first.public_id])
    return Reminder(text, address if len(late) == 1 else reverse("sustainability:index", args=[project.public_id]),
                    _("Look now"))  # fmt: skip


def count_plans(project: Project) -> int:
    return UsePlan.objects.filter(project=project).count()


def is_all_planned(project: Project) -> bool:
    """Tell whether each thing that people can take has its use plan."""
    things = Result.objects.filter(project=project, kind="tangible")
    return things.exists() and not things.filter(use_plan__isnull=True).exists()


def review_days(project: Project, organisation: Organisation | None) -> list[CalendarDay]:
    """Return the looks still to come for a calendar; a partner's own has those at what that partner keeps."""
    due = reviews_in(project).filter(done_on__isnull=True).prefetch_related("result__texts").order_by("pk")
    if organisation:
        due = due.filter(result__use_plan__keeper=organisation)
    language = get_language() or "en"
    return [
        CalendarDay(
            "review",
            review.public_id,
            review.updated_at,
            _("Still good? %(title)s") % {"title": review.result.title_in(language)},
            review.due_on,
            _("Look whether it is used, whether its links work and whether it is up to date."),
        )
        for review in due
    ]
