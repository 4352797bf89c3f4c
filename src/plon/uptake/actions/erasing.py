"""What goes by its date: unconfirmed tellings whole, of the others the address; the numbers stay."""

import datetime

from django.db import transaction
from django.utils import timezone

from plon.uptake.models import Contact
from plon.uptake.queries import told_by

AT_A_TIME = 500


def erase_due(today: datetime.date | None = None) -> None:
    """Erase what is due, in pieces, so that nobody waits; bears being done twice."""
    day = today or timezone.localdate()
    while keys := list(Contact.objects.filter(erase_on__lt=day).values_list("pk", flat=True)[:AT_A_TIME]):
        for key in keys:
            forget(key)


@transaction.atomic
def forget(key: int) -> None:
    """Erase a contact, and what it told if that was never confirmed; a rule's work, so no event."""
    contact = Contact.objects.select_for_update().filter(pk=key).first()
    if contact is None:
        return
    told = told_by(contact)
    if told is not None and told.confirmed_at is None:
        told.delete()
    contact.delete()
