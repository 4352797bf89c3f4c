"""A report of an event begins as a draft of news, with what the event knows of itself."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from plon.accounts.models import User
from plon.events.actions.line import lock
from plon.events.enums import RegistrationState
from plon.events.models import AgencyEvent
from plon.events.refusals import WrongMoment
from plon.events.reporting import Draft, ReportedEvent, report_maker
from plon.history.record import record
from plon.pages import whole_address


@transaction.atomic
def write_report(event: AgencyEvent, *, by: User) -> Draft:
    """Begin the report of an event; asked again, it gives the one that was begun, unless that was deleted.

    Raises:
        WrongMoment: the event is not over, or no room keeps reports.
        DomainError: that room refuses.
    """
    event, maker = lock(event.pk), report_maker()
    if maker is None:
        raise WrongMoment(_("Reports can't be written here."))
    if not event.is_published or not event.is_over:
        raise WrongMoment(_("A report is written when the event is over."))
    if event.report_reference and (address := maker.address(event.report_reference)):
        return Draft(event.report_reference, address)
    draft = maker.make(reported(event), by)
    event.report_reference = draft.reference
    event.full_clean(validate_constraints=False)
    # Not `updated_at`: there is nothing to see yet that feeds should tell.
    event.save(update_fields=["report_reference"])
    record("agencyevent.report", by=by, subject=event)
    return draft


def reported(event: AgencyEvent) -> ReportedEvent:
    """Return what a report begins with."""
    texts = [text for text in event.texts.all() if text.title]
    ticked = event.registrations.filter(state=RegistrationState.SEATED).exclude(attended=None)
    came = ticked.filter(attended=True).count() if ticked.exists() else None
    return ReportedEvent(
        public_id=event.public_id,
        titles={text.language: text.title for text in texts},
        summaries={text.language: text.summary for text in texts if text.summary},
        agendas={text.language: text.agenda for text in texts if text.agenda},
        kind=event.kind,
        starts_at=event.local_start,
        ends_at=event.local_end,
        place=event.place,
        came=came,
        address=whole_address(event.get_absolute_url()),
    )
