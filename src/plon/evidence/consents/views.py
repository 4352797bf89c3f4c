"""Pages of the register of consents."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from plon.errors import DomainError
from plon.evidence.consents import actions, queries
from plon.evidence.consents.documents import consent_form
from plon.evidence.consents.forms import (
    ConsentFilter,
    ConsentForm,
    PaperForm,
    SignedFormForm,
    WithdrawForm,
    initial_like,
    initial_of,
    paper_initial,
)
from plon.evidence.consents.presenting import facts_of, page_of, rows_of, scope_names
from plon.evidence.models import Consent, Evidence
from plon.evidence.places import places_of
from plon.evidence.receiving import discard, receive
from plon.files.refusals import FileRefused
from plon.history.receipts import take_once
from plon.projects.pages import person_of, words_of, workspace_context
from plon.projects.queries import get_project_for
from plon.projects.refusals import ChangedMeanwhile
from plon.projects.refusing import show_refusal
from plon.projects.rules import EDIT

SECTION = "evidence"


@login_required
def index(request: HttpRequest, project: str) -> HttpResponse:
    """The register; for those who see no names, its numbers."""
    found = get_project_for(request.user, project)
    context = {**workspace_context(found, request.user, SECTION), "tab": "consents"}
    today = timezone.localdate()
    context["numbers"] = queries.numbers_of(found, today)
    if not context["can_edit"]:
        return render(request, "evidence/consents_numbers.html", context)
    form = ConsentFilter(request.GET)
    asked = form.asked()
    page = page_of(queries.consents_of(found, today=today, **asked), request.GET.get("page", ""))
    query = urlencode({name: value for name, value in request.GET.items() if name != "page" and value})
    context |= {
        "rows": rows_of(list(page), today),
        "page": page,
        "filter": form,
        "is_narrowed": any(asked.values()),
        "query": f"{query}&" if query else "",
    }
    return render(request, "evidence/consents.html", context)


@login_required
@take_once
def new(request: HttpRequest, project: str) -> HttpResponse:
    """Enter a consent; `?like=` begins with what an earlier one of the same people says."""
    found = get_project_for(request.user, project, EDIT)
    initial: dict[str, object] = {"given_on": timezone.localdate()}
    if like := request.GET.get("like", ""):
        initial = initial_like(queries.get_consent_for(request.user, project, like))
    form = ConsentForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_consent(found, by=person_of(request), **form.values())
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("The consent is in the register. Now keep its signed form and choose photos."))
            return redirect("evidence:consent", project, made.public_id)
    context = {**workspace_context(found, request.user, SECTION), "form": form}
    return render(request, "evidence/consent_edit.html", context)


@login_required
def consent(request: HttpRequest, project: str, consent: str) -> HttpResponse:
    """One consent: what it says, its signed form, the photos it covers."""
    found = queries.get_consent_for(request.user, project, consent)
    return _consent_page(request, found, SignedFormForm())


def _consent_page(request: HttpRequest, found: Consent, form: SignedFormForm) -> HttpResponse:
    photos = list(queries.photos_of(found)[:48])
    context = {
        **workspace_context(found.project, request.user, SECTION),
        **facts_of(found, timezone.localdate()),
        "consent": found,
        "photos": photos,
        "log": queries.withdrawal_of(found),
        "form": form,
    }
    return render(request, "evidence/consent.html", context)


@login_required
def change(request: HttpRequest, project: str, consent: str) -> HttpResponse:
    """Correct a consent."""
    found = queries.get_consent_for(request.user, project, consent)
    initial = initial_of(found)
    form = ConsentForm(request.POST or None, initial=initial)
    theirs: list[tuple[str, object]] = []
    if request.method == "POST" and form.is_valid():
        try:
            outcome = actions.change_consent(
                found, by=person_of(request), version=form.cleaned_data["version"], **form.values()
            )
        except ChangedMeanwhile as refusal:
            shown = {**initial, "scopes": scope_names(found.scopes), "of": found.get_of_display()}
            theirs = [(str(form[name].label), shown[name]) for name in form.changed_data if name != "version"]
            form.data = {**{name: form[name].value() for name in form.fields}, "version": str(found.version)}
            show_refusal(form, refusal)
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            tell_taken_out(request, outcome.taken_out)
            return redirect("evidence:consent", project, consent)
    context = {**workspace_context(found.project, request.user, SECTION), "form": form, "consent": found}
    return render(request, "evidence/consent_edit.html", {**context, "theirs": theirs})


def tell_taken_out(request: HttpRequest, photos: tuple[Evidence, ...]) -> None:
    """Warn of photos that left the public pages because of what was just saved."""
    if photos:
        text = ngettext(
            "%(count)d photo left the public pages, because not everybody in it agrees now.",
            "%(count)d photos left the public pages, because not everybody in them agrees now.",
            len(photos),
        )
        messages.warning(request, text % {"count": len(photos)})


@login_required
def signed_form(request: HttpRequest, project: str, consent: str) -> HttpResponse:
    """Keep the signed form with its consent. Long files take long: the bytes are written before the transaction."""
    found = queries.get_consent_for(request.user, project, consent)
    if request.method != "POST":
        return redirect("evidence:consent", project, consent)
    form = SignedFormForm(request.POST, request.FILES)
    if not form.is_valid():
        return _consent_page(request, found, form)
    upload = form.cleaned_data["file"]
    # The name that it had may be a person's; the ending tells its kind.
    ending = (upload.name or "").rpartition(".")[2][:10]
    try:
        received = receive(upload, f"consent-{found.public_id}.{ending}", folder=f"evidence/{found.project.public_id}")
    except FileRefused as refusal:
        show_refusal(form, refusal)
        return _consent_page(request, found, form)
    try:
        actions.attach_form(found, by=person_of(request), received=received)
    except (DomainError, ValidationError) as refusal:
        discard(received)
        show_refusal(form, refusal)
        return _consent_page(request, found, form)
    messages.success(request, _("The signed form is kept with the consent."))
    return redirect("evidence:consent", project, consent)


@login_required
def withdraw(request: HttpRequest, project: str, consent: str) -> HttpResponse:
    """Show every place where the covered photos are used; on a person's word, take them out of all of them."""
    found = queries.get_consent_for(request.user, project, consent)
    form = WithdrawForm(request.POST or None, initial={"withdrawn_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            done = actions.withdraw_consent(found, by=person_of(request), **form.cleaned_data)
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            text = _("The consent is withdrawn, and its photos are out of every place that Plon knows.")
            messages.success(request, text if done.photos else _("The consent is withdrawn."))
            return redirect("evidence:consent", project, consent)
    photos = [(photo, list(places_of(photo))) for photo in queries.photos_of(found)]
    context = {
        **workspace_context(found.project, request.user, SECTION),
        "consent": found,
        "form": form,
        "photos": photos,
        "in_places": sum(bool(places) for _photo, places in photos),
        "beyond": scope_names([scope for scope in found.scopes if scope != "web"]),
    }
    return render(request, "evidence/consent_withdraw.html", context)


@login_required
def remove(request: HttpRequest, project: str, consent: str) -> HttpResponse:
    """Remove a consent that was entered by mistake, after asking."""
    found = queries.get_consent_for(request.user, project, consent)
    if request.method == "POST":
        try:
            actions.remove_consent(found, by=person_of(request))
        except DomainError as refusal:
            messages.error(request, words_of(refusal))
            return redirect("evidence:consent", project, consent)
        messages.success(request, _("The consent was removed."))
        return redirect("evidence:consents", project)
    context = {**workspace_context(found.project, request.user, SECTION), "consent": found}
    return render(request, "evidence/consent_remove.html", context)


@login_required
def paper(request: HttpRequest, project: str) -> HttpResponse:
    """The form to print: choose what is filled in, or take it blank."""
    found = get_project_for(request.user, project)
    language = "pl" if (get_language() or "").startswith("pl") else "en"
    initial = paper_initial(found, language, timezone.localdate())
    wanted = request.GET.get("as", "")
    form = PaperForm(request.GET if wanted else None, project=found, initial=initial)
    if wanted and form.is_valid():
        language = form.cleaned_data["language"]
        content = consent_form(found, form.choices(is_blank=wanted == "blank"), language)
        response = HttpResponse(content, content_type="application/pdf")
        name = {"pl": "zgoda", "en": "consent"}[language]
        response["Content-Disposition"] = f'attachment; filename="{name}-{form.cleaned_data["kind"]}.pdf"'
        response["Cache-Control"] = "private, no-cache"
        return response
    context = {**workspace_context(found, request.user, SECTION), "form": form, "tab": "consents"}
    return render(request, "evidence/consent_paper.html", context)
