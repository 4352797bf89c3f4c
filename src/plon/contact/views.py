"""Writing to the agency, without account, cookie or script.

No token against forged requests, which would be a cookie: a message is sent in nobody's name and changes nothing of
somebody who is signed in. The form carries its own signed stamp.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from plon.agency.own import contacts_for
from plon.contact.actions import send_message
from plon.contact.duties import DUTIES
from plon.contact.enums import Category
from plon.contact.forms import MessageForm
from plon.contact.guarding import PER_ADDRESS, PER_MAILBOX, STAMP, TRAP, doubt_about, is_allowed, new_stamp
from plon.contact.keeping import message_days
from plon.contact.places import path_of, title_of
from plon.pages import public_page

UNPROCESSABLE, TOO_MANY = 422, 429
ABOUT = "contact"


@csrf_exempt
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """Show the agency's addresses and the form (`?page=` is what it is about), take what is sent."""
    if request.method != "POST":
        return _page(request, MessageForm(initial=_initial(request)))
    form = MessageForm(request.POST)
    if not is_allowed("address", request.META.get("REMOTE_ADDR", ""), PER_ADDRESS):
        told = _("Very much was sent from here in the last hour. Nothing is lost: wait a few minutes, then send again.")
        response = _page(request, form, doubt=told, status=TOO_MANY)
        response["Retry-After"] = "300"
        return response
    if doubt := doubt_about(request.POST, ABOUT):
        return _page(request, form, doubt=doubt, status=UNPROCESSABLE)
    if form.is_valid() and _is_sent(form):
        return redirect("contact:sent", form.cleaned_data["category"])
    return _page(request, form, status=UNPROCESSABLE)


def _initial(request: HttpRequest) -> dict[str, str]:
    page, category = path_of(request.GET.get("page", "")), request.GET.get("about", "")
    chosen = category if category in Category.values else Category.PAGE if page else Category.QUESTION
    return {"page": page, "category": chosen}


def _is_sent(form: MessageForm) -> bool:
    """Keep the message, unless somebody floods a mailbox with our receipts."""
    values = form.values()
    if values["email"] and not is_allowed("mailbox", values["email"].lower(), PER_MAILBOX):
        told = _("Many messages came with this e-mail in the last hour. Please wait a while, then send again.")
        form.add_error("email", told)
        return False
    try:
        send_message(**values, language=get_language() or "pl")
    except ValidationError as refusal:
        form.add_error(None, ValidationError(refusal.messages))
        return False
    return True


def _page(request: HttpRequest, form: MessageForm, *, doubt: str = "", status: int = 200) -> HttpResponse:
    language = get_language() or "pl"
    given: Any = form["page"].value()
    context = {
        "form": form, "doubt": doubt, "stamp": new_stamp(ABOUT), "stamp_name": STAMP, "trap": TRAP,
        "agency": contacts_for(language), "title": title_of(path_of(str(given or "")), language),
        "duties": [(Category(about).label, duty.law) for about, duty in DUTIES.items()],
        "days": message_days(), "section": "contact",
    }  # fmt: skip
    response = render(request, "contact/contact.html", context, status=status)
    if request.GET or status != 200:
        response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
@public_page
def sent(request: HttpRequest, category: str) -> HttpResponse:
    """Say that it has come and what follows; the same for everybody."""
    duty = DUTIES.get(category)
    response = render(request, "contact/sent.html", {"duty": duty.law if duty else "", "section": "contact"})
    response["X-Robots-Tag"] = "noindex"
    return response
