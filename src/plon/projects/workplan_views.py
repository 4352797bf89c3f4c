"""The page of the work plan: work packages and milestones."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from plon.errors import DomainError
from plon.history.receipts import take_once
from plon.projects.actions import workplan as actions
from plon.projects.models import Milestone, Project, WorkPackage
from plon.projects.pages import person_of, workspace_context
from plon.projects.queries import get_project_for
from plon.projects.refusals import ChangedMeanwhile
from plon.projects.refusing import show_refusal
from plon.projects.rules import EDIT
from plon.projects.workplan_forms import MilestoneForm, PackageForm


@login_required
@take_once
def work_plan(request: HttpRequest, project: str) -> HttpResponse:
    """All work packages and milestones, and adding to them."""
    found = get_project_for(request.user, project)
    wanted = request.POST.get("add", "")
    numbers = found.work_packages.order_by("-number").values_list("number", flat=True)[:1]
    package = PackageForm(
        request.POST if wanted == "package" else None, project=found, initial={"number": next(iter(numbers), 0) + 1}
    )
    milestone = MilestoneForm(request.POST if wanted == "milestone" else None, project=found, prefix="milestone")
    if request.method == "POST":
        get_project_for(request.user, project, EDIT)
        form = milestone if wanted == "milestone" else package
        if form.is_valid() and _added(found, request, form):
            return redirect("projects:work-plan", project)
    context = {
        **workspace_context(found, request.user, "work_plan"),
        "packages": found.work_packages.annotate(result_count=Count("results", distinct=True)),
        "milestones": [(each, _is_outside(each, found)) for each in found.milestones.select_related("work_package")],
        "package_form": package,
        "milestone_form": milestone,
    }
    return render(request, "projects/workplan.html", context)


def _is_outside(milestone: Milestone, project: Project) -> bool:
    is_early = bool(project.start and milestone.due < project.start)
    return is_early or bool(project.end and milestone.due > project.end)


def _added(project: Project, request: HttpRequest, form: PackageForm | MilestoneForm) -> bool:
    values: dict[str, Any] = {name: value for name, value in form.cleaned_data.items() if name != "version"}
    try:
        if isinstance(form, PackageForm):
            actions.add_work_package(project, by=person_of(request), **values)
        else:
            actions.add_milestone(project, by=person_of(request), **values)
    except (DomainError, ValidationError) as refusal:
        show_refusal(form, refusal)
        return False
    messages.success(request, _("It is in the work plan."))
    return True


def _item(project: Project, kind: str, public_id: str) -> WorkPackage | Milestone:
    if kind == "package":
        return get_object_or_404(WorkPackage, project=project, public_id=public_id)
    return get_object_or_404(Milestone, project=project, public_id=public_id)


@login_required
def change(request: HttpRequest, project: str, kind: str, item: str) -> HttpResponse:
    """Change a work package or a milestone."""
    found = get_project_for(request.user, project, EDIT)
    present = _item(found, kind, item)
    names = actions.PACKAGE_FIELDS if kind == "package" else actions.MILESTONE_FIELDS
    initial = {name: getattr(present, name) for name in names} | {"version": present.version}
    form_class = PackageForm if kind == "package" else MilestoneForm
    form = form_class(request.POST or None, project=found, initial=initial)
    theirs: list[tuple[str, object]] = []
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in names}
        try:
            actions.change_work_plan_item(
                present, by=person_of(request), version=form.cleaned_data["version"], **values
            )
        except ChangedMeanwhile as refusal:
            theirs = [(str(form[name].label), initial[name]) for name in form.changed_data if name != "version"]
            form.data = {**{name: form[name].value() for name in form.fields}, "version": str(present.version)}
            show_refusal(form, refusal)
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("projects:work-plan", project)
    context = {**workspace_context(found, request.user, "work_plan"), "form": form, "item": present, "theirs": theirs}
    return render(request, "projects/workplan_item.html", context)


@login_required
def remove(request: HttpRequest, project: str, kind: str, item: str) -> HttpResponse:
    """Take a work package or a milestone out, after asking."""
    found = get_project_for(request.user, project, EDIT)
    present = _item(found, kind, item)
    if request.method == "POST":
        actions.remove_work_plan_item(present, by=person_of(request))
        messages.success(request, _("“%(name)s” was taken out of the work plan.") % {"name": present})
        return redirect("projects:work-plan", project)
    context = {**workspace_context(found, request.user, "work_plan"), "item": present}
    return render(request, "projects/workplan_remove.html", context)
