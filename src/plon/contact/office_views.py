"""Messages in the office: what waits and by when, and the page of one."""

import datetime
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from plon.accounts.gates import officer_required
from plon.accounts.models import User
from plon.contact import actions
from plon.contact.actions_offered import offers_for
from plon.contact.duties import duty_of
from plon.contact.enums import State
from plon.contact.forms import AnswerForm, FilterForm, NoteForm
from plon.contact.models import Message
from plon.contact.queries import WAITING, get_message, office_messages, waiting_counts
from plon.errors import DomainError

A_PAGE = 30
UNPROCESSABLE, CONFLICT = 422, 409


def _officer(request: HttpRequest) -> User:
    officer = request.user
    assert isinstance(officer, User)  # noqa: S101  officer_required has seen to it
    return officer


@officer_required
def index(request: HttpRequest) -> HttpResponse:
    """What waits, the most urgent first; narrowed by state, category and the days on which it came."""
    form = FilterForm(request.GET or None)
    form.is_valid()
    chosen = {name: value for name, value in getattr(form, "cleaned_data", {}).items() if value}
    state = chosen.pop("state", "")
    states = tuple(State.values) if state == "all" else (state,) if state else WAITING
    page = Paginator(office_messages(states=states, **chosen), A_PAGE).get_page(request.GET.get("page", "1")[:9])
    asked = {name: request.GET[name] for name in form.fields if request.GET.get(name)}
    context = {
        "form": form,
        "page": page,
        "rows": [(each, _days_left(each)) for each in page],
        "counts": waiting_counts(timezone.now() - datetime.timedelta(days=1)),
        "is_narrowed": bool(asked),
        "query": urlencode(asked) + "&" if asked else "",
    }
    return render(request, "contact/office/index.html", context)


def _days_left(message: Message) -> int | None:
    """Return the days until an answer is owed, negative if it is late; None if none is owed any more."""
    if not message.is_waiting or message.answered_at:
        return None
    return (message.due_on - timezone.localdate()).days


@officer_required
def message(request: HttpRequest, message: str) -> HttpResponse:
    """One message: what was written, what was answered, what can be done."""
    return _page(request, get_message(message))


def _page(request: HttpRequest, found: Message, *, status: int = 200, **refused: Any) -> HttpResponse:
    """Show the page; `refused` holds what an officer wrote and could not send, so that nothing is lost."""
    context = {
        "message": found,
        "entries": list(found.entries.all()),
        "days_left": _days_left(found),
        "duty": duty_of(found.category).law,
        "offers": offers_for(found.page),
        "is_mine": found.assigned_to_id == _officer(request).pk,
        "answer_form": AnswerForm(),
        "note_form": NoteForm(prefix="note"),
        **refused,
    }
    return render(request, "contact/office/message.html", context, status=status)


def _words_of(refusal: DomainError | ValidationError) -> str:
    return "; ".join(refusal.messages) if isinstance(refusal, ValidationError) else str(refusal)


@officer_required
@require_POST
def answer(request: HttpRequest, message: str) -> HttpResponse:
    """Send an answer by e-mail, and close the message with it if the officer says so."""
    found, form = get_message(message), AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, found, status=UNPROCESSABLE, answer_form=form)
    try:
        entry = actions.answer_message(found, by=_officer(request), **form.cleaned_data)
    except (DomainError, ValidationError) as refusal:
        told = _words_of(refusal)
        return _page(request, get_message(message), status=CONFLICT, answer_form=form, problem=told)
    entry.refresh_from_db()
    if entry.failed_at:
        messages.error(request, _("The mail server does not know this address: the answer could not be delivered."))
    else:
        messages.success(request, _("The answer is on its way."))
    return redirect("office_contact:message", message)


@officer_required
@require_POST
def note(request: HttpRequest, message: str) -> HttpResponse:
    """Keep a note for the office."""
    found, form = get_message(message), NoteForm(request.POST, prefix="note")
    if not form.is_valid():
        return _page(request, found, status=UNPROCESSABLE, note_form=form)
    try:
        actions.note_message(found, by=_officer(request), words=form.cleaned_data["words"])
    except (DomainError, ValidationError) as refusal:
        told = _words_of(refusal)
        return _page(request, get_message(message), status=CONFLICT, note_form=form, problem=told)
    return redirect("office_contact:message", message)


def _take(found: Message, by: User) -> str:
    actions.assign_message(found, by=by, to=by)
    return _("It is yours.")


def _release(found: Message, by: User) -> str:
    actions.assign_message(found, by=by, to=None)
    return _("It is nobody's now.")


def _close(found: Message, by: User) -> str:
    actions.close_message(found, by=by)
    return _("Closed.")


def _spam(found: Message, by: User) -> str:
    actions.mark_as_spam(found, by=by)
    return _("Put away as spam. It is erased in two weeks; until then you can take it up again.")


def _reopen(found: Message, by: User) -> str:
    actions.reopen_message(found, by=by)
    return _("It is open again.")


MOVES: dict[str, Callable[[Message, User], str]] = {
    "take": _take, "release": _release, "close": _close, "spam": _spam, "reopen": _reopen,
}  # fmt: skip


@officer_required
@require_POST
def move(request: HttpRequest, message: str) -> HttpResponse:
    """Take it or give it back, close it, put it away as spam, take it up again (`act`)."""
    found = get_message(message)
    act = MOVES.get(request.POST.get("act", ""))
    if act is None:
        return _page(request, found, status=UNPROCESSABLE, problem=_("Choose what to do with it."))
    try:
        messages.success(request, act(found, _officer(request)))
    except DomainError as refusal:
        return _page(request, get_message(message), status=CONFLICT, problem=str(refusal))
    return redirect("office_contact:message", message)


@officer_required
def erase(request: HttpRequest, message: str) -> HttpResponse:
    """Ask once, then erase what stands in it for good."""
    found = get_message(message)
    if request.method != "POST":
        return render(request, "contact/office/erase.html", {"message": found})
    try:
        actions.erase_message(found, by=_officer(request))
    except DomainError as refusal:
        return _page(request, get_message(message), status=CONFLICT, problem=str(refusal))
    messages.success(request, _("Erased. What it was about and when it came stays for the counts."))
    return redirect("office_contact:index")
