"""Hand out the views of a plan as files."""

import logging

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from plon.plans.board_document import board_document
from plon.plans.exporting import matrix_document, table_document, timeline_document, workbook_of
from plon.plans.narrowing import narrowed_rows, narrowing_of
from plon.plans.queries import Plan, load_plan
from plon.plans.sheets import KINDS
from plon.plans.timeline import GROUPINGS
from plon.projects.queries import get_project_for
from plon.typeset.compiler import TypesetError

logger = logging.getLogger(__name__)
TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "png": "image/png",
}
VIEWS = ("board", "table", "timeline", "matrix")


@login_required
def export(request: HttpRequest, project: str, view: str, ending: str) -> HttpResponse:
    """A view of the plan as XLSX, PDF or PNG; its filters stay."""
    found = get_project_for(request.user, project)
    if view not in VIEWS or ending not in TYPES:
        raise Http404
    plan, language = load_plan(found), "pl" if (get_language() or "").startswith("pl") else "en"
    try:
        content = workbook_of(plan, language) if ending == "xlsx" else _document(request, plan, view, ending, language)
    except TypesetError:
        logger.exception("The %s of project %s could not be set", view, found.public_id)
        content = None
    if content is None:
        messages.error(request, _("There is nothing to print yet, or it could not be made just now."))
        return redirect(f"plans:{'index' if view == 'board' else view}", project)
    response = HttpResponse(content, content_type=TYPES[ending])
    name = f"plan-{(found.number_key or found.public_id).lower()[:60]}-{view}-{language}.{ending}".replace("/", "-")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-cache"
    return response


def _document(request: HttpRequest, plan: Plan, view: str, ending: str, language: str) -> bytes | None:
    picture = ending == "png"
    narrowing = narrowing_of(request, plan)
    if view == "board":
        return board_document(plan, narrowing, language, picture=picture)
    if view == "matrix":
        return matrix_document(plan, language, picture=picture)
    if view == "timeline":
        by = request.GET.get("by", "")
        return timeline_document(
            plan, by if by in GROUPINGS else "phase", narrowed_rows(plan, "activities", narrowing), language,
            today=timezone.localdate(), picture=picture,
        )  # fmt: skip
    kind = request.GET.get("rows", "")
    kind = kind if kind in KINDS else KINDS[0]
    return table_document(plan, kind, narrowed_rows(plan, kind, narrowing), language, picture=picture)
