"""A keeper's pages behind the secret of their letters: accept, confirm, hand over, go. A GET changes nothing."""

import functools
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from plon.corner.gate import keep_private
from plon.corner.letters.letter import spoken
from plon.corner.zones import zone_of
from plon.errors import DomainError
from plon.keepers import actions, queries
from plon.keepers.actions.answering import guest_of
from plon.keepers.duties import duties_of
from plon.keepers.enums import How, KeepingState
from plon.keepers.forms import AskForm, EndForm, RetireForm
from plon.keepers.models import Keeper, Keeping
from plon.keepers.secret import keeper_of_token
from plon.projects.pages import words_of
from plon.projects.refusing import show_refusal
from plon.texts import INTERFACE_LANGUAGES

P = ParamSpec("P")
GONE, UNPROCESSABLE = 404, 422
View = Callable[Concatenate[HttpRequest, Keeper, str, P], HttpResponse]


def keeper_page(view: View[P]) -> Callable[..., HttpResponseBase]:
    """Open a page to whose secret it is, in their language and time zone; all others see one and the same page."""

    @never_cache
    @functools.wraps(view)
    def guarded(request: HttpRequest, secret: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        keeper = queries.find_keeper(secret)
        if keeper is None:
            return _gone(request)
        language = spoken(keeper.language)
        with translation.override(language), timezone.override(zone_of(keeper.time_zone)):
            response = keep_private(view(request, keeper, secret, *args, **kwargs))
        response.headers.setdefault("Content-Language", language)
        return response

    return guarded


def _gone(request: HttpRequest) -> HttpResponseBase:
    return keep_private(render(request, "keepers/kept/gone.html", status=GONE))


def _one_of(keeper: Keeper, public_id: str) -> Keeping:
    return get_object_or_404(queries.open_keepings_of(keeper), public_id=public_id)


@keeper_page
def own(request: HttpRequest, keeper: Keeper, secret: str) -> HttpResponse:
    """Everything that somebody keeps or is asked to keep; on POST one answer for all of it."""
    keepings = list(queries.open_keepings_of(keeper))
    if request.method == "POST":
        _answer_all(request, keeper, keepings)
        return redirect("kept:own", secret)
    retired = queries.retired_of(each.result_id for each in keepings)
    language = translation.get_language() or "en"
    rows = [(each, each.result.title_in(language), retired.get(each.result_id)) for each in keepings]
    context = {
        "keeper": keeper, "secret": secret, "rows": rows, "languages": INTERFACE_LANGUAGES,
        "asked": sum(each.state == KeepingState.ASKED for each in keepings),
        "kept": sum(each.state == KeepingState.KEEPING for each in keepings),
    }  # fmt: skip
    return render(request, "keepers/kept/own.html", context)


def _answer_all(request: HttpRequest, keeper: Keeper, keepings: list[Keeping]) -> None:
    do = request.POST.get("do", "")
    if do == "language":
        actions.choose_language(keeper, language=request.POST.get("language", ""))
        return
    for keeping in keepings:
        if do == "accept" and keeping.state == KeepingState.ASKED:
            actions.accept(keeping, by=guest_of(keeping))
        elif do == "confirm" and keeping.state == KeepingState.KEEPING:
            actions.confirm(keeping, by=guest_of(keeping))
    if do in {"accept", "confirm"}:
        messages.success(request, _("Thank you."))


@keeper_page
def one(request: HttpRequest, keeper: Keeper, secret: str, keeping: str) -> HttpResponse:
    """One result: what it means to keep it; on POST accept it, say no, or say that it is still good."""
    kept = _one_of(keeper, keeping)
    if request.method == "POST":
        _answer(request, kept)
        is_open = queries.open_keepings_of(keeper).filter(pk=kept.pk).exists()
        return redirect("kept:one", secret, keeping) if is_open else redirect("kept:own", secret)
    language = translation.get_language() or "en"
    context = {
        **_context(kept, secret),
        "duties": list(duties_of(kept.result, language)),
        "offers": kept.offers.filter(state=KeepingState.ASKED),
        "retired": queries.retired_of([kept.result_id]).get(kept.result_id),
        "others": queries.keepers_of([kept.result_id])[kept.result_id].people - int(kept.is_living),
    }
    return render(request, "keepers/kept/one.html", context)


def _context(kept: Keeping, secret: str) -> dict[str, Any]:
    title = kept.result.title_in(translation.get_language() or "en")
    return {"kept": kept, "keeper": kept.keeper, "secret": secret, "result": kept.result, "title": title}


def _answer(request: HttpRequest, kept: Keeping) -> None:
    by, do = guest_of(kept), request.POST.get("do", "")
    try:
        if do == "accept":
            actions.accept(kept, by=by)
            messages.success(request, _("Thank you: you keep it from now on. Plon writes to you twice a year."))
        elif do == "decline":
            actions.decline(kept, by=by, reason=request.POST.get("reason", "")[:1000])
            messages.success(request, _("Whoever asked you is told. Nothing else has changed."))
        elif do == "confirm":
            actions.confirm(kept, by=by)
            messages.success(request, _("Thank you: visitors read that it was confirmed this month."))
        elif do == "take-back":
            for offer in kept.offers.filter(state=KeepingState.ASKED):
                actions.end_keeping(offer, by=by, how=How.REMOVED)
            messages.success(request, _("Taken back. You keep it as before."))
    except (DomainError, ValidationError) as refusal:
        messages.error(request, words_of(refusal))


@keeper_page
def hand_over(request: HttpRequest, keeper: Keeper, secret: str, keeping: str) -> HttpResponse:
    """Ask somebody else to take a result over."""
    kept = _one_of(keeper, keeping)
    form = AskForm(request.POST or None, project=kept.result.project)
    if request.method == "POST" and form.is_valid():
        try:
            actions.hand_over(kept, by=guest_of(kept), **form.values())
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("The letter is on its way. You keep it until the person accepts."))
            return redirect("kept:one", secret, keeping)
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "keepers/kept/hand_over.html", _context(kept, secret) | {"form": form}, status=status)


@keeper_page
def end(request: HttpRequest, keeper: Keeper, secret: str, keeping: str) -> HttpResponse:
    """Step down; the last one says what follows."""
    kept = _one_of(keeper, keeping)
    is_last = queries.needs_follower(kept)
    form = EndForm(request.POST if request.method == "POST" else None, is_last=is_last)
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_keeping(kept, by=guest_of(kept), how=How.STEPPED_DOWN, **form.cleaned_data)
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Done, and thank you. The team of the project is told."))
            return redirect("kept:own", secret)
    context = _context(kept, secret) | {"form": form, "is_last": is_last}
    return render(request, "keepers/kept/end.html", context, status=UNPROCESSABLE if form.errors else 200)


@keeper_page
def retire(request: HttpRequest, keeper: Keeper, secret: str, keeping: str) -> HttpResponse:
    """Say that a result need not last, and why."""
    kept = get_object_or_404(queries.open_keepings_of(keeper), public_id=keeping, state=KeepingState.KEEPING)
    form = RetireForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.retire_result(kept.result, by=guest_of(kept), reason=form.cleaned_data["reason"])
        messages.success(request, _("Retired. Its page and files stay, with your reason; the team is told."))
        return redirect("kept:own", secret)
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "keepers/kept/retire.html", _context(kept, secret) | {"form": form}, status=status)


@csrf_exempt  # mail programs send the click (RFC 8058, 3.1); the token proves that the letter was read
@never_cache
def stop(request: HttpRequest, token: str) -> HttpResponseBase:
    """Say what would end; end it on POST. A GET changes nothing: scanners of mail open every address."""
    return _choose(request, token, wants=False if request.method == "POST" else None)


@csrf_exempt  # as above: the same token
@require_POST
def again(request: HttpRequest, token: str) -> HttpResponseBase:
    """Take it back."""
    return _choose(request, token, wants=True)


def _choose(request: HttpRequest, token: str, *, wants: bool | None) -> HttpResponseBase:
    keeper = keeper_of_token(token)
    if keeper is None:
        return _gone(request)
    if wants is not None:
        act = actions.resume_letters if wants else actions.stop_letters
        act(keeper)
        keeper.refresh_from_db()
    with translation.override(spoken(keeper.language)):
        results = [each.result for each in queries.open_keepings_of(keeper)]
        context = {"token": token, "keeper": keeper, "asked": wants is None, "results": results}
        return keep_private(render(request, "keepers/kept/stop.html", context))
