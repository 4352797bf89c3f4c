"""Begin a plan from an application: what it seems to promise, sentence by sentence, for a person to decide."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from plon.errors import DomainError
from plon.history.receipts import take_once
from plon.plans.actions import proposals as actions
from plon.plans.editing import EDITORS
from plon.plans.enums import ProposalKind, ProposalState
from plon.plans.forms import shown
from plon.plans.models import Proposal, SourceText
from plon.plans.proposal_forms import DefinePromisedForm, SourceForm
from plon.plans.reading import sentences_in, text_of_document
from plon.projects.models import Project
from plon.projects.pages import person_of, words_of, workspace_context
from plon.projects.queries import get_project_for
from plon.projects.refusing import show_refusal
from plon.projects.rules import EDIT, VIEW
from plon.results.actions import change_result, define_result


@login_required
@take_once
def sources(request: HttpRequest, project: str) -> HttpResponse:
    """Bring an application as a file or as text; the texts brought before."""
    found = get_project_for(request.user, project, EDIT if request.method == "POST" else VIEW)
    form = SourceForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            name = upload.name if upload else _("pasted text")
            text = form.cleaned_data["text"]
            if upload:
                text = text_of_document(upload.read(21 * 1024 * 1024), name=upload.name)
            source = actions.read_text(
                found, by=person_of(request), name=name, text=text, language=form.cleaned_data["language"]
            )
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            return redirect("plans:source", project, source.public_id)
    known = found.source_texts.defer("text").annotate(
        all_count=Count("proposals"), open_count=Count("proposals", filter=Q(proposals__state=ProposalState.OPEN))
    )
    context = {**workspace_context(found, request.user, "plan"), "form": form, "sources": known}
    return render(request, "plans/sources.html", context)


def _source(project: Project, public_id: str) -> SourceText:
    return get_object_or_404(SourceText.objects.select_related("project"), project=project, public_id=public_id)


@login_required
def source(request: HttpRequest, project: str, source: str) -> HttpResponse:
    """The proposals of one text in its order, and the text itself with what was found in it."""
    found = get_project_for(request.user, project)
    text = _source(found, source)
    kind = request.GET.get("kind", "")
    proposals = list(text.proposals.select_related("decided_by", "source__project"))
    marked = {proposal.sentence for proposal in proposals}
    # One form per kind names the fields; its choices are asked once, however many proposals there are.
    forms = {kind: _form_of(next(each for each in proposals if each.kind == kind), None)
             for kind in {each.kind for each in proposals}}  # fmt: skip
    context = {
        **workspace_context(found, request.user, "plan"),
        "source": text,
        "rows": [
            (each, marked_sentence(each), _told(each, forms[each.kind]))
            for each in proposals
            if kind in {"", each.kind}
        ],
        "kinds": [
            (value, label, sum(each.kind == value for each in proposals)) for value, label in ProposalKind.choices
        ],
        "kind": kind,
        "all_count": len(proposals),
        "decided_count": sum(each.state != ProposalState.OPEN for each in proposals),
        "sentences": [(sentence, sentence in marked) for sentence in sentences_in(text.text)],
        "hand_kinds": ProposalKind.choices,
    }
    return render(request, "plans/source.html", context)


def marked_sentence(proposal: Proposal) -> SafeString:
    """Return the sentence with the words marked on which guesses rest."""
    sentence = proposal.sentence
    grounds = {words for words in proposal.grounds.values() if words and words != sentence and words in sentence}
    cuts: list[tuple[int, int]] = []
    for words in sorted(grounds, key=len, reverse=True):
        begin = sentence.find(words)
        if not any(begin < end and start < begin + len(words) for start, end in cuts):
            cuts.append((begin, begin + len(words)))
    parts, last = [], 0
    for begin, end in sorted(cuts):
        parts += [("", sentence[last:begin]), ("mark", sentence[begin:end])]
        last = end
    parts.append(("", sentence[last:]))
    return format_html_join("", "{}", ((format_html("<mark>{}</mark>", text) if tag else text,) for tag, text in parts))


def _told(proposal: Proposal, form: Any) -> list[tuple[str, str]]:
    """Return what was understood, in words: (label, value) of each guessed field of its kind's form."""
    told = []
    for name, value in actions.initial_of(proposal).items():
        if name in form.fields:
            told.append((str(form[name].label), shown(form[name], value)))
    return told


def _form_of(proposal: Proposal, data: Any) -> Any:
    initial = actions.initial_of(proposal)
    if proposal.kind == ProposalKind.RESULT:
        return DefinePromisedForm(data, initial={**initial, "language": proposal.source.language})
    return EDITORS[proposal.kind].form(data, project=proposal.source.project, initial=initial)


@login_required
def proposal(request: HttpRequest, project: str, source: str, proposal: str) -> HttpResponse:
    """Accept a proposal: its form, filled with the guesses, for a person to change."""
    found = get_project_for(request.user, project, EDIT)
    each = get_object_or_404(
        Proposal.objects.select_related("source__project"), source=_source(found, source), public_id=proposal
    )
    form = _form_of(each, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                item = _make(found, each, form, request)
                actions.mark_accepted(each, by=person_of(request), item_public_id=item.public_id)
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("It is in the plan."))
            return redirect(_back(project, source, each))
    context = {
        **workspace_context(found, request.user, "plan"),
        "proposal": each,
        "source": each.source,
        "sentence": marked_sentence(each),
        "form": form,
        "heading": each.get_kind_display(),
        "fields": f"plans/fields/{each.kind}.html" if each.kind != ProposalKind.RESULT else "plans/fields/any.html",
    }
    return render(request, "plans/proposal.html", context)


def _back(project: str, source: str, proposal: Proposal) -> str:
    return f"{reverse('plans:source', args=[project, source])}#{proposal.public_id}"


def _make(project: Project, proposal: Proposal, form: Any, request: HttpRequest) -> Any:
    by = person_of(request)
    if proposal.kind != ProposalKind.RESULT:
        add = EDITORS[proposal.kind].add
        assert add is not None  # noqa: S101  all proposed kinds can be added
        return add(project, by, form)
    values = dict(form.cleaned_data)
    category = values.pop("category")
    result = define_result(project, by=by, **values)
    if category:
        change_result(result, by=by, values={"category": category})
    return result


@login_required
@require_POST
def decide(request: HttpRequest, project: str, source: str, proposal: str) -> HttpResponse:
    """Drop a proposal, or take the drop back."""
    found = get_project_for(request.user, project, EDIT)
    each = get_object_or_404(Proposal, source=_source(found, source), public_id=proposal)
    act = actions.reopen_proposal if request.POST.get("to") == "reopen" else actions.drop_proposal
    try:
        act(each, by=person_of(request))
    except DomainError as refusal:
        messages.error(request, words_of(refusal))
    return redirect(_back(project, source, each))


@login_required
@require_POST
def by_hand(request: HttpRequest, project: str, source: str) -> HttpResponse:
    """Make a proposal of a sentence that was missed, and open its form."""
    found = get_project_for(request.user, project, EDIT)
    text = _source(found, source)
    sentence = request.POST.get("sentence", "")[:2000]
    try:
        made = actions.propose_by_hand(
            text, by=person_of(request), sentence=sentence, kind=request.POST.get("kind", "")
        )
    except (DomainError, ValidationError) as refusal:
        messages.error(request, words_of(refusal))
        return redirect("plans:source", project, source)
    return redirect("plans:proposal", project, source, made.public_id)


@login_required
def delete(request: HttpRequest, project: str, source: str) -> HttpResponse:
    """Delete a text, after asking; what was accepted stays."""
    found = get_project_for(request.user, project, EDIT)
    text = _source(found, source)
    if request.method == "POST":
        actions.delete_source(text, by=person_of(request))
        messages.success(request, _("The text was deleted; your plan stays as it is."))
        return redirect("plans:sources", project)
    context = {**workspace_context(found, request.user, "plan"), "source": text, "language": get_language()}
    return render(request, "plans/source_delete.html", context)
