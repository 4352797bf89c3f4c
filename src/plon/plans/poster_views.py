"""Pages of the poster: choose paper, language and content; the file itself."""

import hashlib
import logging
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from plon.plans import queries
from plon.plans.forms import PosterForm
from plon.plans.poster import blank_poster, poster_of
from plon.projects.models import Project
from plon.projects.pages import workspace_context
from plon.projects.queries import get_project_for
from plon.projects.rules import VIEW
from plon.typeset.compiler import TypesetError
from plon.typeset.poster import PlanPoster, count_sheets, render_poster

logger = logging.getLogger(__name__)


@login_required
def poster(request: HttpRequest, project: str) -> HttpResponse:
    """Choose paper, language and content of the poster, and see it."""
    found = get_project_for(request.user, project, VIEW)
    language = (get_language() or "pl")[:2]
    first = {"paper": "A3", "orientation": "landscape", "language": language, "content": "plan", "gaps": True}
    form = PosterForm(request.GET or None, initial=first)
    chosen = form.cleaned_data if form.is_valid() else first
    query = "&".join(f"{name}={chosen[name]}" for name in ("paper", "orientation", "language", "content"))
    query += "&gaps=on" if chosen["gaps"] else ""
    context = {
        **workspace_context(found, request.user, "poster"),
        "form": form,
        "query": query,
        "chosen": chosen,
        "sheets": range(1, _count(found, chosen) + 1),
    }
    return render(request, "plans/poster.html", context)


def _count(project: Project, chosen: dict[str, Any]) -> int:
    try:
        return count_sheets(
            _poster(project, chosen), paper=chosen["paper"], landscape=chosen["orientation"] == "landscape"
        )
    except TypesetError:
        logger.exception("The poster of project %s could not be set", project.public_id)
        return 1


def _poster(project: Project, chosen: dict[str, Any]) -> PlanPoster:
    if chosen["content"] == "blank":
        return blank_poster(chosen["language"])
    plan = queries.load_plan(project)
    return poster_of(plan, chosen["language"], today=timezone.localdate(), mark_gaps=bool(chosen["gaps"]))


_FILE_WORDS = {"pl": "plakat", "en": "poster"}


@login_required
def poster_file(request: HttpRequest, project: str) -> HttpResponse:
    """The poster as PDF, or as a picture."""
    found = get_project_for(request.user, project, VIEW)
    form = PosterForm(request.GET)
    if not form.is_valid():
        return redirect("plans:poster", project)
    chosen = form.cleaned_data
    language, output = chosen["language"], chosen["output"] or "pdf"
    content = _poster(found, chosen)
    etag = f'"{hashlib.sha256(repr((content, chosen)).encode()).hexdigest()[:32]}"'
    if unchanged := get_conditional_response(request, etag=etag):
        return unchanged
    try:
        made = render_poster(
            content,
            paper=chosen["paper"],
            landscape=chosen["orientation"] == "landscape",
            output="png" if output == "png" else "pdf",
            sheet=chosen["sheet"] or 1,
        )
    except TypesetError:
        logger.exception("The poster of project %s could not be set", found.public_id)
        messages.error(request, _("The poster could not be made just now. Your plan is safe; please tell the team."))
        return redirect("plans:poster", project)
    response = HttpResponse(made, content_type="application/pdf" if output == "pdf" else "image/png")
    name = f"{_FILE_WORDS[language]}-{slugify(found.number or str(found))[:60]}-{chosen['paper']}-{language}.{output}"
    kind = "inline" if "show" in request.GET else "attachment"
    response["Content-Disposition"] = f'{kind}; filename="{name}"'
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    return response
