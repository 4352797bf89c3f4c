"""The office merges organisations that stand there twice."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from plon.accounts.gates import officer_required
from plon.errors import DomainError
from plon.office.merging import actions, queries
from plon.office.models import Merge
from plon.organisations.models import Organisation
from plon.organisations.queries import find_organisations
from plon.projects.pages import person_of, words_of

A_PAGE, FOUND = 20, 30


@officer_required
def index(request: HttpRequest) -> HttpResponse:
    """Records of one name in one place, a search for any record (`?q=`), and the merges that can be undone."""
    words = request.GET.get("q", "").replace("\0", "")[:200].strip()
    page = Paginator(queries.duplicate_keys(), A_PAGE).get_page(request.GET.get("page", "1")[:9])
    context = {
        "q": words,
        "found": queries.with_projects(find_organisations(words)).order_by("name", "pk")[:FOUND] if words else (),
        "page": page,
        "groups": queries.groups_of(list(page.object_list)),
        "merges": queries.recent_merges()[:A_PAGE],
    }
    return render(request, "office/merging/index.html", context)


@officer_required
def organisation(request: HttpRequest, organisation: str) -> HttpResponse:
    """One record, and others that may be the same organisation; `?q=` looks for more."""
    found = get_object_or_404(queries.with_projects(Organisation.objects.all()), public_id=organisation)
    words = request.GET.get("q", "").replace("\0", "")[:200].strip()
    searched = queries.with_projects(find_organisations(words)).exclude(pk=found.pk).order_by("name", "pk")[:FOUND]
    others = list(searched) if words else queries.similar_to(found)
    return render(request, "office/merging/organisation.html", {"organisation": found, "others": others, "q": words})


@officer_required
def merge(request: HttpRequest, kept: str, gone: str) -> HttpResponse:
    """Show what would move from one record to the other; on POST, merge them."""
    everyone = queries.with_projects(Organisation.objects.all())
    stays, goes = get_object_or_404(everyone, public_id=kept), get_object_or_404(everyone, public_id=gone)
    if request.method == "POST":
        try:
            actions.merge_organisations(stays, goes, by=person_of(request))
        except (DomainError, ValidationError) as refusal:
            messages.error(request, words_of(refusal))
            return redirect("office_people:organisations")
        messages.success(request, _("Merged. You can undo it for 30 days, below."))
        return redirect("office_people:organisations")
    context = {
        "kept": stays,
        "gone": goes,
        "is_same": stays.pk == goes.pk,
        "moving": queries.preview(stays, goes),
        "ids_differ": queries.ids_differ([stays, goes]),
    }
    return render(request, "office/merging/merge.html", context)


@officer_required
@require_POST
def undo(request: HttpRequest, merge: int) -> HttpResponse:
    """Make two records of one again."""
    done = get_object_or_404(Merge, pk=merge)
    try:
        lost = actions.undo_merge(done, by=person_of(request))
    except (DomainError, ValidationError) as refusal:
        messages.error(request, words_of(refusal))
        return redirect("office_people:organisations")
    messages.success(request, _("There are two records again, as before."))
    if lost:
        said = ngettext(
            "%(count)d entry was deleted or changed since and stays as it is.",
            "%(count)d entries were deleted or changed since and stay as they are.",
            lost,
        )
        messages.warning(request, said % {"count": lost})
    return redirect("office_people:organisations")
