"""Nomination lists in the office."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from plon.accounts.gates import officer_required
from plon.errors import DomainError
from plon.history.receipts import take_once
from plon.labels import actions, exporting, queries
from plon.labels.forms import ListForm, NomineeForm, NoteForm
from plon.projects.pages import person_of, words_of
from plon.tables import MEDIA_TYPES

UNPROCESSABLE = 422


@officer_required
@take_once
def index(request: HttpRequest) -> HttpResponse:
    """All lists, and a form for a new one."""
    form = ListForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = actions.make_list(by=person_of(request), **form.cleaned_data)
        messages.success(request, _("The list is there. Put labelled projects on it."))
        return redirect("office_labels:nominations", made.public_id)
    context = {"tab": "lists", "lists": queries.nomination_lists(), "form": form}
    return render(request, "labels/office/lists.html", context, status=UNPROCESSABLE if form.errors else 200)


@officer_required
def nominations(request: HttpRequest, listed: str) -> HttpResponse:
    """One list in its order; put another project on it."""
    found = queries.get_list(listed)
    labels = list(queries.nominees(found))
    form = NomineeForm(request.POST if request.method == "POST" else None, labels=labels)
    if request.method == "POST" and form.is_valid():
        try:
            actions.nominate(found, by=person_of(request), label=form.labels[form.cleaned_data["label"]])
        except (DomainError, ValidationError) as refusal:
            messages.error(request, words_of(refusal))
        return redirect("office_labels:nominations", listed)
    context = {
        "tab": "lists", "list": found, "form": form, "can_nominate": bool(labels),
        "rows": [
            (each, NoteForm(initial={"note": each.note}, auto_id=f"note_{each.pk}_%s"))
            for each in queries.nominations_on(found)
        ],
    }  # fmt: skip
    return render(request, "labels/office/nominations.html", context, status=UNPROCESSABLE if form.errors else 200)


@officer_required
@require_POST
def change(request: HttpRequest, listed: str, nomination: int) -> HttpResponse:
    """Move a nomination, take it off, or keep its note: what the button says."""
    found, officer = queries.get_nomination(listed, nomination), person_of(request)
    do = request.POST.get("do", "")
    if do in {"up", "down"}:
        actions.move_nomination(found, by=officer, up=do == "up")
    elif do == "remove":
        actions.remove_nomination(found, by=officer)
        messages.success(request, _("Taken off the list. It can be put on again."))
    else:
        form = NoteForm(request.POST)
        if not form.is_valid():
            problem = "; ".join(str(error) for errors in form.errors.values() for error in errors)
            messages.error(request, problem)
        else:
            actions.note_nomination(found, by=officer, note=form.cleaned_data["note"])
            messages.success(request, _("The note is kept."))
    return redirect("office_labels:nominations", listed)


@officer_required
def delete(request: HttpRequest, listed: str) -> HttpResponse:
    """Ask, then delete a list."""
    found = queries.get_list(listed)
    if request.method == "POST":
        actions.delete_list(found, by=person_of(request))
        messages.success(request, _("The list is deleted. The labels stay."))
        return redirect("office_labels:lists")
    return render(request, "labels/office/delete.html", {"tab": "lists", "list": found})


@officer_required
def export(request: HttpRequest, listed: str, form: str) -> HttpResponse:
    """Send a list as a workbook or as CSV."""
    if form not in MEDIA_TYPES:
        raise Http404
    found = queries.get_list(listed)
    rows = queries.nominations_on(found)
    made = exporting.csv_of(rows) if form == "csv" else exporting.workbook_of(rows, found.name)
    response = HttpResponse(made, content_type=MEDIA_TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="nominations-{found.public_id}.{form}"'
    return response
