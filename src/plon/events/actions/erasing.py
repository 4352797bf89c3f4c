"""What goes by its date: names, addresses and needs of an event; registrations that nobody confirmed. Counts stay."""

import datetime

from django.db import transaction
from django.utils import timezone

from plon.events.enums import RegistrationState
from plon.events.models import AgencyEvent, EventLetter, Registration

# What nobody confirms is erased after so many days.
UNCONFIRMED_DAYS = 14


def erase_due(today: datetime.date | None = None) -> None:
    """Erase what is due; bears being done twice."""
    day = today or timezone.localdate()
    since = timezone.now() - datetime.timedelta(days=UNCONFIRMED_DAYS)
    Registration.objects.filter(state=RegistrationState.UNCONFIRMED, made_at__lt=since).delete()
    for event in AgencyEvent.objects.filter(erase_on__lte=day, erased_at=None, ends_at__lt=timezone.now()):
        erase(event)


@transaction.atomic
def erase(event: AgencyEvent) -> None:
    """Forget who registered; how many came and how many waited stays. A rule's work, so no event in the history."""
    event = AgencyEvent.objects.select_for_update().get(pk=event.pk)
    registered = Registration.objects.filter(event=event)
    registered.filter(state=RegistrationState.UNCONFIRMED).delete()
    EventLetter.objects.filter(registration__event=event).delete()
    rows = list(registered)
    for row in rows:
        row.email = row.name = row.organisation = row.needs = row.diet = row.agreed_to = row.nonce = ""
        row.secret_hash = f"erased:{row.public_id}"
    Registration.objects.bulk_update(
        rows, ["email", "name", "organisation", "needs", "diet", "agreed_to", "nonce", "secret_hash"], batch_size=500
    )
    AgencyEvent.objects.filter(pk=event.pk).update(erased_at=timezone.now())
