"""The newsletter for everybody: the archive, one number, the feed, subscribing without an account."""

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from plon.contact.guarding import PER_ADDRESS, PER_MAILBOX, STAMP, TRAP, doubt_about, is_allowed, new_stamp
from plon.corner.gate import keep_private
from plon.errors import DomainError
from plon.feeds import MEDIA_TYPE
from plon.newsletter import actions
from plon.newsletter.feed import atom_of
from plon.newsletter.forms import SubscribeForm
from plon.newsletter.keeping import UNCONFIRMED_DAYS, dead_days, letter_days
from plon.newsletter.letters.issue import items_in
from plon.newsletter.queries import public_issues
from plon.newsletter.topics import topics
from plon.pages import public_page
from plon.projects.refusing import show_refusal
from plon.texts import plain_text, render_markdown

UNPROCESSABLE, TOO_MANY = 422, 429
A_PAGE = 20
ABOUT = "newsletter"


def language_now() -> str:
    return get_language() or "pl"


@require_safe
@public_page
def index(request: HttpRequest) -> HttpResponse:
    """All numbers that have gone out, the newest first; never who got them."""
    page = Paginator(public_issues(), A_PAGE).get_page(request.GET.get("page", "1")[:9])
    language = language_now()
    rows = [(issue, text, plain_text(text.intro)) for issue in page.object_list for text in [issue.text_in(language)]]
    names = [(topic.name_in(language), topic.about_in(language)) for topic in topics()]
    return render(request, "newsletter/index.html", {"page": page, "rows": rows, "topics": names})


@require_safe
@public_page
def issue(request: HttpRequest, public_id: str) -> HttpResponse:
    """One number as a page: what its letter said."""
    found = get_object_or_404(public_issues().prefetch_related("items"), public_id=public_id)
    text = found.text_in(language_now())
    context = {
        "issue": found, "text": text, "items": items_in(found, text.language),
        "intro": render_markdown(text.intro), "closing": render_markdown(text.closing),
        "summary": plain_text(text.intro), "is_other_language": text.language != language_now(),
    }  # fmt: skip
    return render(request, "newsletter/issue.html", context)


@require_safe
@public_page
def feed(request: HttpRequest) -> HttpResponse:
    """The newest numbers as Atom."""
    made = atom_of(public_issues()[:A_PAGE], language_now())
    return HttpResponse(made, content_type=MEDIA_TYPE)


@never_cache
def subscribe(request: HttpRequest) -> HttpResponse:
    """Show the form and take it; the answer is the same whether an address is known or not."""
    if request.method != "POST":
        return _form_page(request, SubscribeForm(initial={"language": language_now()}))
    form = SubscribeForm(request.POST)
    if not is_allowed("address", request.META.get("REMOTE_ADDR", ""), PER_ADDRESS):
        told = _("Very much was sent from here in the last hour. Nothing is lost: wait a few minutes, then send again.")
        response = _form_page(request, form, doubt=told, status=TOO_MANY)
        response["Retry-After"] = "300"
        return response
    if doubt := doubt_about(request.POST, ABOUT):
        return _form_page(request, form, doubt=doubt, status=UNPROCESSABLE)
    if form.is_valid() and _kept(form):
        return redirect("newsletter:sent")
    return _form_page(request, form, status=UNPROCESSABLE)


def _kept(form: SubscribeForm) -> bool:
    """Keep what was asked for; False if it was refused. A flooded mailbox gets no more letters, and nobody is told."""
    told = form.cleaned_data
    if not is_allowed("mailbox", told["email"].lower(), PER_MAILBOX):
        return True
    try:
        actions.ask(email=told["email"], topics=told["topics"], language=told["language"])
    except (DomainError, ValidationError) as refusal:
        show_refusal(form, refusal)
        return False
    return True


def _form_page(request: HttpRequest, form: SubscribeForm, *, doubt: str = "", status: int = 200) -> HttpResponse:
    context = {"form": form, "doubt": doubt, "trap": TRAP, "stamp_name": STAMP, "stamp": new_stamp(ABOUT)}
    context |= {"unconfirmed_days": UNCONFIRMED_DAYS, "letter_days": letter_days(), "dead_days": dead_days()}
    return render(request, "newsletter/subscribe.html", context, status=status)


@never_cache
@require_safe
def sent(request: HttpRequest) -> HttpResponseBase:
    """Say what comes now: a letter."""
    return keep_private(render(request, "newsletter/sent.html"))
