"""Somebody outside tells something of a result, confirms it, changes it, takes it back."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plon.history.record import record
from plon.projects.queries import hash_of
from plon.results.models import Result
from plon.search.changes import mark_changed
from plon.uptake.actions.counting import recount, recount_around
from plon.uptake.enums import HowUsed, Telling
from plon.uptake.keeping import asker_days, declarer_days
from plon.uptake.letters.sending import send_confirmation_on_commit, send_inquiry_on_commit
from plon.uptake.models import Adaptation, Contact, Inquiry, PolicyReference, Use
from plon.uptake.queries import KEPT_IN, Something, earlier_use, told_by
from plon.uptake.refusals import NotPublic
from plon.uptake.secret import secret_of

MODELS: Mapping[str, type[Something]] = {
    "use": Use, "adaptation": Adaptation, "inquiry": Inquiry, "policyreference": PolicyReference,
}  # fmt: skip
USE_FIELDS = (
    "organisation", "town", "country", "purposes", "words", "learners", "how", "into_language", "link", "shown",
    "language",
)  # fmt: skip
MOST_LETTERS = 4


@transaction.atomic
def tell(
    result: Result,
    telling: str,
    *,
    email: str,
    values: Mapping[str, Any],
    name: str = "",
    language: str = "en",
    shares_address: bool = False,
    wants_news: bool = False,
    may_ask_again: bool = False,
) -> Contact:
    """Keep what somebody tells until its letter is answered; it counts for nothing and no history names it before.

    Raises:
        NotPublic: the result is not published.
        ValidationError: something is missing or malformed.
    """
    result = Result.objects.select_related("project").get(pk=result.pk)
    if not result.is_published:
        raise NotPublic(_("This result is not published, so nothing can be told of it."))
    contact = Contact(
        about=telling,
        email=email.strip().lower(),
        name=" ".join(name.split()),
        language=language,
        shares_address=shares_address,
        wants_news=wants_news and telling == Telling.USE,
        may_ask_again=may_ask_again and telling == Telling.USE,
    )
    contact.secret_hash = hash_of(secret_of(contact))
    contact.full_clean()
    contact.save()
    told = MODELS[KEPT_IN[telling]](result=result, contact=contact, language=language, **_tidied(values))
    if isinstance(told, Inquiry):
        told.kind = telling
    told.full_clean()
    told.save()
    send_confirmation_on_commit(contact)
    return contact


def _tidied(values: Mapping[str, Any]) -> dict[str, Any]:
    tidy = {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
    if tidy.get("how") == HowUsed.AS_IT_IS:
        tidy["into_language"] = ""
    return tidy


@transaction.atomic
def confirm(contact: Contact) -> Something | None:
    """Let what a contact told count; a second click changes nothing. None if it is gone.

    Who told of the same result within a year with the same address has changed it, not told it twice.
    """
    contact = Contact.objects.select_for_update().get(pk=contact.pk)
    told = told_by(contact)
    if told is None or told.confirmed_at is not None:
        return told
    now = timezone.now()
    # A conversation ends; who tells of a use may change it for longer.
    days = asker_days() if isinstance(told, Inquiry) else declarer_days()
    contact.erase_on = timezone.localdate(now) + datetime.timedelta(days=days)
    contact.told_until = now
    contact.save(update_fields=["erase_on", "told_until"])
    if isinstance(told, Use) and (earlier := earlier_use(contact, told)):
        return _replace(earlier, told, contact)
    told.confirmed_at = now
    told.save()
    record(f"{KEPT_IN[contact.about]}.confirmed", by=None, subject=told, project_id=told.result.project_id)
    if isinstance(told, Use):
        recount_around(told)
    elif isinstance(told, Inquiry):
        send_inquiry_on_commit(told)
    else:
        _note_change(told)
    return told


def _replace(earlier: Use, told: Use, contact: Contact) -> Use:
    before, outdated = (earlier.organisation_key, earlier.town_key), earlier.contact
    values = {name: getattr(told, name) for name in USE_FIELDS}
    told.contact = None
    told.delete()
    for name, value in values.items():
        setattr(earlier, name, value)
    earlier.contact, earlier.told_at = contact, timezone.now()
    earlier.full_clean(exclude=["contact"])
    earlier.save()
    if outdated is not None:
        outdated.delete()
    record("use.changed", by=None, subject=earlier, project_id=earlier.result.project_id)
    recount(earlier.result_id, before, (earlier.organisation_key, earlier.town_key))
    earlier.refresh_from_db()
    return earlier


def _note_change(told: Something) -> None:
    changed = [told.result_id]
    if isinstance(told, Adaptation) and told.other_id:
        changed.append(told.other_id)
    mark_changed("result", changed)


@transaction.atomic
def change_use(
    contact: Contact, *, values: Mapping[str, Any], wants_news: bool, may_ask_again: bool | None = None
) -> Use | None:
    """Let a declarer change what they told and what is shown of it; None if it is gone.

    Raises:
        ValidationError: something is missing or malformed.
    """
    use = Use.objects.select_for_update().filter(contact=contact).select_related("result").first()
    if use is None:
        return None
    before = (use.organisation_key, use.town_key)
    for name, value in _tidied(values).items():
        if name in USE_FIELDS:
            setattr(use, name, value)
    use.full_clean()
    use.save()
    choose_news(contact, wants=wants_news)
    if may_ask_again is not None:
        choose_asking(contact, wants=may_ask_again)
    if use.confirmed_at:
        record("use.changed", by=None, subject=use, project_id=use.result.project_id)
        recount(use.result_id, before, (use.organisation_key, use.town_key))
    return use


@transaction.atomic
def choose_news(contact: Contact, *, wants: bool) -> None:
    """Begin or stop letters on new versions; a person's own choice, so no event."""
    Contact.objects.filter(Q(wants_news=not wants), pk=contact.pk).update(wants_news=wants, told_until=timezone.now())


@transaction.atomic
def choose_asking(contact: Contact, *, wants: bool) -> None:
    """Let somebody be asked again later what became of it, or no more; a person's own choice, so no event."""
    Contact.objects.filter(pk=contact.pk).update(may_ask_again=wants)


@transaction.atomic
def send_again(contact: Contact) -> bool:
    """Send the letter with the link once more; False when it went often enough or is answered."""
    contact = Contact.objects.select_for_update().get(pk=contact.pk)
    told = told_by(contact)
    if told is None or told.confirmed_at or contact.times_mailed >= MOST_LETTERS:
        return False
    if contact.mailed_at:
        contact.mailed_at = contact.claimed_at = None
        contact.save(update_fields=["mailed_at", "claimed_at"])
    send_confirmation_on_commit(contact)
    return True


@transaction.atomic
def withdraw(contact: Contact) -> None:
    """Erase what a contact told, and the contact; the history keeps that it happened, not what it was."""
    contact = Contact.objects.select_for_update().get(pk=contact.pk)
    told = told_by(contact)
    # A reference that the team has taken over is the team's own word: only who suggested it is forgotten.
    if told is not None and not (isinstance(told, PolicyReference) and told.accepted_at):
        if told.confirmed_at:
            kind = f"{KEPT_IN[contact.about]}.withdrawn"
            record(kind, by=None, subject=told, project_id=told.result.project_id)
        told.delete()
        if isinstance(told, Use):
            recount_around(told)
        else:
            _note_change(told)
    contact.delete()
