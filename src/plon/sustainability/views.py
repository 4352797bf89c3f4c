"""The workspace's pages of what lasts: the overview, a result's plan, its end on purpose, looks, the line of years."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from plon.errors import DomainError
from plon.keepers.queries import NOBODY, keepers_of
from plon.plans.models import UsePlan
from plon.plans.saving_together import save_together, seen_by
from plon.programme.codelists import codelist
from plon.programme.lasting import RETIRE, examples, findings
from plon.projects.pages import person_of, workspace_context
from plon.projects.promises import is_promised
from plon.projects.queries import get_project_for
from plon.projects.refusing import show_refusal
from plon.projects.rules import EDIT
from plon.results.models import Result
from plon.results.queries import get_result_for, results_of
from plon.sustainability.actions import do_review, plan_lasting_use, plan_reviews, retire_on_purpose
from plon.sustainability.afterlife import drawing_of, life_of
from plon.sustainability.forms import (
    LastingForm,
    LookForm,
    RetireForm,
    days_to_offer,
    initial_end,
    initial_plan,
    language_now,
)
from plon.sustainability.models import Review
from plon.sustainability.overview import rows_of, summary_of
from plon.sustainability.queries import durability_of, get_review_for, reviews_by_result, use_plans_in
from plon.sustainability.wording import next_step_of, tell

SECTION = "useplans"
UNPROCESSABLE = 422


@login_required
def index(request: HttpRequest, project: str) -> HttpResponse:
    """All results of the project: how each goes on, who keeps it, how lasting it is and what to do next."""
    found = get_project_for(request.user, project)
    rows = rows_of(found, language=language_now(), today=timezone.localdate())
    context = {
        **workspace_context(found, request.user, SECTION),
        "rows": rows,
        "summary": summary_of(rows),
        "findings": findings(language_now()),
    }
    return render(request, "sustainability/index.html", context)


@login_required
def plan(request: HttpRequest, project: str, result: str) -> HttpResponse:
    """The use plan of one result."""
    the_result = get_result_for(request.user, project, result, EDIT)
    use, reviews = _known_of(the_result)
    days, proposed = days_to_offer(the_result, use, reviews)
    due = [review for review in reviews if not review.is_done]
    initial = initial_plan(use, due, proposed)
    saving = save_together(
        request,
        lambda data: LastingForm(
            data, project=the_result.project, initial=initial, days=days, is_promised=_is_promised(the_result, use)
        ),
        initial["version"],
        lambda form: plan_lasting_use(
            the_result, by=person_of(request), version=form.cleaned_data["version"], reason=form.why(),
            reviews=form.days(), **form.values(),
        ),
    )  # fmt: skip
    if saving.is_saved:
        messages.success(request, saving.told)
        return redirect("sustainability:index", project)
    context = _about(request, the_result, use) | {
        "form": saving.form, "theirs": saving.theirs, "seen": seen_by(saving.form),
        "done": [review for review in reviews if review.is_done],
        "forms_of_use": _forms_of_use(),
    }  # fmt: skip
    return render(request, "sustainability/plan.html", context, status=UNPROCESSABLE if saving.form.errors else 200)


def _known_of(result: Result) -> tuple[UsePlan | None, list[Review]]:
    use = UsePlan.objects.select_related("keeper").filter(result=result).first()
    return use, list(Review.objects.filter(result=result))


def _is_promised(result: Result, use: UsePlan | None) -> bool:
    return use is not None and is_promised(result.project_id, "use_plan", use.public_id)


def _about(request: HttpRequest, result: Result, use: UsePlan | None) -> dict[str, Any]:
    """What stands around each form of a result: who keeps it, how lasting it is."""
    durability = durability_of([result.pk])[result.pk]
    return {
        **workspace_context(result.project, request.user, SECTION),
        "result": result,
        "title": result.title_in(language_now()),
        "use": use,
        "kept": keepers_of([result.pk]).get(result.pk, NOBODY),
        "durability": tell(durability),
        "next_step": next_step_of(durability, result),
    }


def _forms_of_use() -> list[tuple[str, str, str]]:
    """Return (name, what it means, a plan from real life) for each form of use."""
    language, told = language_now(), examples(language_now())
    return [
        (term.name(language), term.explanation(language), told.get(term.code, ""))
        for term in codelist("use_forms")
        if term.code != RETIRE
    ]


@login_required
def retire(request: HttpRequest, project: str, result: str) -> HttpResponse:
    """Plan that a result comes to its end."""
    the_result = get_result_for(request.user, project, result, EDIT)
    use, _reviews = _known_of(the_result)
    initial = initial_end(use)
    saving = save_together(
        request,
        lambda data: RetireForm(
            data, project=the_result.project, initial=initial, is_promised=_is_promised(the_result, use)
        ),
        initial["version"],
        lambda form: retire_on_purpose(
            the_result, by=person_of(request), on=form.cleaned_data["on"], why=form.cleaned_data["cause"],
            also=["archive"] if form.cleaned_data["is_archived"] else [],
            version=form.cleaned_data["version"], reason=form.why(),
        ),
    )  # fmt: skip
    if saving.is_saved:
        messages.success(request, _("Its end is planned. Change the plan whenever you decide otherwise."))
        return redirect("sustainability:index", project)
    context = _about(request, the_result, use) | {
        "form": saving.form, "theirs": saving.theirs, "seen": seen_by(saving.form),
        "example": examples(language_now())[RETIRE],
    }  # fmt: skip
    return render(request, "sustainability/retire.html", context, status=UNPROCESSABLE if saving.form.errors else 200)


@login_required
def review(request: HttpRequest, project: str, result: str, review: str) -> HttpResponse:
    """Say what a look at a result brought."""
    found = get_review_for(request.user, project, result, review, EDIT)
    initial = {"on": found.done_on or timezone.localdate(), "outcome": found.outcome, "note": found.note}
    form = LookForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                _look(found, request, form.cleaned_data)
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Thank you. It stands in the history of the result."))
            return redirect("sustainability:index", project)
    use, reviews = _known_of(found.result)
    context = _about(request, found.result, use) | {
        "form": form, "review": found,
        "before": [each for each in reviews if each.is_done and each.pk != found.pk],
        "has_next": any(not each.is_done and each.pk != found.pk for each in reviews),
    }  # fmt: skip
    return render(request, "sustainability/review.html", context, status=UNPROCESSABLE if form.errors else 200)


def _look(found: Review, request: HttpRequest, told: dict[str, Any]) -> None:
    by = person_of(request)
    do_review(found, by=by, outcome=told["outcome"], note=told["note"], on=told["on"])
    if told["again_on"]:
        plan_reviews(found.result, by=by, days=[told["again_on"]])


@login_required
def look(request: HttpRequest, project: str, result: str) -> HttpResponse:
    """Look at a result out of turn: on POST a look is planned for today, and its form opens."""
    the_result = get_result_for(request.user, project, result, EDIT)
    if request.method == "POST":
        today = timezone.localdate()
        plan_reviews(the_result, by=person_of(request), days=[today])
        today_s = Review.objects.get(result=the_result, due_on=today)
        return redirect("sustainability:review", project, result, today_s.public_id)
    return redirect("sustainability:index", project)


@login_required
def timeline(request: HttpRequest, project: str) -> HttpResponse:
    """The life of all results after the project's end, on a line of years and as a table, to be printed."""
    found, today = get_project_for(request.user, project), timezone.localdate()
    line = life_of(
        found, results_of(found), use_plans_in(found), reviews_by_result(found), language=language_now(), today=today
    )
    context = {
        **workspace_context(found, request.user, "afterlife"),
        "line": line,
        "drawing": drawing_of(line, today=today),
        "without_day": [life for life in line.lives if life.until is None],
    }
    return render(request, "sustainability/timeline.html", context)
