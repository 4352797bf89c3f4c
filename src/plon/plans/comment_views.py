"""What is said about an item of the plan."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from plon.errors import DomainError
from plon.history.receipts import take_once
from plon.plans.actions.comments import remove_comment, write_comment
from plon.plans.comment_forms import CommentForm
from plon.plans.commenting import comments_on, subject_of
from plon.plans.models import Comment
from plon.projects.pages import person_of, words_of, workspace_context
from plon.projects.queries import get_project_for
from plon.projects.refusing import show_refusal
from plon.projects.rules import CONTRIBUTE, VIEW


@login_required
@take_once
def comments(request: HttpRequest, project: str, kind: str, item: str) -> HttpResponse:
    """Read what is said about an item, and say something."""
    found = get_project_for(request.user, project, CONTRIBUTE if request.method == "POST" else VIEW)
    subject = subject_of(found, kind, item)
    if subject is None:
        raise Http404
    form = CommentForm(request.POST or None, project=found, author=person_of(request))
    if request.method == "POST" and form.is_valid():
        try:
            write_comment(found, by=person_of(request), kind=kind, public_id=item, **form.cleaned_data)
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            return redirect("plans:comments", project, kind, item)
    context = {
        **workspace_context(found, request.user, "plan"),
        "subject": subject,
        "kind": kind,
        "item_id": item,
        "comments": comments_on(found, kind, item),
        "form": form,
    }
    return render(request, "plans/comments.html", context)


@login_required
@require_POST
def remove(request: HttpRequest, project: str, comment: str) -> HttpResponse:
    """Take a comment back."""
    found = get_project_for(request.user, project, CONTRIBUTE)
    said = get_object_or_404(Comment, project=found, public_id=comment)
    try:
        remove_comment(said, by=person_of(request))
    except DomainError as refusal:
        messages.error(request, words_of(refusal))
    else:
        messages.success(request, _("The comment was removed."))
    return redirect("plans:comments", project, said.item_kind, said.item_public_id)
