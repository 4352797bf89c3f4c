"""The team and the agency look after what was told: hide and bring back, never edit; policy references of their own."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plon.accounts.models import User
from plon.history.record import record
from plon.results.models import Result
from plon.search.changes import mark_changed
from plon.uptake.actions.counting import recount_around
from plon.uptake.enums import HiddenBy
from plon.uptake.models import Adaptation, Inquiry, PolicyReference, Use
from plon.uptake.queries import Something
from plon.uptake.refusals import NotThere, OfficeHid, ReasonMissing


@transaction.atomic
def hide(told: Something, *, by: User, reason: str, as_office: bool = False) -> None:
    """Take something out of sight and out of every count; it stays as it was told, and the history says why.

    Raises:
        ReasonMissing: nobody says why.
    """
    if not reason.strip():
        raise ReasonMissing(_("Say why: the history keeps it."), field="reason")
    told = _locked(told)
    if told.hidden_at is None or (as_office and told.hidden_as == HiddenBy.TEAM):
        told.hidden_at = told.hidden_at or timezone.now()
        told.hidden_as = HiddenBy.OFFICE if as_office else HiddenBy.TEAM
        told.hidden_reason = reason.strip()[:500]
        if isinstance(told, Use):
            told.repeats = None
        told.save()
        record(f"{told._meta.model_name}.hidden", by=by, subject=told, project_id=told.result.project_id, reason=reason)
        _told_anew(told)


@transaction.atomic
def restore(told: Something, *, by: User, as_office: bool = False) -> None:
    """Bring back what was hidden.

    Raises:
        OfficeHid: the agency hid it, and the team asks.
    """
    told = _locked(told)
    if told.hidden_as == HiddenBy.OFFICE and not as_office:
        raise OfficeHid(_("The agency hid this. Ask the agency to bring it back."))
    if told.hidden_at is not None:
        told.hidden_at, told.hidden_as, told.hidden_reason = None, "", ""
        told.save()
        record(f"{told._meta.model_name}.restored", by=by, subject=told, project_id=told.result.project_id)
        _told_anew(told)


def _locked(told: Something) -> Something:
    found = type(told).objects.select_for_update().select_related("result").get(pk=told.pk)
    assert isinstance(found, Use | Adaptation | Inquiry | PolicyReference)  # noqa: S101  the model of what came in
    return found


def _told_anew(told: Something) -> None:
    if isinstance(told, Use):
        recount_around(told)
    else:
        mark_changed("result", [told.result_id])


@transaction.atomic
def add_policy(result: Result, *, by: User, values: Mapping[str, Any]) -> PolicyReference:
    """Enter where a public body takes a result up; the team's own word, so it counts at once.

    Raises:
        NotThere: the evidence is of another project.
        ValidationError: something is missing or malformed.
    """
    now = timezone.now()
    policy = PolicyReference(result=result, added_by=by, told_at=now, confirmed_at=now, accepted_at=now, **values)
    if policy.evidence and policy.evidence.project_id != result.project_id:
        raise NotThere(_("This evidence is of another project."), field="evidence")
    policy.full_clean()
    policy.save()
    record("policyreference.added", by=by, subject=policy, project_id=result.project_id)
    mark_changed("result", [result.pk])
    return policy


@transaction.atomic
def accept_policy(policy: PolicyReference, *, by: User) -> None:
    """Let a suggested reference count: somebody of the team has read the document."""
    policy = PolicyReference.objects.select_for_update().select_related("result").get(pk=policy.pk)
    if policy.accepted_at is None and policy.confirmed_at is not None:
        policy.accepted_at = timezone.now()
        policy.save(update_fields=["accepted_at"])
        record("policyreference.accepted", by=by, subject=policy, project_id=policy.result.project_id)
        mark_changed("result", [policy.result_id])
