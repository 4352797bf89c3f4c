"""Pages of a plan: the whole on one page, each item's form, the poster."""

import hashlib
import logging
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.text import slugify
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from plon.errors import DomainError
from plon.history.receipts import take_once
from plon.plans import actions, queries
from plon.plans.examples import indicator_examples
from plon.plans.forms import ActivityForm, GroupForm, IndicatorForm, MessageForm, PlanForm, PosterForm, shown
from plon.plans.gaps import gaps_in
from plon.plans.models import Indicator, PlannedActivity, TargetGroup
from plon.plans.poster import blank_poster, poster_of
from plon.plans.refusals import ChangedMeanwhile
from plon.programme.codelists import codelist
from plon.projects.models import Project
from plon.projects.pages import person_of, workspace_context
from plon.projects.queries import get_project_for
from plon.projects.refusing import show_refusal
from plon.projects.rules import EDIT, VIEW
from plon.results.models import Result
from plon.typeset.compiler import TypesetError
from plon.typeset.poster import render_poster

logger = logging.getLogger(__name__)

FORMS: dict[str, type[PlanForm]] = {"group": GroupForm, "activity": ActivityForm, "indicator": IndicatorForm}
HEADINGS = {
    "group": gettext_lazy("Target group"),
    "activity": gettext_lazy("Planned activity"),
    "indicator": gettext_lazy("Indicator"),
}


@login_required
def index(request: HttpRequest, project: str) -> HttpResponse:
    """The whole plan in the poster's order."""
    found = get_project_for(request.user, project)
    plan = queries.load_plan(found)
    language = get_language() or "en"
    matrix = [
        (group, [(result, _said(plan, result, group, language)) for result in plan.results]) for group in plan.groups
    ]
    context = {
        **workspace_context(found, request.user, "plan"),
        "plan": plan,
        "gaps": gaps_in(plan),
        "matrix": matrix,
        "poster_language": "pl" if language.startswith("pl") else "en",
        "names": {name: dict(codelist(name).choices(language)) for name in _NAMES},
    }
    return render(request, "plans/index.html", context)


def _said(plan: queries.Plan, result: Result, group: TargetGroup, language: str) -> str:
    known = plan.messages.get((result.pk, group.pk))
    return known.text_in(language) if known else ""


_NAMES = ("target_group_kinds", "levels", "activity_kinds", "channels", "indicator_levels")


@login_required
@take_once
def add(request: HttpRequest, project: str, kind: str) -> HttpResponse:
    """Add a group, activity or indicator."""
    found = get_project_for(request.user, project, EDIT)
    ready = indicator_examples(get_language() or "en") if kind == "indicator" else []
    chosen = next((each for each in ready if each.code == request.GET.get("example")), None)
    form = _form_class(kind)(request.POST or None, project=found, initial=chosen.as_initial() if chosen else None)
    if request.method == "POST" and form.is_valid():
        try:
            _add(found, request, kind, form)
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("It is in the plan."))
            return _back(found, kind)
    return _form_page(request, found, kind, form, examples=ready)


def _form_class(kind: str) -> type[PlanForm]:
    if kind not in FORMS:
        raise Http404
    return FORMS[kind]


def _add(project: Project, request: HttpRequest, kind: str, form: PlanForm) -> None:
    by, values = person_of(request), form.values()
    if kind == "group":
        actions.add_group(project, by=by, **values)
    elif kind == "indicator":
        actions.add_indicator(project, by=by, **values)
    else:
        assert isinstance(form, ActivityForm)  # noqa: S101  tells mypy which form it is
        actions.add_activity(project, by=by, results=form.cleaned_data["results"], reach=form.reach(), **values)


def _back(project: Project, kind: str) -> HttpResponse:
    section = {"group": "groups", "activity": "activities", "indicator": "indicators"}[kind]
    response = redirect("plans:index", project.public_id)
    response["Location"] += f"#{section}"
    return response


def _form_page(request: HttpRequest, project: Project, kind: str, form: PlanForm, **more: object) -> HttpResponse:
    context = {**workspace_context(project, request.user, "plan"), "form": form, "kind": kind,
               "heading": HEADINGS[kind], **more}  # fmt: skip
    return render(request, f"plans/{kind}.html", context)


@login_required
def change(request: HttpRequest, project: str, kind: str, item: str) -> HttpResponse:
    """Change a group, activity or indicator."""
    form_class = _form_class(kind)
    found = queries.get_item_for(request.user, project, kind, item, EDIT)
    initial = _initial(found)
    form = form_class(request.POST or None, project=found.project, initial=initial)
    theirs: list[tuple[str, object]] = []
    if request.method == "POST" and form.is_valid():
        try:
            _change(found, request, form)
        except ChangedMeanwhile as refusal:
            theirs = [
                (str(form[name].label), shown(form[name], initial.get(name)))
                for name in form.changed_data
                if name != "version"
            ]
            form.data = {**{name: form[name].value() for name in form.fields}, "version": str(found.version)}
            show_refusal(form, refusal)
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return _back(found.project, kind)
    return _form_page(request, found.project, kind, form, item=found, theirs=theirs)


def _initial(item: queries.Item) -> dict[str, Any]:
    if isinstance(item, TargetGroup):
        initial = {name: getattr(item, name) for name in actions.GROUP_FIELDS}
    elif isinstance(item, Indicator):
        initial = {name: getattr(item, name) for name in actions.INDICATOR_FIELDS}
    else:
        initial = {name: getattr(item, name) for name in actions.ACTIVITY_FIELDS}
        initial["results"] = list(item.results.all())
        for reach in item.reach.all():
            initial |= {f"reaches_{reach.group_id}": True, f"people_{reach.group_id}": reach.people}
    return {**initial, "version": item.version}


def _change(item: queries.Item, request: HttpRequest, form: PlanForm) -> None:
    by, values, version = person_of(request), form.values(), form.cleaned_data["version"]
    if isinstance(item, TargetGroup):
        actions.change_group(item, by=by, version=version, **values)
    elif isinstance(item, Indicator):
        actions.change_indicator(item, by=by, version=version, **values)
    else:
        assert isinstance(form, ActivityForm)  # noqa: S101  tells mypy which form it is
        actions.change_activity(
            item, by=by, version=version, results=form.cleaned_data["results"], reach=form.reach(), **values
        )


@login_required
@require_POST
def move(request: HttpRequest, project: str, kind: str, item: str) -> HttpResponse:
    """Move an item up or down."""
    _form_class(kind)
    found = queries.get_item_for(request.user, project, kind, item, EDIT)
    actions.move_item(found, by=person_of(request), up=request.POST.get("to") == "up")
    return _back(found.project, kind)


@login_required
@require_POST
@take_once
def duplicate(request: HttpRequest, project: str, kind: str, item: str) -> HttpResponse:
    """Copy an item to the end of its list, and open the copy."""
    _form_class(kind)
    found = queries.get_item_for(request.user, project, kind, item, EDIT)
    try:
        copy = actions.duplicate_item(found, by=person_of(request))
    except (DomainError, ValidationError) as refusal:
        messages.error(request, " ".join(getattr(refusal, "messages", None) or [str(refusal)]))
        return _back(found.project, kind)
    messages.success(request, _("Here is the copy: change what is different."))
    return redirect("plans:change", project, kind, copy.public_id)


@login_required
def remove(request: HttpRequest, project: str, kind: str, item: str) -> HttpResponse:
    """Take an item out of the plan, after telling what goes with it."""
    _form_class(kind)
    found = queries.get_item_for(request.user, project, kind, item, EDIT)
    if request.method == "POST":
        actions.remove_item(found, by=person_of(request))
        messages.success(request, _("“%(name)s” was taken out of the plan.") % {"name": found})
        return _back(found.project, kind)
    context = {
        **workspace_context(found.project, request.user, "plan"),
        "item": found,
        "message_count": found.messages.count() if isinstance(found, TargetGroup) else 0,
        "activity_count": found.planned_activities.count() if isinstance(found, TargetGroup) else 0,
        "indicator_count": found.indicators.count() if isinstance(found, PlannedActivity) else 0,
    }
    return render(request, "plans/remove.html", context)


@login_required
def message(request: HttpRequest, project: str, result: str, group: str) -> HttpResponse:
    """Why one group would want one result."""
    found = get_project_for(request.user, project, EDIT)
    the_result = get_object_or_404(Result, project=found, public_id=result)
    the_group = get_object_or_404(TargetGroup, project=found, public_id=group)
    present = the_group.messages.filter(result=the_result).prefetch_related("texts").first()
    initial = {text.language: text.text for text in present.texts.all()} if present else {}
    seen = present.version if present else 0
    form = MessageForm(request.POST or None, project=found, initial={**initial, "version": seen})
    theirs: list[tuple[str, str]] = []
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            actions.write_message(the_result, the_group, by=person_of(request), texts=form.sentences(), version=version)
        except ChangedMeanwhile as refusal:
            theirs = [
                (str(form[name].label), initial.get(name) or "—") for name in form.changed_data if name != "version"
            ]
            form.data = {**form.sentences(), "version": str(seen)}
            show_refusal(form, refusal)
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            response = redirect("plans:index", project)
            response["Location"] += "#messages"
            return response
    context = {
        **workspace_context(found, request.user, "plan"),
        "form": form,
        "result": the_result,
        "group": the_group,
        "theirs": theirs,
    }
    return render(request, "plans/message.html", context)


@login_required
def poster(request: HttpRequest, project: str) -> HttpResponse:
    """Choose paper, language and content of the poster, and see it."""
    found = get_project_for(request.user, project, VIEW)
    form = PosterForm(request.GET or None, initial={"language": (get_language() or "pl")[:2]})
    chosen = form.cleaned_data if form.is_valid() else {
        "paper": "A3", "orientation": "landscape", "language": (get_language() or "pl")[:2], "content": "plan",
    }  # fmt: skip
    query = "&".join(f"{name}={chosen[name]}" for name in ("paper", "orientation", "language", "content"))
    context = {**workspace_context(found, request.user, "poster"), "form": form, "query": query, "chosen": chosen}
    return render(request, "plans/poster.html", context)


_FILE_WORDS = {"pl": "plakat", "en": "poster"}


@login_required
def poster_file(request: HttpRequest, project: str) -> HttpResponse:
    """The poster as PDF, or as a picture."""
    found = get_project_for(request.user, project, VIEW)
    form = PosterForm(request.GET)
    if not form.is_valid():
        return redirect("plans:poster", project)
    chosen = form.cleaned_data
    language, output = chosen["language"], chosen["output"] or "pdf"
    content = (
        blank_poster(language)
        if chosen["content"] == "blank"
        else poster_of(queries.load_plan(found), language, today=timezone.localdate())
    )
    etag = f'"{hashlib.sha256(repr((content, chosen)).encode()).hexdigest()[:32]}"'
    if unchanged := get_conditional_response(request, etag=etag):
        return unchanged
    try:
        made = render_poster(
            content,
            paper=chosen["paper"],
            landscape=chosen["orientation"] == "landscape",
            output="png" if output == "png" else "pdf",
        )
    except TypesetError:
        logger.exception("The poster of project %s could not be set", found.public_id)
        messages.error(request, _("The poster could not be made just now. Your plan is safe; please tell the team."))
        return redirect("plans:poster", project)
    response = HttpResponse(made, content_type="application/pdf" if output == "pdf" else "image/png")
    name = f"{_FILE_WORDS[language]}-{slugify(found.number or str(found))[:60]}-{chosen['paper']}-{language}.{output}"
    kind = "inline" if "show" in request.GET else "attachment"
    response["Content-Disposition"] = f'{kind}; filename="{name}"'
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    return response
