"""Bring a package in: upload it, watch it being opened, read what came of it or what is wrong with it."""

from typing import cast

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import filesizeformat
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from plon.errors import DomainError
from plon.history.receipts import take_once
from plon.packages.arriving import bring_package
from plon.packages.forms import ArrivalForm
from plon.packages.models import Arrival
from plon.packages.queries import SHOWN, arrivals_of, get_arrival_for
from plon.projects.pages import person_of
from plon.projects.refusing import show_refusal


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@take_once
def bring(request: HttpRequest) -> HttpResponse:
    """Take a package, and list those that the person brought before."""
    form = ArrivalForm(request.POST, request.FILES) if request.method == "POST" else ArrivalForm()
    if request.method == "POST" and form.is_valid():
        upload = cast("UploadedFile[bytes]", form.cleaned_data["file"])
        try:
            arrival = bring_package(upload, by=person_of(request), publish=form.cleaned_data["publish"])
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            return redirect("arrivals:arrival", arrival.public_id)
    context = {
        "form": form,
        "arrivals": list(arrivals_of(person_of(request))[:SHOWN]),
        "limit": filesizeformat(settings.MAX_EVIDENCE_BYTES),
    }
    return render(request, "packages/bring.html", context, status=422 if form.errors else 200)


@login_required
@never_cache
@require_safe
def arrival(request: HttpRequest, arrival: str) -> HttpResponse:
    """One package that was brought: how far it is, what came of it."""
    return render(request, "packages/arrival.html", _context(get_arrival_for(request.user, arrival)))


@login_required
@never_cache
@require_safe
def arrival_state(request: HttpRequest, arrival: str) -> HttpResponse:
    """The part of the page that changes while the package is opened."""
    return render(request, "packages/_arrival_state.html", _context(get_arrival_for(request.user, arrival)))


def _context(found: Arrival) -> dict[str, object]:
    return {
        "arrival": found,
        "share": found.share,
        "renamed": sorted(found.report.get("renamed", {}).items()),
    }
