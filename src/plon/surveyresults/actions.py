"""The one thing that is done to results: somebody takes names away."""

from django.db import transaction

from plon.accounts.models import User
from plon.history.record import record
from plon.surveys.models import Round


@transaction.atomic
def note_people_taken(asked: Round, *, by: User) -> Round:
    """Note in the history who took the sheets of an identified round with them as a file."""
    record("surveysheets.taken", by=by, subject=asked, project_id=asked.survey.project_id)
    return asked
