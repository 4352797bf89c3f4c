"""Who agreed to be asked again is taken up from declarations of use and from sheets with a name; and goes by its date.

Anonymous sheets never lead here: their tables hold no address.
"""

import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from plon.history.record import record
from plon.outcomes.enums import MONTHS, Kind
from plon.outcomes.models import Agreement
from plon.outcomes.periods import GRACE, last_day
from plon.outcomes.secret import secret_of
from plon.programme.lasting import months_later
from plon.projects.models import Project
from plon.projects.queries import hash_of
from plon.responses.models import IdentifiedResponse
from plon.uptake.actions import choose_asking
from plon.uptake.models import Use


def take_up_agreements(today: datetime.date | None = None) -> int:
    """Keep who agreed since the last time, and drop who does not agree any more; return how many are new.

    It bears being done twice: each declaration and each sheet leads to one agreement at most.
    """
    day = today or timezone.localdate()
    _drop_who_changed_their_mind()
    # Nobody is taken up whose last letter would be over.
    since = months_later(day, -MONTHS[-1]) - GRACE
    return sum(_keep(each) for each in [*_users(since), *_participants(since)])


def _drop_who_changed_their_mind() -> None:
    no_more = Agreement.objects.filter(use__contact__isnull=False, use__contact__may_ask_again=False)
    for agreement in no_more.select_related("project"):
        forget(agreement)


@transaction.atomic
def forget(agreement: Agreement) -> None:
    """Erase an address and end its letters; the history says that it happened, not to whom."""
    record("outcome.withdrawn", by=None, subject=agreement.project, project_id=agreement.project_id)
    agreement.delete()


def _users(since: datetime.date) -> list[Agreement]:
    uses = Use.objects.filter(
        contact__may_ask_again=True, confirmed_at__date__gte=since, hidden_at=None, outcome_agreement=None
    )
    return [
        Agreement(
            project=use.result.project, kind=Kind.USER, use=use, result=use.result, email=use.contact.email,
            name=use.contact.name, language=use.contact.language, country=use.country,
            agreed_on=timezone.localdate(use.confirmed_at),
        )
        for use in uses.select_related("contact", "result__project")
        if use.contact and use.confirmed_at
    ]  # fmt: skip


def _participants(since: datetime.date) -> list[Agreement]:
    sheets = IdentifiedResponse.objects.filter(
        may_ask_again=True, answered_at__date__gte=since, outcome_agreement=None
    ).exclude(email="")
    return [
        Agreement(
            project=sheet.round.survey.project, kind=Kind.PARTICIPANT, response=sheet, email=sheet.email.lower(),
            name=sheet.name, language=sheet.language, country=_country_of(sheet.round.survey.project),
            agreed_on=timezone.localdate(sheet.answered_at),
        )
        for sheet in sheets.select_related("round__survey__project").order_by("answered_at", "pk")
    ]  # fmt: skip


def _country_of(project: Project) -> str:
    return str(project.countries[0]) if project.countries else ""


def _keep(agreement: Agreement) -> bool:
    is_known = agreement.kind == Kind.PARTICIPANT and Agreement.objects.filter(
        project=agreement.project, kind=Kind.PARTICIPANT, email=agreement.email
    ).exists()  # fmt: skip
    if is_known:
        return False
    agreement.secret_hash = hash_of(secret_of(agreement))
    agreement.erase_on = last_day(agreement.agreed_on)
    try:
        with transaction.atomic():
            agreement.full_clean(exclude=["project", "use", "response", "result"], validate_constraints=False)
            agreement.save(force_insert=True)
    except IntegrityError:  # another worker was first
        return False
    return True


@transaction.atomic
def erase_due(today: datetime.date | None = None) -> None:
    """Erase the addresses whose day has come; a rule's work, so no event. Answers stay, with nobody's address."""
    due = Agreement.objects.filter(erase_on__lt=today or timezone.localdate()).select_for_update(of=("self",))
    for agreement in due.select_related("use__contact"):
        end_wish(agreement)
        agreement.delete()


def end_wish(agreement: Agreement) -> None:
    """Let nobody be asked again where the word was given: an address that goes would be taken up again."""
    if agreement.use and agreement.use.contact:
        choose_asking(agreement.use.contact, wants=False)
    if agreement.response_id:
        # All sheets of theirs in the project: one of them would be taken up again.
        sheets = IdentifiedResponse.objects.filter(
            round__survey__project=agreement.project_id, email__iexact=agreement.email
        )
        sheets.update(may_ask_again=False)
