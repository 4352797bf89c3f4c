"""The form of each item of a plan: a page of its own, or a part of the board in place of its card."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from plon.errors import DomainError
from plon.history.receipts import take_once
from plon.plans import actions, queries
from plon.plans.editing import EDITORS, Editor
from plon.plans.examples import indicator_examples
from plon.plans.forms import MessageForm, PairForm, RemoveForm
from plon.plans.fragments import card_of, is_fragment
from plon.plans.models import Indicator, PlannedActivity, TargetGroup, UsePlan
from plon.plans.saving_together import save_together, seen_by
from plon.projects.because import Cause, cause_of, save_because
from plon.projects.models import Project
from plon.projects.pages import person_of, workspace_context
from plon.projects.promises import is_promised
from plon.projects.queries import get_project_for
from plon.projects.refusing import show_refusal
from plon.projects.rules import EDIT
from plon.results.models import Result

UNPROCESSABLE = 422


@login_required
@take_once
def add(request: HttpRequest, project: str, kind: str) -> HttpResponse:
    """Add a group, activity or indicator."""
    found, editor = get_project_for(request.user, project, EDIT), EDITORS[kind]
    ready = indicator_examples(get_language() or "en", found.action_type) if kind == "indicator" else []
    form = editor.form(request.POST or None, project=found, initial=_beginning(request, found, kind, ready))
    cause, write = cause_of(request, found), editor.add
    if request.method == "POST" and form.is_valid() and write:
        try:
            by = person_of(request)
            item = save_because(cause, found, by=by, write=lambda: write(found, by, form))
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            if is_fragment(request):  # An address that the receipt remembers: sent twice, it is added once.
                return redirect("plans:card", project, kind, item.public_id)
            return _saved(request, found, editor, item, _("It is in the plan."), cause)
    return _form_page(request, found, kind, form, examples=ready, cause=cause)


def _beginning(request: HttpRequest, project: Project, kind: str, ready: list[Any]) -> dict[str, Any]:
    """Return what a new item begins with: a ready example, the result or the group it was asked from."""
    chosen = next((each for each in ready if each.code == request.GET.get("example")), None)
    initial: dict[str, Any] = chosen.as_initial() if chosen else {}
    result = Result.objects.filter(project=project, public_id=request.GET.get("result", "")).first()
    group = TargetGroup.objects.filter(project=project, public_id=request.GET.get("group", "")).first()
    if result:
        initial |= {"results": [result]} if kind == "activity" else {"result": result}
    if group and kind == "activity":
        initial[f"reaches_{group.pk}"] = True
    return initial


@login_required
def change(request: HttpRequest, project: str, kind: str, item: str) -> HttpResponse:
    """Change a group, activity or indicator."""
    found = queries.get_item_for(request.user, project, kind, item, EDIT)
    return _change(request, found.project, kind, found, item, is_promised(found.project_id, kind, item))


@login_required
def result(request: HttpRequest, project: str, item: str) -> HttpResponse:
    """Change what the board shows of a result."""
    found = get_project_for(request.user, project, EDIT)
    the_result = get_object_or_404(Result.objects.select_related("project"), project=found, public_id=item)
    return _change(request, found, "result", the_result, item, is_promised(found.pk, "result", item))


@login_required
def use(request: HttpRequest, project: str, item: str) -> HttpResponse:
    """Say how a result is used and kept after funding."""
    found = get_project_for(request.user, project, EDIT)
    the_result = get_object_or_404(Result.objects.select_related("project"), project=found, public_id=item)
    known = UsePlan.objects.filter(result=the_result).first()
    promised = known is not None and is_promised(found.pk, "use_plan", known.public_id)
    return _change(request, found, "use_plan", the_result, item, promised)


def _change(
    request: HttpRequest,
    project: Project,
    kind: str,
    item: Any,
    public_id: str,
    promised: bool,  # noqa: FBT001  said by its name
) -> HttpResponse:
    editor, cause = EDITORS[kind], cause_of(request, project)
    initial = editor.initial(item) | ({"reason": cause.reason} if cause else {})
    saving = save_together(
        request,
        lambda data: editor.form(data, project=project, initial=initial, is_promised=promised),
        initial["version"],
        lambda form: save_because(
            cause, project, by=person_of(request), write=lambda: editor.change(item, person_of(request), form)
        ),
    )
    if saving.is_saved:
        return _saved(request, project, editor, saving.saved or item, saving.told, cause)
    return _form_page(
        request, project, kind, saving.form, item=item, theirs=saving.theirs, public_id=public_id,
        seen=seen_by(saving.form), cause=cause,
    )  # fmt: skip


def _saved(
    request: HttpRequest, project: Project, editor: Editor, item: object, told: str, cause: Cause | None = None
) -> HttpResponse:
    if is_fragment(request):
        return render(request, "plans/_card.html", card_of(project, request.user, item))
    messages.success(request, told)
    if cause:
        return redirect(cause.url)
    return redirect(f"{reverse('plans:index', args=[project.public_id])}#{editor.section}")


def _form_page(request: HttpRequest, project: Project, kind: str, form: Any, **more: object) -> HttpResponse:
    context = {**workspace_context(project, request.user, "plan"), "form": form, "kind": kind,
               "heading": EDITORS[kind].heading, "section": EDITORS[kind].section, **more}  # fmt: skip
    status = UNPROCESSABLE if form.errors and is_fragment(request) else 200
    template = "plans/_form.html" if is_fragment(request) else "plans/item.html"
    return render(request, template, {**context, "fields": f"plans/fields/{kind}.html"}, status=status)


@login_required
@require_POST
def move(request: HttpRequest, project: str, kind: str, item: str) -> HttpResponse:
    """Move an item up or down."""
    found = queries.get_item_for(request.user, project, kind, item, EDIT)
    beside = queries.neighbour_of(found, up=request.POST.get("to") == "up")
    if beside is not None:
        actions.place_item(found, by=person_of(request), position=beside)
    return redirect(f"{reverse('plans:index', args=[project])}#{item}")


@login_required
@require_POST
@take_once
def duplicate(request: HttpRequest, project: str, kind: str, item: str) -> HttpResponse:
    """Copy an item to the end of its list, and open the copy."""
    found = queries.get_item_for(request.user, project, kind, item, EDIT)
    try:
        copy = actions.duplicate_item(found, by=person_of(request))
    except (DomainError, ValidationError) as refusal:
        messages.error(request, " ".join(getattr(refusal, "messages", None) or [str(refusal)]))
        return redirect(f"{reverse('plans:index', args=[project])}#{item}")
    messages.success(request, _("Here is the copy: change what is different."))
    return redirect("plans:change", project, kind, copy.public_id)


@login_required
def remove(request: HttpRequest, project: str, kind: str, item: str) -> HttpResponse:
    """Take an item out of the plan, after telling what goes with it; the board then offers to undo it."""
    found = queries.get_item_for(request.user, project, kind, item, EDIT)
    return _remove(request, found, kind)


@login_required
def remove_use(request: HttpRequest, project: str, item: str) -> HttpResponse:
    """Take the use plan of a result back."""
    found = get_project_for(request.user, project, EDIT)
    known = get_object_or_404(UsePlan.objects.select_related("result"), project=found, result__public_id=item)
    return _remove(request, known, "use_plan")


def _remove(
    request: HttpRequest, found: TargetGroup | PlannedActivity | Indicator | UsePlan, kind: str
) -> HttpResponse:
    project, cause = found.project, cause_of(request, found.project)
    begun = {"reason": cause.reason if cause else ""}
    form = RemoveForm(request.POST or None, initial=begun) if is_promised(project.pk, kind, found.public_id) else None
    if request.method == "POST" and (form is None or form.is_valid()):
        by, reason = person_of(request), form.cleaned_data["reason"] if form else begun["reason"]
        with transaction.atomic():
            event = save_because(cause, project, by=by, write=lambda: actions.remove_item(found, by=by, reason=reason))
        if cause and not is_fragment(request):
            return redirect(cause.url)
        if is_fragment(request):
            return render(request, "plans/_undo.html", {"project": project, "undo": event})
        return redirect(
            f"{reverse('plans:index', args=[project.public_id])}?removed={event.pk}#{EDITORS[kind].section}"
        )
    context = {
        **workspace_context(project, request.user, "plan"),
        "item": found,
        "form": form,
        "cause": cause,
        "message_count": found.messages.count() if isinstance(found, TargetGroup) else 0,
        "activity_count": found.planned_activities.count() if isinstance(found, TargetGroup) else 0,
        "indicator_count": found.indicators.count() if isinstance(found, PlannedActivity) else 0,
    }
    if is_fragment(request):
        status = UNPROCESSABLE if form and form.errors else 200
        return render(request, "plans/_remove.html", context, status=status)
    return render(request, "plans/remove.html", context)


@login_required
def new_message(request: HttpRequest, project: str) -> HttpResponse:
    """Choose for which result and group a message is written."""
    found = get_project_for(request.user, project, EDIT)
    language = get_language() or "en"
    form = PairForm(request.GET or None)
    form.offer(
        [(each.public_id, each.title_in(language)) for each in found.results.prefetch_related("texts")],
        [(each.public_id, each.name) for each in found.target_groups.all()],
    )
    if form.is_valid():
        pair = (project, form.cleaned_data["result"], form.cleaned_data["group"])
        return redirect("plans:message", *pair)
    context = {**workspace_context(found, request.user, "plan"), "form": form}
    return render(request, "plans/new_message.html", context)


@login_required
def message(request: HttpRequest, project: str, result: str, group: str) -> HttpResponse:
    """Why one group would want one result."""
    found = get_project_for(request.user, project, EDIT)
    the_result = get_object_or_404(Result, project=found, public_id=result)
    the_group = get_object_or_404(TargetGroup, project=found, public_id=group)
    present = the_group.messages.filter(result=the_result).prefetch_related("texts").first()
    initial = {text.language: text.text for text in present.texts.all()} if present else {}
    seen = present.version if present else 0
    promised = bool(present) and is_promised(found.pk, "message", f"{result}:{group}")
    saving = save_together(
        request,
        lambda data: MessageForm(data, project=found, initial={**initial, "version": seen}, is_promised=promised),
        seen,
        lambda form: actions.write_message(
            the_result, the_group, by=person_of(request), texts=form.sentences(),
            version=form.cleaned_data["version"], reason=form.why(),
        ),
    )  # fmt: skip
    form = saving.form
    if saving.is_saved:
        if is_fragment(request) and saving.saved is None:
            return HttpResponse("")
        if is_fragment(request):
            return render(request, "plans/_card.html", card_of(found, request.user, saving.saved))
        messages.success(request, saving.told)
        return redirect(f"{reverse('plans:index', args=[project])}#messages")
    context = {
        **workspace_context(found, request.user, "plan"),
        "form": form, "result": the_result, "group": the_group, "theirs": saving.theirs, "kind": "message",
        "seen": seen_by(form),
        "fields": "plans/fields/message.html", "heading": _("Message"), "section": "messages",
    }  # fmt: skip
    status = UNPROCESSABLE if form.errors and is_fragment(request) else 200
    return render(request, "plans/_form.html" if is_fragment(request) else "plans/message.html", context, status=status)


@login_required
def card(request: HttpRequest, project: str, kind: str, item: str) -> HttpResponse:
    """One card of the board, as it is now (what Escape brings back)."""
    found = get_project_for(request.user, project)
    subject = queries.find_item(found, kind, item)
    if subject is None:
        raise Http404
    return render(request, "plans/_card.html", card_of(found, request.user, subject))
