"""The agency takes an unlawful result out of public at once; the coordinator may appeal."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plon.accounts.models import User
from plon.history.record import record
from plon.results.actions import publish_result, withdraw_result
from plon.results.models import Result
from plon.review.letters import tell_of_appeal, tell_of_hiding
from plon.review.models import Hiding
from plon.review.refusals import CannotAppeal, CannotHide, ReasonMissing
from plon.review.rules import require_impartial_about


@transaction.atomic
def hide_result(result: Result, *, by: User, reason: str) -> Hiding:
    """Take a public result out of catalogue, index, feeds and files at once; its address says why.

    While it is hidden, the team can change it but not publish it.

    Raises:
        NotImpartial: the officer has a tie to the project.
        ReasonMissing: nobody says why.
        CannotHide: it is not public, or hidden already.
    """
    require_impartial_about(by, result.project_id)
    result = Result.objects.select_for_update(of=("self",)).select_related("project").get(pk=result.pk)
    if not result.is_published or result.hidings.filter(ended_at=None).exists():
        raise CannotHide(_("Only a result that is public can be hidden."))
    if not reason.strip():
        raise ReasonMissing(_("Say why: the team and visitors read it."), field="reason")
    hiding = Hiding(
        result=result, project=result.project, result_title=str(result)[:300], project_title=str(result.project)[:600],
        reason=reason.strip(), hidden_by=by, hidden_label=str(by)[:200],
    )  # fmt: skip
    hiding.full_clean()
    hiding.save()
    withdraw_result(result, by=by, reason=hiding.reason)
    record("hiding.made", by=by, subject=hiding, project_id=result.project_id, reason=hiding.reason)
    tell_of_hiding(hiding)
    return hiding


@transaction.atomic
def appeal_hiding(hiding: Hiding, *, by: User, text: str) -> Hiding:
    """The coordinator says why it should be public again; once.

    Raises:
        CannotAppeal: it is not hidden, or the appeal was made already.
        ReasonMissing: there is no text.
    """
    hiding = Hiding.objects.select_for_update().get(pk=hiding.pk)
    if hiding.ended_at or hiding.appealed_at:
        raise CannotAppeal(_("The appeal was made already, or nothing is hidden any more."))
    if not text.strip():
        raise ReasonMissing(_("Say why it should be public again."), field="text")
    hiding.appeal, hiding.appealed_at, hiding.appealed_label = text.strip(), timezone.now(), str(by)[:200]
    hiding.full_clean()
    hiding.save()
    record("hiding.appealed", by=by, subject=hiding, project_id=hiding.project_id)
    tell_of_appeal(hiding)
    return hiding


@transaction.atomic
def answer_appeal(hiding: Hiding, *, by: User, answer: str) -> Hiding:
    """Keep it hidden after an appeal, with an answer that the team reads.

    Raises:
        NotImpartial: the officer has a tie to the project.
        CannotAppeal: there is no appeal, or it was answered.
        ReasonMissing: there is no answer.
    """
    hiding = Hiding.objects.select_for_update().get(pk=hiding.pk)
    require_impartial_about(by, hiding.project_id)
    if hiding.ended_at or not hiding.appealed_at or hiding.answered_at:
        raise CannotAppeal(_("There is no appeal that waits for an answer."))
    if not answer.strip():
        raise ReasonMissing(_("Say why it stays hidden: the team reads it."), field="answer")
    hiding.answer, hiding.answered_at, hiding.answered_label = answer.strip(), timezone.now(), str(by)[:200]
    hiding.full_clean()
    hiding.save()
    record("hiding.kept", by=by, subject=hiding, project_id=hiding.project_id, reason=hiding.answer)
    tell_of_hiding(hiding)
    return hiding


@transaction.atomic
def end_hiding(hiding: Hiding, *, by: User, answer: str = "") -> Hiding:
    """Bring a hidden result back into public as it is now.

    Raises:
        NotImpartial: the officer has a tie to the project.
        CannotHide: it is not hidden any more.
        NotReadyToPublish: something that must be there is missing meanwhile.
    """
    hiding = Hiding.objects.select_for_update().get(pk=hiding.pk)
    require_impartial_about(by, hiding.project_id)
    if hiding.ended_at:
        raise CannotHide(_("It is not hidden any more."))
    hiding.ended_at = timezone.now()
    hiding.answer, hiding.answered_label = answer.strip() or hiding.answer, str(by)[:200]
    hiding.answered_at = hiding.answered_at or hiding.ended_at
    hiding.full_clean()
    hiding.save()
    if hiding.result:
        publish_result(hiding.result, by=by)
    record("hiding.ended", by=by, subject=hiding, project_id=hiding.project_id, reason=hiding.answer)
    tell_of_hiding(hiding)
    return hiding
