"""Somebody asks for letters, confirms, chooses anew, leaves. Nothing counts before the link in the letter was used."""

import datetime
from collections.abc import Iterable
from functools import partial

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Case, F, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plon.history.record import record
from plon.newsletter.enums import OWED, DeliveryState
from plon.newsletter.models import Delivery, Growth, Subscriber, Subscription, new_nonce
from plon.newsletter.refusals import NotReady
from plon.newsletter.secret import secret_of
from plon.newsletter.topics import known
from plon.projects.queries import hash_of

# So many letters with the link go to one address in a day, whoever asks for them.
MOST_LETTERS = 4
_DAY = datetime.timedelta(days=1)
_CHOOSE = _("Choose at least one topic.")


@transaction.atomic
def ask(*, email: str, topics: Iterable[str], language: str) -> Subscriber:
    """Keep what somebody asks for until the link in the letter is used, and owe them that letter.

    For an address that is subscribed this changes nothing but what its letter asks. No history names it before.

    Raises:
        NotReady: no topic is chosen.
        ValidationError: the address is malformed.
    """
    address, chosen = email.strip().lower(), known(list(topics))
    if not chosen:
        raise NotReady(_CHOOSE, field="topics")
    subscriber = _of_address(address) or _new(address, language)
    subscriber.asked_topics, subscriber.asked_language, subscriber.asked_at = chosen, language, timezone.now()
    _owe_letter(subscriber)
    subscriber.full_clean()
    subscriber.save()
    return subscriber


def _of_address(address: str) -> Subscriber | None:
    return Subscriber.objects.select_for_update().filter(email=address).first()


def _new(address: str, language: str) -> Subscriber:
    """Keep an address that is not there yet; where the same form came twice in one moment, return the first's."""
    made = Subscriber(email=address, language=language)
    made.secret_hash = hash_of(secret_of(made))
    try:
        with transaction.atomic():
            made.full_clean()
            made.save()
    except (ValidationError, IntegrityError):
        if (found := _of_address(address)) is None:
            raise
        return found
    return made


def renew_secret(subscriber: Subscriber) -> None:
    """Draw a secret anew, where the server's key has changed and nobody can tell the old one: that opens no more."""
    subscriber.nonce = new_nonce()
    subscriber.secret_hash = hash_of(secret_of(subscriber))
    subscriber.save(update_fields=["nonce", "secret_hash"])


def _owe_letter(subscriber: Subscriber) -> None:
    """Owe the letter with the link, unless this address got enough of them today."""
    from plon.newsletter.tasks import send_asked  # tasks import what sends, which imports the actions

    now = timezone.now()
    if subscriber.letters_since < now - _DAY:
        subscriber.letters, subscriber.letters_since = 0, now
    if subscriber.letters >= MOST_LETTERS:
        return
    subscriber.letters += 1
    subscriber.owes_letter = True
    transaction.on_commit(partial(send_asked.enqueue, subscriber.public_id))


def _locked(subscriber: Subscriber) -> Subscriber | None:
    return Subscriber.objects.select_for_update().filter(pk=subscriber.pk).first()


@transaction.atomic
def confirm(subscriber: Subscriber) -> bool:
    """Let what was asked for hold, beside what the address gets already; False if nothing was asked (any more)."""
    found = _locked(subscriber)
    if found is None or not found.asked_topics:
        return False
    _set_topics(found, {*found.asked_topics, *found.codes})
    is_new = not found.is_confirmed
    now = timezone.now()
    found.language = found.asked_language or found.language
    found.confirmed_at = found.confirmed_at or now
    # Who reads the letter with the link has a mailbox, whatever a server said before.
    found.asked_topics, found.asked_language, found.dead_at, found.owes_letter = [], "", None, False
    found.save()
    if is_new:
        _count(joined=1)
    record("newsletter.joined" if is_new else "newsletter.chosen", by=None, subject=found)
    return True


@transaction.atomic
def decline(subscriber: Subscriber) -> bool:
    """Forget what was asked for; return whether nothing at all is kept, since nothing held before."""
    found = _locked(subscriber)
    if found is None:
        return True
    if not found.is_confirmed:
        found.delete()
        return True
    found.asked_topics, found.asked_language, found.owes_letter = [], "", False
    found.save()
    return False


@transaction.atomic
def change_subscription(subscriber: Subscriber, *, topics: Iterable[str], language: str) -> Subscriber | None:
    """Choose topics and language anew; the address stays. None if it was erased meanwhile.

    Raises:
        NotReady: no topic is chosen: leaving is another word.
        ValidationError: there is no such language.
    """
    chosen = known(list(topics))
    if not chosen:
        raise NotReady(_CHOOSE, field="topics")
    found = _locked(subscriber)
    if found is None or not found.is_confirmed:
        return None
    found.language = language
    found.full_clean()
    found.save()
    _set_topics(found, chosen)
    record("newsletter.chosen", by=None, subject=found)
    return found


def _set_topics(subscriber: Subscriber, codes: Iterable[str]) -> None:
    """Let exactly these topics hold; the moment of consent of those that held stays."""
    chosen = set(known(set(codes)))
    subscriber.subscriptions.exclude(topic__in=chosen).delete()
    held = set(subscriber.subscriptions.values_list("topic", flat=True))
    Subscription.objects.bulk_create(Subscription(subscriber=subscriber, topic=code) for code in sorted(chosen - held))


@transaction.atomic
def leave(subscriber: Subscriber) -> bool:
    """End all letters and erase the address; letters that wait for it do not go. False if it was gone already."""
    found = _locked(subscriber)
    if found is None:
        return False
    erase(found)
    record("newsletter.left", by=None, subject=found)
    return True


def erase(subscriber: Subscriber) -> None:
    """Erase an address in the caller's transaction; what its letters were is kept as counts."""
    if subscriber.is_confirmed:
        _count(left=1)
    # In one write, so that no sender finds a letter that is owed to nobody.
    now_left = Case(When(state__in=OWED, then=Value(DeliveryState.LEFT)), default=F("state"))
    Delivery.objects.filter(subscriber=subscriber).update(state=now_left, subscriber=None, changed_at=timezone.now())
    key = subscriber.pk
    subscriber.delete()
    # The history names what was erased by its key.
    subscriber.pk = key


def _count(*, joined: int = 0, left: int = 0) -> None:
    day, _is_new = Growth.objects.get_or_create(day=timezone.localdate())
    Growth.objects.filter(pk=day.pk).update(joined=F("joined") + joined, left=F("left") + left)
