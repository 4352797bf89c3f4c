"""The team looks after what was answered: hide and bring back, never edit."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plon.accounts.models import User
from plon.history.record import record
from plon.outcomes.models import Answer
from plon.outcomes.refusals import ReasonMissing


@transaction.atomic
def hide(answer: Answer, *, by: User, reason: str) -> None:
    """Take an answer out of sight and out of every count; it stays as it was written, and the history says why.

    Raises:
        ReasonMissing: nobody says why.
    """
    if not reason.strip():
        raise ReasonMissing(_("Say why: the history keeps it."), field="reason")
    found = Answer.objects.select_for_update(of=("self",)).select_related("call").get(pk=answer.pk)
    if found.hidden_at is None:
        found.hidden_at, found.hidden_reason = timezone.now(), reason.strip()[:500]
        found.save(update_fields=["hidden_at", "hidden_reason"])
        record("outcome.hidden", by=by, subject=found, project_id=found.call.project_id, reason=reason)


@transaction.atomic
def restore(answer: Answer, *, by: User) -> None:
    """Bring back what was hidden."""
    found = Answer.objects.select_for_update(of=("self",)).select_related("call").get(pk=answer.pk)
    if found.hidden_at is not None:
        found.hidden_at, found.hidden_reason = None, ""
        found.save(update_fields=["hidden_at", "hidden_reason"])
        record("outcome.restored", by=by, subject=found, project_id=found.call.project_id)
