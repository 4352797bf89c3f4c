"""Pages of ours inside the editors' system."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from plon.accounts.models import User
from plon.portal.cms.actions import mark_up_to_date
from plon.portal.models import Article


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """How a piece of news is written, step by step."""
    return render(request, "portal/cms/help.html")


@require_POST
def up_to_date(request: HttpRequest, page_id: int) -> HttpResponse:
    """Note that a translation was compared with its source."""
    assert isinstance(request.user, User)
    article = get_object_or_404(Article, pk=page_id)
    mark_up_to_date(article, by=request.user)
    messages.success(request, _("The translation is marked as up to date."))
    return redirect("wagtailadmin_pages:edit", page_id)
