"""Begin from the number: fill a workspace from the public register, or begin one while a claim waits."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from plon.errors import DomainError
from plon.history.receipts import take_once
from plon.programme.numbers import parse_number, problem_text
from plon.programme.places import language_name
from plon.projects import queries
from plon.projects.actions.filling import PARTNERS, begin_from_register, fill_from_register
from plon.projects.filling import Filling, filling_from
from plon.projects.forms import NumberForm, ProjectForm
from plon.projects.models import Project
from plon.projects.pages import person_of, words_of, workspace_context
from plon.projects.rules import EDIT

Shown = list[tuple[str, str, str]]


@login_required
def fill(request: HttpRequest, project: str) -> HttpResponse:
    """Show field by field what the register would fill in; fill what the person leaves ticked."""
    found = queries.get_project_for(request.user, project, EDIT)
    source = request.POST if request.method == "POST" else request.GET
    raw = source.get("number", "")
    form = NumberForm({"number": raw}) if raw else NumberForm(initial={"number": found.number})
    record = queries.find_by_number(raw) if raw and form.is_valid() else None
    onward = _onward(request, source.get("next", ""), found)
    if request.method == "POST" and record:
        try:
            fill_from_register(found, by=person_of(request), record=record, fields=request.POST.getlist("field"))
        except (DomainError, ValidationError) as refusal:
            messages.error(request, words_of(refusal))
        else:
            messages.success(request, _("Filled in from the register. Check it and go on."))
            return redirect(onward)
    filling = filling_from(record, found) if record and record.pk != found.pk else None
    language = get_language() or "en"
    context = {
        **workspace_context(found, request.user, "settings"),
        "form": form,
        "raw": raw,
        "record": record,
        "is_same": record is not None and record.pk == found.pk,
        "filling": filling,
        "shown": _in_words(filling, language) if filling else [],
        "kept": _kept_in_words(filling, found, record) if filling and record else [],
        "problems": problems_of(raw),
        "is_wellformed": parse_number(raw).is_wellformed,
        "onward": onward,
    }
    return render(request, "projects/fill.html", context)


def problems_of(raw: str) -> list[str]:
    """Say in the reader's language what is odd about a number that was typed."""
    language = get_language() or "en"
    return [problem_text(code, language) for code in parse_number(raw).problems if code != "empty"]


def _onward(request: HttpRequest, wanted: str, project: Project) -> str:
    is_ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, {request.get_host()})
    return wanted if is_ours else reverse("projects:settings", args=[project.public_id])


def _in_words(filling: Filling, language: str) -> Shown:
    """Return (name of the choice, label, value in words) of all that would be filled."""
    form = ProjectForm()
    named = [(name, str(form.fields[name].label) if name in form.fields else _label(name), _value(form, name, value))
             for name, value in filling.fields.items()]  # fmt: skip
    texts = [
        (f"text_{code}", _("Title and summary: %(language)s") % {"language": language_name(code, language)},
         f"{title}: {summary}"[:300])
        for code, (title, summary) in filling.texts.items()
    ]  # fmt: skip
    partners = "; ".join(partnership.organisation.name for partnership in filling.partners)
    return [*named, *texts, *([(PARTNERS, _("Partners"), partners)] if partners else [])]


def _label(name: str) -> str:
    return str(Project._meta.get_field(name).verbose_name).capitalize()  # type: ignore[union-attr]  # plain fields


def _value(form: ProjectForm, name: str, value: object) -> str:
    if name in form.fields:
        return form.shown(name, value)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _kept_in_words(filling: Filling, project: Project, record: Project) -> Shown:
    """Return (label, yours, the register's) of what differs and stays."""
    form = ProjectForm()
    return [
        (str(form.fields[name].label) if name in form.fields else _label(name),
         _value(form, name, getattr(project, name)), _value(form, name, getattr(record, name)))
        for name in filling.kept
    ]  # fmt: skip


@login_required
@require_POST
@take_once
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a plan of one's own while the agency checks the claim."""
    record = queries.find_by_number(request.POST.get("number", ""))
    if record is None:
        messages.error(request, _("No project with this number is in Plon."))
        return redirect("projects:claim")
    try:
        project = begin_from_register(record, by=person_of(request))
    except (DomainError, ValidationError) as refusal:
        messages.error(request, words_of(refusal))
        return redirect(f"{reverse('projects:claim')}?number={parse_number(record.number).normalised}")
    messages.success(request, _("Here is your own workspace, filled from the register. Begin the plan now."))
    return redirect(project.get_workspace_url())
