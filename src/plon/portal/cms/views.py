"""Pages of ours inside the editors' system."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.images.views.images import DeleteView

from plon.accounts.models import User
from plon.portal.cms.actions import mark_up_to_date
from plon.portal.cms.guides import guide_rows
from plon.portal.guidefiles import filed_guide
from plon.portal.guidetexts.actions import mark_original_seen, take_guide
from plon.portal.models import Article, GuideText, Picture
from plon.portal.news.pictures import is_in_use
from plon.texts import INTERFACE_LANGUAGES


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """How a piece of news is written, step by step."""
    return render(request, "portal/cms/help.html")


def in_use() -> str:
    return _("This picture is in use, or an unpublished text has it. Take it out there first; “Usage” lists most.")


def delete_picture(request: HttpRequest, image_id: int) -> HttpResponse:
    """Delete a picture, unless an article shows it: that would leave a hole."""
    picture = get_object_or_404(Picture, pk=image_id)
    if request.method == "POST" and is_in_use(picture):
        messages.error(request, in_use())
        return redirect("wagtailimages:edit", image_id)
    answer: HttpResponse = DeleteView.as_view()(request, image_id)
    return answer


@require_POST
def up_to_date(request: HttpRequest, page_id: int) -> HttpResponse:
    """Note that a translation was compared with its source."""
    article = get_object_or_404(Article, pk=page_id)
    if isinstance(request.user, User):
        mark_up_to_date(article, by=request.user)
    messages.success(request, _("The translation is marked as up to date."))
    return redirect("wagtailadmin_pages:edit", page_id)


@require_safe
def guide_list(request: HttpRequest) -> HttpResponse:
    """All guides of all languages: whose text stands, and what is to be looked at."""
    return render(request, "portal/cms/guides.html", {"guides": guide_rows()})


@require_POST
def take(request: HttpRequest, language: str, guide: str) -> HttpResponse:
    """Take a guide's text into the editors' system, to be changed there."""
    found = filed_guide(guide, language) if language in INTERFACE_LANGUAGES else None
    if found is None:
        raise Http404
    if not isinstance(request.user, User):
        return redirect("portal_cms:guides")
    text = take_guide(found, by=request.user)
    messages.success(request, _("Change the text and publish it. Until then readers find the one that came with Plon."))
    return redirect("wagtailadmin_pages:edit", text.pk)


@require_POST
def original_seen(request: HttpRequest, page_id: int) -> HttpResponse:
    """Note that a guide was compared with its original."""
    text = get_object_or_404(GuideText, pk=page_id)
    if isinstance(request.user, User):
        mark_original_seen(text, by=request.user)
    messages.success(request, _("The original is marked as looked at."))
    return redirect("wagtailadmin_pages:edit", page_id)
