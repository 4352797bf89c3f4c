"""Somebody is asked to keep results: for the first time, or to take one over from who keeps it."""

import datetime
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plon.accounts.guests import Doer, account_of
from plon.accounts.models import User
from plon.corner.zones import zone_of_country
from plon.history.record import record
from plon.keepers.actions.answering import accept
from plon.keepers.actions.changing import locked, saved
from plon.keepers.enums import OPEN, KeepingState, Silence
from plon.keepers.letters.sending import send_on_commit
from plon.keepers.models import Keeper, Keeping
from plon.keepers.refusals import AlreadyKeeps, NotOpen, OfferIsOpen, OrganisationMissing, TooMany, WantsNoLetters
from plon.keepers.secret import secret_of
from plon.organisations.models import Organisation
from plon.projects.models import Membership
from plon.projects.queries import hash_of
from plon.results.models import Result

MONTH = datetime.timedelta(days=30)
MOST_OFFERS = 5


@transaction.atomic
def name_keeper(
    results: Sequence[Result],
    *,
    by: Doer,
    email: str,
    name: str,
    language: str = "pl",
    organisation: Organisation | None = None,
    organisation_name: str = "",
    takes_over: Keeping | None = None,
) -> list[Keeping]:
    """Ask somebody to keep these results for an organisation; until they accept, nothing has changed.

    Who names themself, signed in, has accepted. What the person keeps already is left as it is.

    Raises:
        AlreadyKeeps: they keep all of it, or were asked.
        OrganisationMissing: for which organisation is not said.
        WantsNoLetters: they stopped the letters of keepers.
        ValidationError: the e-mail or the name is malformed.
    """
    called = (organisation.name if organisation else " ".join(organisation_name.split())) or ""
    if not called:
        raise OrganisationMissing(_("Say for which organisation: the public reads it."), field="organisation")
    organisation = organisation or _known(called)
    keeper = _keeper(email, name, language, organisation)
    if not keeper.wants_letters:
        raise WantsNoLetters(
            _("%(email)s wants no letters about kept results. Ask them in another way."),
            {"email": keeper.email}, field="email",
        )  # fmt: skip
    held = set(
        Keeping.objects.filter(keeper=keeper, result__in=results, state__in=OPEN).values_list("result_id", flat=True)
    )
    asked = [
        _ask(result, keeper, organisation, called, by, takes_over) for result in results if result.pk not in held
    ]  # fmt: skip
    if not asked:
        raise AlreadyKeeps(_("%(email)s keeps it already, or was asked to."), {"email": keeper.email}, field="email")
    account = account_of(by)
    if account is not None and account.email.lower() == keeper.email:
        return [accept(keeping, by=account) for keeping in asked]
    send_on_commit(asked)
    return asked


def _known(name: str) -> Organisation | None:
    """Return the one organisation that Plon knows by exactly this name."""
    found = list(Organisation.objects.filter(name__iexact=name)[:2])
    return found[0] if len(found) == 1 else None


def _keeper(email: str, name: str, language: str, organisation: Organisation | None) -> Keeper:
    """Return the person behind an address; what somebody else types of them changes nothing."""
    address = email.strip().lower()
    if known := Keeper.objects.select_for_update(of=("self",)).filter(email=address).first():
        return known
    account = User.objects.filter(email__iexact=address, is_active=True).first()
    keeper = Keeper(email=address, name=" ".join(name.split()), language=language, account=account)
    if account is not None:
        keeper.had_account, keeper.language, keeper.time_zone = True, account.language, account.time_zone
    elif organisation is not None and organisation.country:
        keeper.time_zone = zone_of_country(organisation.country)
    keeper.secret_hash = hash_of(secret_of(keeper))
    keeper.full_clean()
    keeper.save()
    return keeper


def _ask(
    result: Result, keeper: Keeper, organisation: Organisation | None, called: str, by: Doer, takes_over: Keeping | None
) -> Keeping:
    is_member = Membership.objects.filter(project=result.project_id, person=keeper.account_id or 0).exists()
    keeping = Keeping(
        result=result, keeper=keeper, organisation=organisation, organisation_name=called, asked_by=account_of(by),
        takes_over=takes_over, in_team=is_member,
    )  # fmt: skip
    saved(keeping)
    kind = "keeper.offered" if takes_over else "keeper.asked"
    record(kind, by=by, subject=keeping, project_id=result.project_id)
    return keeping


@transaction.atomic
def hand_over(
    keeping: Keeping,
    *,
    by: Doer,
    email: str,
    name: str,
    language: str = "pl",
    organisation: Organisation | None = None,
    organisation_name: str = "",
) -> Keeping:
    """Ask somebody else to take a result over; who keeps it goes on until that person accepts.

    Raises:
        NotOpen: it is not kept by this keeper any more.
        OfferIsOpen: somebody was asked already.
        TooMany: so many were asked within a month.
        AlreadyKeeps, OrganisationMissing, WantsNoLetters, ValidationError: see `name_keeper`.
    """
    keeping = locked(keeping)
    if keeping.state != KeepingState.KEEPING:
        raise NotOpen(_("You do not keep this result, so you can't hand it over."))
    if keeping.offers.filter(state__in=OPEN).exists():
        raise OfferIsOpen(_("Somebody was asked already. Take that back first."))
    if keeping.offers.filter(asked_at__gt=timezone.now() - MONTH).count() >= MOST_OFFERS:
        raise TooMany(_("You have asked many within a month. Write to the agency: it finds somebody."))
    return name_keeper(
        [keeping.result], by=by, email=email, name=name, language=language, organisation=organisation,
        organisation_name=organisation_name, takes_over=keeping,
    )[0]  # fmt: skip


@transaction.atomic
def remind_now(keeping: Keeping, *, by: User) -> Keeping:
    """Ask once more by letter, before the clock does.

    Raises:
        NotOpen: nothing is waited for, or the second letter went already.
    """
    keeping = locked(keeping)
    if not keeping.is_open or keeping.silence != Silence.ASKED:
        raise NotOpen(_("Nothing to remind of: the answer is there, or the second letter has gone."))
    keeping.silence, keeping.silent_since = Silence.REMINDED, timezone.now()
    saved(keeping)
    record("keeper.reminded", by=by, subject=keeping, project_id=keeping.result.project_id)
    send_on_commit([keeping])
    return keeping
