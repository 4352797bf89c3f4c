"""Hand out the ledger as files; the filters of the page stay."""

import json
import logging

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from plon.activities.ledger.beside import tables_beside
from plon.activities.ledger.data import data_of
from plon.activities.ledger.document import basis_of, ledger_document
from plon.activities.ledger.entries import Ledger, totals_of
from plon.activities.ledger.narrowing import narrowed, narrowing_of
from plon.activities.ledger.pages import narrowed_words
from plon.activities.ledger.presenting import Teller, summary_of
from plon.activities.ledger.views import ledger_for
from plon.activities.ledger.workbook import workbook_of
from plon.projects.models import Project
from plon.projects.queries import get_project_for
from plon.typeset.compiler import TypesetError

logger = logging.getLogger(__name__)
TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "json": "application/json",
}


@login_required
def export(request: HttpRequest, project: str, ending: str) -> HttpResponse:
    """The ledger as PDF, XLSX or JSON."""
    found = get_project_for(request.user, project)
    if ending not in TYPES:
        raise Http404
    ledger, language = ledger_for(request, found), "pl" if (get_language() or "").startswith("pl") else "en"
    if not ledger.rows:
        messages.error(request, _("There is nothing to print yet: nothing is promised."))
        return redirect("ledger:index", project)
    try:
        content = _content(request, ledger, found, ending, language)
    except TypesetError:
        logger.exception("The ledger of project %s could not be set", found.public_id)
        messages.error(request, _("The document could not be made just now. Try again later."))
        return redirect("ledger:index", project)
    response = HttpResponse(content, content_type=TYPES[ending])
    name = f"ledger-{(found.number_key or found.public_id).lower()[:60]}-{language}.{ending}".replace("/", "-")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-cache"
    return response


def _content(request: HttpRequest, ledger: Ledger, project: Project, ending: str, language: str) -> bytes:
    narrowing = narrowing_of(request.GET)
    rows, whole = narrowed(ledger, narrowing), not narrowing
    totals = totals_of(ledger, rows, with_beyond=whole)
    with translation.override(language):
        teller = Teller(ledger, language)
        left_out = narrowed_words(teller, narrowing)
        if ending == "json":
            data = data_of(ledger, rows, totals, project, teller, with_beyond=whole)
            return json.dumps(data, ensure_ascii=False, indent=1).encode()
        about = [
            (_("Project"), str(project)), (_("Number"), project.number), (_("Basis"), basis_of(ledger)),
            (_("Shown"), left_out or _("all promises")), (_("In short"), summary_of(totals)),
            (_("How to read it"), _("Done and Proven on the first sheet are formulas: they add up the column Counts of "
                                    "the two sheets after it. Take a line away there, and the figure falls.")),
        ]  # fmt: skip
    if ending == "xlsx":
        with translation.override(language):
            beside = tables_beside(project) if whole else []
        return workbook_of(ledger, rows, totals, language, about=about, with_beyond=whole, beside=beside)
    return ledger_document(ledger, rows, totals, project, language, narrowed=left_out, with_beyond=whole)
