"""Put back what a change of evidence changed, or what was removed, from the history."""

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from plon.accounts.models import User
from plon.evidence.actions import FIELDS, EvidenceRefused, change_evidence
from plon.evidence.models import Evidence
from plon.history.models import Event
from plon.organisations.models import Organisation


@transaction.atomic
def put_back(event: Event, by: User) -> None:
    """Give a piece of evidence the values that it had before.

    Raises:
        EvidenceRefused: it was destroyed since, or lies in the bin.
        DomainError, ValidationError: an old value is no longer allowed.
    """
    evidence = Evidence.objects.filter(pk=event.subject_id).first()
    if evidence is None or evidence.project_id != event.project_id:
        raise EvidenceRefused(_("This was destroyed; nothing can be put back."))
    old = {name: values[0] for name, values in event.changes.items() if name in FIELDS}
    change_evidence(evidence, by=by, **{name: _value(name, told) for name, told in old.items()})


def _value(name: str, told: Any) -> Any:
    """Return a value as the field takes it, from its JSON in the history."""
    if name == "dated":
        return parse_date(told) if told else None
    if name == "value":
        return Decimal(told) if told not in {None, ""} else None
    if name == "organisation":
        return Organisation.objects.filter(pk=told["id"]).first() if told else None
    return told
