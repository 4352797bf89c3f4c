"""What a keeper's next letter would say, for the team: of this project's results, and without the secret."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from plon.keepers.enums import KeepingState
from plon.keepers.models import Keeper, Keeping
from plon.keepers.queries import retired
from plon.projects.pages import workspace_context
from plon.projects.queries import get_project_for
from plon.projects.rules import EDIT
from plon.results.enums import ResultState
from plon.sustainability.letters.composing import half_year_letter
from plon.sustainability.letters.periods import half_of


@login_required
def preview(request: HttpRequest, project: str, keeper: str) -> HttpResponse:
    """Show the letter as it would go today; a page without one if there is nothing to tell."""
    found = get_project_for(request.user, project, EDIT)
    reader = get_object_or_404(Keeper, public_id=keeper, keepings__in=Keeping.objects.filter(result__project=found))
    keepings = Keeping.objects.filter(
        ~retired("result"), keeper=reader, state=KeepingState.KEEPING, result__project=found,
        result__state=ResultState.PUBLISHED,
    )  # fmt: skip
    rows = list(keepings.select_related("keeper", "result__project").prefetch_related("result__texts"))
    now = timezone.now()
    letter = half_year_letter(reader, rows, half_of(now.date()).about, now) if rows else None
    context = {
        **workspace_context(found, request.user, "keepers"),
        "keeper": reader, "letter": letter,
    }  # fmt: skip
    return render(request, "sustainability/letters/preview.html", context)
