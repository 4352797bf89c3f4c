"""Results and answers as files, sent while they are made."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from plon.projects.pages import person_of
from plon.projects.rules import EDIT, MANAGE
from plon.surveyresults.actions import note_people_taken
from plon.surveyresults.exporting.files import RoundFile, file_of, is_ready, people_file_of
from plon.surveyresults.exporting.summary import summary_pdf
from plon.surveyresults.queries import asked_rounds, one_of
from plon.surveyresults.text_views import hold_identified
from plon.surveyresults.views import language_now
from plon.surveys.queries import get_survey_for


@login_required
@require_safe
@never_cache
def summary(request: HttpRequest, project: str, survey: str, asking: str) -> HttpResponseBase:
    """Give the figures of a round as PDF."""
    found = get_survey_for(request.user, project, survey)
    chosen = one_of(asked_rounds(found), asking)
    if not chosen.shown.counted:
        raise Http404
    response = HttpResponse(summary_pdf(chosen, language_now()), content_type="application/pdf")
    return _named(response, f"plon-{survey}-{asking}.pdf")


@login_required
@require_safe
@never_cache
def file(request: HttpRequest, project: str, survey: str, asking: str, kind: str) -> HttpResponseBase:
    """Give the answers that are counted, or their codebook, or the texts, without names."""
    found = get_survey_for(request.user, project, survey, EDIT)
    chosen = one_of(asked_rounds(found), asking)
    if not is_ready(chosen, kind):
        raise Http404(_("The answers can be taken as files once the round is closed."))
    made = file_of(chosen, kind, language_now())
    return _streamed(made, f"plon-{survey}-{asking}-{kind}")


@login_required
@require_safe
@never_cache
def people_file(request: HttpRequest, project: str, survey: str, asking: str, kind: str) -> HttpResponseBase:
    """Give the sheets of an identified survey; the history notes who took them."""
    found = get_survey_for(request.user, project, survey, MANAGE)
    chosen = one_of(asked_rounds(found), asking)
    hold_identified(chosen)
    made = people_file_of(chosen, kind, language_now())
    if made is not None:
        note_people_taken(chosen.round, by=person_of(request))
    return _streamed(made, f"plon-{survey}-{asking}-{kind}")


def _streamed(made: RoundFile | None, name: str) -> HttpResponseBase:
    if made is None:
        raise Http404(_("There is no such file."))
    return _named(StreamingHttpResponse(made.pieces, content_type=made.media_type), name)


def _named(response: HttpResponseBase, name: str) -> HttpResponseBase:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
