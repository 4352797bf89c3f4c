"""The decision about a label, and taking it back."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plon.accounts.models import User
from plon.history.record import record
from plon.labels.enums import State
from plon.labels.letters import tell_team
from plon.labels.models import Label
from plon.labels.queries import public_ones
from plon.labels.refusals import Incomplete, NotPublic, OpinionMissing, SettledAlready
from plon.labels.rules import require_impartial
from plon.results.enums import ResultState
from plon.results.models import Result
from plon.search.changes import mark_changed


@transaction.atomic
def decide_label(label: Label, *, by: User, give: bool, reason_pl: str, reason_en: str) -> Label:
    """Give a proposed label, or decline it, after another officer than the proposer has looked.

    The reasons of a label that is given are public. Whoever's label is declined hears nothing of it.

    Raises:
        NotImpartial: the officer is or was in the team.
        SettledAlready: somebody decided since.
        OpinionMissing: nobody but the proposer has looked at it.
        Incomplete: there are no reasons: in both languages to give it, in one of them to decline it.
        NotPublic: what was proposed is not public any more.
    """
    label = Label.objects.select_for_update().get(pk=label.pk)
    if label.state != State.PROPOSED:
        raise SettledAlready(_("Somebody decided since you opened the page. Look anew."))
    require_impartial(by, label.project_id)
    if not label.opinions.exclude(by=label.proposed_by_id).exists():
        raise OpinionMissing(_("Before the decision another officer gives an opinion."))
    reasons = reason_pl.strip(), reason_en.strip()
    if not any(reasons) or (give and not all(reasons)):
        raise Incomplete(_("Write the reasons in Polish and in English: everybody reads them."))
    if give and not public_ones(Label.objects.filter(pk=label.pk)).exists():
        raise NotPublic(_("Only what everybody can see gets a label."))
    label.state = State.GIVEN if give else State.DECLINED
    label.reason_pl, label.reason_en = reasons
    label.decided_by, label.decided_label, label.decided_at = by, str(by)[:200], timezone.now()
    label.full_clean()
    label.save()
    if give:
        record("label.given", by=by, subject=label, project_id=label.project_id)
        _seen_anew(label)
        tell_team(label)
    else:
        record("label.declined", by=by, subject=label)
    return label


@transaction.atomic
def withdraw_label(label: Label, *, by: User, reason: str) -> Label:
    """Take a label back; the coordinator reads why.

    Raises:
        SettledAlready: it is not given, or was withdrawn already.
        NotImpartial: the officer is or was in the team.
        Incomplete: nobody says why.
    """
    label = Label.objects.select_for_update().get(pk=label.pk)
    if label.state != State.GIVEN:
        raise SettledAlready(_("Somebody withdrew it since you opened the page. Look anew."))
    require_impartial(by, label.project_id)
    if not reason.strip():
        raise Incomplete(_("Say why: the coordinator reads it."))
    label.state, label.withdrawn_reason = State.WITHDRAWN, reason.strip()
    label.withdrawn_by, label.withdrawn_label, label.withdrawn_at = by, str(by)[:200], timezone.now()
    label.full_clean()
    label.save()
    record("label.withdrawn", by=by, subject=label, project_id=label.project_id, reason=label.withdrawn_reason)
    _seen_anew(label)
    tell_team(label)
    return label


def _seen_anew(label: Label) -> None:
    """Tell the index: a project's label is a filter of its results too."""
    if label.project_id is None:
        return
    results = Result.objects.filter(project=label.project_id, state=ResultState.PUBLISHED)
    if label.is_of_result:
        results = results.filter(labels=label)
    else:
        mark_changed("project", [label.project_id])
    mark_changed("result", list(results.values_list("pk", flat=True)))
