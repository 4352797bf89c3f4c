"""The page behind the QR code, on participants' own phones: no account, two questions, a clear word on the data."""

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.views.decorators.cache import never_cache

from plon.attendance import actions
from plon.attendance.forms import LANGUAGES, NO_GROUP, SignForm
from plon.attendance.limits import spend
from plon.attendance.models import AttendanceList, Signature
from plon.attendance.queries import find_by_secret, is_before, is_open, signature_of
from plon.attendance.refusals import ClosedAlready, TooManyAtOnce
from plon.attendance.sheets import privacy_words
from plon.errors import DomainError
from plon.programme.visibility import funding_statement
from plon.projects.refusing import show_refusal

COOKIE = "plon_signed"
SALT = "plon.attendance"
TOO_MANY, UNPROCESSABLE = 429, 422
# The phone may change its entry for as long as an event with its evening lasts.
COOKIE_AGE = 3 * 24 * 3600


@never_cache
def sign(request: HttpRequest, secret: str) -> HttpResponse:
    """Sign, change the own entry, take it back (`do=take-back`), let another person sign here (`do=another`)."""
    attendance = find_by_secret(secret)
    with translation.override(_language(request, attendance)):
        device = _device_of(request, attendance)
        if request.method == "POST":
            return _act(request, attendance, device)
        own = signature_of(attendance, device)
        initial = _values(own) if own else {}
        shown = "form" if own is None or "change" in request.GET else "signed"
        return _page(request, attendance, device, shown, SignForm(attendance=attendance, initial=initial), own)


def _act(request: HttpRequest, attendance: AttendanceList, device: uuid.UUID) -> HttpResponse:
    what = request.POST.get("do", "")
    form = SignForm(request.POST if not what else None, attendance=attendance)
    if what == "another":
        return _with_device(_back(request), attendance, uuid.uuid4())
    try:
        spend(request, attendance)
        if what == "take-back":
            actions.take_back(attendance, device_key=device)
            return _with_device(_back(request, "gone"), attendance, device)
        if form.is_valid():
            actions.sign(attendance, device_key=device, **form.cleaned_data)
            return _with_device(_back(request), attendance, device)
    except ClosedAlready:
        return _with_device(_back(request), attendance, device)
    except (DomainError, ValidationError) as refusal:
        form = form if form.is_bound else SignForm({}, attendance=attendance)
        show_refusal(form, refusal)
        status = TOO_MANY if isinstance(refusal, TooManyAtOnce) else UNPROCESSABLE
        return _page(request, attendance, device, "form", form, None, status=status)
    return _page(request, attendance, device, "form", form, None, status=UNPROCESSABLE)


def _page(
    request: HttpRequest,
    attendance: AttendanceList,
    device: uuid.UUID,
    shown: str,
    form: SignForm,
    own: Signature | None,
    *,
    status: int = 200,
) -> HttpResponse:
    activity, language = attendance.activity, translation.get_language() or "pl"
    project = activity.project
    with timezone.override(timezone.get_default_timezone()):
        statement = funding_statement(language, cofunded=project.is_cofunded, programme=project.programme)
        context: dict[str, Any] = {
            "attendance": attendance, "activity": activity, "project": project, "form": form, "own": own,
            "shown": shown, "is_before": is_before(attendance), "is_open": is_open(attendance),
            "privacy": privacy_words(activity, date_format(attendance.erase_on)), "is_gone": "gone" in request.GET,
            "statement": statement.text if statement else "",
            "others": [(code, name) for code, name in LANGUAGES if code != language],
        }  # fmt: skip
        answer = render(request, "attendance/sign.html", context, status=status)
    answer["X-Robots-Tag"] = "noindex, nofollow"
    answer["Referrer-Policy"] = "same-origin"
    return _with_device(answer, attendance, device)


def _values(own: Signature) -> dict[str, str]:
    return {"name": own.name, "organisation": own.organisation, "group_key": own.group_key or NO_GROUP}


def _language(request: HttpRequest, attendance: AttendanceList) -> str:
    asked = request.GET.get("lang", "")
    return asked if asked in dict(LANGUAGES) else attendance.language


def _back(request: HttpRequest, told: str = "") -> HttpResponseRedirect:
    match = request.resolver_match
    secret = match.kwargs["secret"] if match else ""
    language = request.GET.get("lang", "")
    query = "&".join(
        part
        for part in (f"lang={language}" if language in dict(LANGUAGES) else "", f"{told}=1" if told else "")
        if part
    )
    return HttpResponseRedirect(reverse("sign", args=[secret]) + (f"?{query}" if query else ""))


def _device_of(request: HttpRequest, attendance: AttendanceList) -> uuid.UUID:
    try:
        kept = request.get_signed_cookie(_cookie(attendance), salt=SALT, max_age=COOKIE_AGE)
        return uuid.UUID(kept)
    except (KeyError, BadSignature, ValueError):
        return uuid.uuid4()


def _with_device(answer: HttpResponse, attendance: AttendanceList, device: uuid.UUID) -> HttpResponse:
    answer.set_signed_cookie(_cookie(attendance), str(device), salt=SALT, max_age=COOKIE_AGE, httponly=True,
                             samesite="Lax", path=reverse("sign", args=[attendance.secret]))  # fmt: skip
    return answer


def _cookie(attendance: AttendanceList) -> str:
    return f"{COOKIE}_{attendance.public_id}"
