"""The office writes a number: its texts, what it takes in, the words and the order of that."""

import datetime

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from plon.accounts.gates import officer_required
from plon.errors import DomainError
from plon.newsletter import actions
from plon.newsletter.actions.items import shortened
from plon.newsletter.items import Offer, kind_name, offers_since
from plon.newsletter.models import Issue, IssueItem
from plon.newsletter.office_forms import IssueForm, ItemForm, SinceForm, initial_of
from plon.newsletter.office_views import UNPROCESSABLE, find_issue
from plon.newsletter.presenting import languages_of
from plon.newsletter.queries import public_issues
from plon.newsletter.refusals import VersionConflict
from plon.newsletter.topics import topics
from plon.newsletter.views import language_now
from plon.projects.pages import person_of, words_of
from plon.projects.refusing import show_refusal

# Where nothing has gone out yet, things of so many days are offered.
FIRST_DAYS = 60


@officer_required
def new(request: HttpRequest) -> HttpResponse:
    """Begin a number."""
    first = {"topics": [topic.code for topic in topics()]}
    form = IssueForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_issue(by=person_of(request), topics=form.cleaned_data["topics"], texts=form.written())
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Saved as a draft. Now take in news, results and events."))
            return redirect("newsletter_office:issue", made.public_id)
    return render(request, "newsletter/office_edit.html", {"form": form}, status=UNPROCESSABLE if form.errors else 200)


def _draft(request: HttpRequest, public_id: str) -> Issue | None:
    """Return a number that may be changed; None, and a sentence on the next page, if it has gone out."""
    found = find_issue(public_id)
    if found.is_frozen:
        messages.error(request, _("This number has gone out: it stays as it is."))
        return None
    return found


@officer_required
def edit(request: HttpRequest, issue: str) -> HttpResponse:
    """Change the texts of a number in both languages."""
    if (found := _draft(request, issue)) is None:
        return redirect("newsletter_office:issue", issue)
    form = IssueForm(request.POST if request.method == "POST" else None, initial=initial_of(found))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            actions.change_issue(
                found, by=person_of(request), topics=told["topics"], texts=form.written(), version=told["version"] or 0
            )
        except VersionConflict as refusal:
            show_refusal(form, refusal)
            found.refresh_from_db(fields=["version"])
            # What was typed stays; saved again, it follows the text that is kept now.
            given = request.POST.copy()
            given["version"] = str(found.version)
            form.data = given
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("newsletter_office:issue", issue)
    context = {"form": form, "issue": found}
    return render(request, "newsletter/office_edit.html", context, status=UNPROCESSABLE if form.errors else 200)


@officer_required
def offers(request: HttpRequest, issue: str) -> HttpResponse:
    """Show what is new since the last number, or since a day; on POST take in what is ticked."""
    if (found := _draft(request, issue)) is None:
        return redirect("newsletter_office:issue", issue)
    given = request.POST if request.method == "POST" else request.GET
    first = {"since": _since_last()}
    form = SinceForm(given if "since" in given else first)
    since = form.cleaned_data["since"] if form.is_valid() else first["since"]
    offered = offers_since(since)
    if request.method == "POST" and form.is_valid():
        chosen = set(given.getlist("take"))
        some = [offer for kind in offered.values() for offer in kind if offer.key in chosen]
        try:
            count = actions.add_items(found, some, by=person_of(request))
        except (DomainError, ValidationError) as refusal:
            messages.error(request, words_of(refusal))
        else:
            told = ngettext("%(n)s thing is taken in.", "%(n)s things are taken in.", count) % {"n": count}
            messages.success(request, told)
            return redirect("newsletter_office:issue", issue)
    held = {item.key for item in found.items.all()}
    context = {
        "issue": found, "form": form, "since": since,
        "kinds": [(kind_name(kind), [_shown(offer, held) for offer in some]) for kind, some in offered.items()],
    }  # fmt: skip
    return render(request, "newsletter/office_offers.html", context, status=UNPROCESSABLE if form.errors else 200)


def _since_last() -> datetime.date:
    last = public_issues().values_list("published_at", flat=True).first()
    return timezone.localdate(last) if last else timezone.localdate() - datetime.timedelta(days=FIRST_DAYS)


def _shown(offer: Offer, held: set[str]) -> dict[str, object]:
    text = offer.text_in(language_now())
    return {
        "key": offer.key, "on": offer.on, "title": text.title, "summary": shortened(text.summary, 200),
        "address": text.address, "languages": ", ".join(languages_of(sorted(offer.texts))),
        "is_held": offer.key in held,
    }  # fmt: skip


def _item(public_id: str, item: str) -> IssueItem:
    return get_object_or_404(IssueItem.objects.select_related("issue"), issue__public_id=public_id, public_id=item)


@officer_required
def item(request: HttpRequest, issue: str, item: str) -> HttpResponse:
    """Word a thing otherwise, for this number alone."""
    found = _item(issue, item)
    if _draft(request, issue) is None:
        return redirect("newsletter_office:issue", issue)
    form = ItemForm(request.POST if request.method == "POST" else None, item=found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_item(found, by=person_of(request), texts=form.written())
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("newsletter_office:issue", issue)
    context = {"form": form, "issue": found.issue, "item": found}
    return render(request, "newsletter/office_item.html", context, status=UNPROCESSABLE if form.errors else 200)


@officer_required
@require_POST
def act_on_item(request: HttpRequest, issue: str, item: str) -> HttpResponse:
    """Move a thing up or down, or take it out; the page comes back at the list."""
    found, by, what = _item(issue, item), person_of(request), request.POST.get("do", "")
    try:
        if what in {"up", "down"}:
            actions.move_item(found, by=by, up=what == "up")
        elif what == "remove":
            actions.remove_item(found, by=by)
            messages.success(request, _("Taken out. You can take it in again."))
    except DomainError as refusal:
        messages.error(request, words_of(refusal))
    answer = redirect("newsletter_office:issue", issue)
    answer["Location"] += "#items" if what == "remove" else f"#{found.public_id}"
    return answer
