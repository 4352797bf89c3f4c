"""The office's queue of reviews, and the page of one."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from plon.accounts.gates import officer_required
from plon.errors import DomainError
from plon.history.receipts import take_once
from plon.programme.codelists import codelist
from plon.projects.pages import person_of, words_of
from plon.review import actions, clock, queries
from plon.review.actions.deciding import officers
from plon.review.digest import wants_all
from plon.review.enums import WAITING, ReviewState, Verdict
from plon.review.forms import ConflictForm, DecisionForm, OfficeRemarkForm
from plon.review.models import ProjectReview
from plon.review.presenting import general, page_of, queue_rows
from plon.review.queries import Narrowing, own_reasons
from plon.review.reasons import reasons_for
from plon.review.rules import tie_of, tied_reviews
from plon.review.views import UNPROCESSABLE, language_now

A_PAGE = 50
CONFLICT = 409


@officer_required
def index(request: HttpRequest) -> HttpResponse:
    """Reviews, the most urgent first, with the days that the agency has left."""
    officer, today = person_of(request), clock.today()
    narrowing = _narrowing(request)
    page = Paginator(queries.queue(narrowing, officer=officer, today=today), A_PAGE).get_page(
        request.GET.get("page", "1")[:9]
    )
    query = request.GET.copy()
    query.pop("page", None)
    action_types, years = queries.choices_of_queue()
    terms = codelist("action_types")
    context = {
        "page": page,
        "rows": queue_rows(page, tied_reviews(officer, page), today),
        "narrowing": narrowing,
        "states": ReviewState.choices,
        "actions": [(code, terms[code].name(language_now()) if code in terms else code) for code in action_types],
        "years": years,
        "query": query.urlencode() + "&" if query else "",
        "is_narrowed": narrowing != Narrowing(),
        "wants_letters": wants_all(officer),
    }
    return render(request, "review/queue.html", context)


def _narrowing(request: HttpRequest) -> Narrowing:
    asked = request.GET
    state, year = asked.get("state", ReviewState.WAITING.value), asked.get("year", "")
    return Narrowing(
        state=state if state in ReviewState.values else "",
        action=asked.get("action", "").replace("\0", "")[:60],
        year=int(year) if year.isdecimal() and len(year) == len("2024") else None,
        mine=bool(asked.get("mine")),
        overdue=bool(asked.get("overdue")),
        words=asked.get("q", "").replace("\0", "")[:200],
    )


@officer_required
def review(request: HttpRequest, review: str) -> HttpResponse:
    """One project: promises against proof, results with their checks, decisions, messages."""
    return _page(request, queries.get_review(review))


def _page(request: HttpRequest, found: ProjectReview, *, status: int = 200, **refused: Any) -> HttpResponse:
    """Show the page; `refused` holds what an officer wrote and could not send, so that nothing is lost."""
    officer = person_of(request)
    hidings = queries.hidings_in(found.project) if found.project else ()
    page = page_of(found.project, found, hidings, language_now(), in_office=True)
    own = list(own_reasons(officer))
    context = {
        "review": found,
        "page": page,
        "cards": [(card, reasons_for(card.checks, own, language_now())) for card in page.cards],
        "own_reasons": own,
        "owed": found.days_owed(clock.today()),
        "tie": tie_of(officer, found),
        "officers": officers(),
        "next": queries.next_waiting(found, officer),
        "remarks": general(found, in_office=True),
        "waiting": sum(card.is_waiting for card in page.cards),
        **refused,
    }
    return render(request, "review/review.html", context, status=status)


@officer_required
@require_POST
def decide(request: HttpRequest, review: str) -> HttpResponse:
    """Approve results, or return them with reasons."""
    found, form, officer = queries.get_review(review), DecisionForm(request.POST), person_of(request)
    told = {"written": request.POST.get("reasons", "")[:4000], "chosen": request.POST.getlist("item")[:500],
            "templates": request.POST.getlist("template")[:20]}  # fmt: skip
    if not form.is_valid():
        problem = "; ".join(str(error) for errors in form.errors.values() for error in errors)
        return _page(request, found, status=UNPROCESSABLE, problem=problem, **told)
    given = form.cleaned_data
    try:
        decisions = actions.decide_results(
            found, by=officer, rounds=given["rounds"], verdict=given["verdict"], reasons=given["reasons"]
        )
    except (DomainError, ValidationError) as refusal:
        return _page(request, queries.get_review(review), status=CONFLICT, problem=words_of(refusal), **told)
    if given["keep"] and given["written"].strip():
        actions.keep_reason(officer, text=given["written"])
    messages.success(request, _told(len(decisions), given["verdict"]))
    left = [item for item in found.items.all() if item.state in WAITING and item.public_id not in given["rounds"]]
    following = left[0] if left else None
    anchor = f"#item-{following.public_id}" if following else ""
    return redirect(reverse("office_review:review", args=[review]) + anchor)


def _told(count: int, verdict: str) -> str:
    if verdict == Verdict.APPROVED:
        said = ngettext("%(count)s result approved. The team gets a letter.",
                        "%(count)s results approved. The team gets a letter.", count)  # fmt: skip
    else:
        said = ngettext("%(count)s result returned. The team gets a letter with your reasons.",
                        "%(count)s results returned. The team gets a letter with your reasons.", count)  # fmt: skip
    return said % {"count": count}


@officer_required
@require_POST
def assign(request: HttpRequest, review: str) -> HttpResponse:
    """Take a review over, give it to a colleague, or back to all."""
    found = queries.get_review(review)
    chosen = request.POST.get("officer", "")
    officer = next((each for each in officers() if str(each.pk) == chosen), None)
    try:
        actions.assign(found, by=person_of(request), officer=officer)
    except (DomainError, ValidationError) as refusal:
        messages.error(request, words_of(refusal))
    else:
        told = _("The review is with %(name)s.") % {"name": officer} if officer else _("The review is with nobody.")
        messages.success(request, told)
    return redirect("office_review:review", review)


@officer_required
def conflict(request: HttpRequest, review: str) -> HttpResponse:
    """Declare a conflict of interest."""
    found = queries.get_review(review)
    form = ConflictForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.declare_conflict(found, by=person_of(request), reason=form.cleaned_data["reason"])
        except (DomainError, ValidationError) as refusal:
            messages.error(request, words_of(refusal))
        else:
            messages.success(request, _("Noted. Another officer decides here."))
        return redirect("office_review:index")
    context = {"review": found, "form": form}
    return render(request, "review/conflict.html", context, status=UNPROCESSABLE if form.errors else 200)


@officer_required
@require_POST
@take_once
def remark(request: HttpRequest, review: str) -> HttpResponse:
    """Write to the team, or a note for the office, about one result (`about`) or the whole."""
    found, form = queries.get_review(review), OfficeRemarkForm(request.POST)
    about = request.POST.get("about", "")[:12].replace("\0", "")
    item = get_object_or_404(found.items, public_id=about) if about else None
    if not form.is_valid():
        return _page(request, found, status=UNPROCESSABLE, refused=form, refused_at=about)
    told = form.cleaned_data
    actions.add_remark(
        found, by=person_of(request), text=told["text"], item=item, from_office=True, internal=told["internal"]
    )
    messages.success(request, _("Noted for the office.") if told["internal"] else _("Sent. The team gets a letter."))
    return redirect(reverse("office_review:review", args=[review]) + (f"#item-{about}" if about else "#messages"))


@officer_required
@require_POST
def forget(request: HttpRequest, reason: int) -> HttpResponse:
    """Drop one of one's own reasons."""
    actions.forget_reason(person_of(request), key=reason)
    messages.success(request, _("Your reason is gone from the list."))
    return redirect("office_review:index")
