"""Publish a piece of evidence, or take it back: a panel on its page, and a page of its own for those who follow it."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plon.errors import DomainError
from plon.evidence.enums import EvidenceKind, PeopleShown
from plon.evidence.models import Evidence
from plon.evidence.publishing import describe_photo, publish_evidence, unpublish_evidence
from plon.evidence.queries import get_evidence_for
from plon.projects.pages import person_of, workspace_context
from plon.projects.queries import get_project_for
from plon.projects.refusing import show_refusal
from plon.projects.rules import EDIT, MANAGE


class PublishingForm(forms.Form):
    """What is asked of a photo before everybody sees it."""

    alt = forms.CharField(
        label=gettext_lazy("What the photo shows, for those who can't see it"),
        max_length=300,
        error_messages={
            "required": gettext_lazy("Say in a sentence what the photo shows: people who can't see it hear it read.")
        },
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("One sentence, e.g. “Pupils take water from the river in glass jars.” Without names."),
    )
    people_shown = forms.ChoiceField(
        label=gettext_lazy("People in the photo"),
        choices=[choice for choice in PeopleShown.choices if choice[0]],
        error_messages={"required": gettext_lazy("Say whether people can be recognised in the photo.")},
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Recognisable is who would be known by family or colleagues, from behind too."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


def form_for(photo: Evidence, data: object = None) -> PublishingForm:
    initial = {"alt": photo.alt, "people_shown": photo.people_shown, "version": photo.version}
    return PublishingForm(data, initial=initial)  # type: ignore[arg-type]  # POST data or None


@login_required
def publishing(request: HttpRequest, project: str, evidence: str) -> HttpResponse:
    """The questions before publishing, their answers, and the word that publishes or takes back."""
    get_project_for(request.user, project, EDIT)
    piece = get_evidence_for(request.user, project, evidence)
    form = form_for(piece, request.POST or None)
    wanted = request.POST.get("do", "")
    if wanted in {"publish", "unpublish"}:
        piece = get_evidence_for(request.user, project, evidence, MANAGE)
    if request.method == "POST" and (wanted == "unpublish" or form.is_valid()):
        try:
            _do(request, piece, wanted, form)
        except (DomainError, ValidationError) as refusal:
            piece = get_evidence_for(request.user, project, evidence)
            form.data = {**{name: form[name].value() for name in form.fields}, "version": str(piece.version)}
            show_refusal(form, refusal)
        else:
            return redirect(f"{reverse('evidence:detail', args=[project, evidence])}#publishing")
    context = {**workspace_context(piece.project, request.user, "evidence"), "evidence": piece, "form": form}
    return render(request, "evidence/publishing.html", context)


def _do(request: HttpRequest, piece: Evidence, wanted: str, form: PublishingForm) -> None:
    person = person_of(request)
    if wanted == "unpublish":
        unpublish_evidence(piece, by=person)
        messages.success(request, _("It is private again: out of all public pages."))
        return
    if piece.kind == EvidenceKind.PHOTO:
        was_public = piece.is_public
        piece = describe_photo(piece, by=person, **form.cleaned_data)
        if was_public and not piece.is_public:
            messages.warning(request, _("The photo left the public pages: see what stands against it."))
    if wanted == "publish":
        publish_evidence(piece, by=person)
        messages.success(request, _("It is public."))
    else:
        messages.success(request, _("Saved."))
