"""Subscribers and numbers, made through the same actions as everywhere."""

import datetime

from django.utils import timezone

from plon.accounts.models import User
from plon.newsletter import actions
from plon.newsletter.enums import DeliveryState
from plon.newsletter.items import Item, Offer
from plon.newsletter.models import Delivery, Issue, Sending, Subscriber, Subscription
from plon.newsletter.secret import secret_of
from plon.newsletter.sending import rows
from plon.newsletter.sending.sender import look_after_sendings
from plon.projects.queries import hash_of

ALL = ("news", "results", "events", "calls")


def subscribe(email: str, *topics: str, language: str = "en") -> Subscriber:
    """Ask, and use the link."""
    asked = actions.ask(email=email, topics=topics or ("news",), language=language)
    actions.confirm(asked)
    return Subscriber.objects.get(pk=asked.pk)


def many_subscribers(count: int, *, language: str = "en") -> None:
    """Make many at once, as the actions would have made them."""
    made = [Subscriber(email=f"reader{number}@example.org", language=language) for number in range(count)]
    for each in made:
        each.secret_hash, each.confirmed_at = hash_of(secret_of(each)), each.asked_at
    made = Subscriber.objects.bulk_create(made, batch_size=1000)
    Subscription.objects.bulk_create([Subscription(subscriber=each, topic="news") for each in made], batch_size=1000)


def texts(**changes: str) -> dict[str, dict[str, str]]:
    """Return texts of a number in English only; `subject_pl="…"` adds Polish."""
    told = {"subject_en": "Spring at the agency", "intro_en": "Hello **reader**", "closing_en": "Bye"} | changes
    return {
        language: {name: told.get(f"{name}_{language}", "") for name in ("subject", "intro", "closing")}
        for language in ("pl", "en")
    }


def offer(number: int = 1, *languages: str, kind: str = "news") -> Offer:
    """Return a thing to take in, in English unless said otherwise."""
    each = {
        language: Item(f"Thing {number} {language}", "What it is", f"/{language}/news/{number}/")
        for language in languages or ("en",)
    }
    return Offer(kind, f"/news/{number}/", None, each)


def make_issue(by: User, *, topics: tuple[str, ...] = ("news",), things: int = 1, **changes: str) -> Issue:
    issue = actions.add_issue(by=by, topics=topics, texts=texts(**changes))
    actions.add_items(issue, [offer(number + 1, "pl", "en") for number in range(things)], by=by)
    return Issue.objects.get(pk=issue.pk)


def send(issue: Issue, by: User) -> Sending:
    """Set a number to go; the test lets the worker come."""
    return actions.request_sending(issue, by=by)


def states(sending: Sending) -> dict[str, str]:
    """Return what became of each letter, by the beginning of the address."""
    rows = Delivery.objects.filter(sending=sending, subscriber__isnull=False)
    return {str(email).partition("@")[0]: state for email, state in rows.values_list("subscriber__email", "state")}


def begun(officer: User) -> Sending:
    """Return a sending whose letters are written down, and wait."""
    sending = actions.request_sending(
        make_issue(officer), by=officer, at=timezone.now() + datetime.timedelta(minutes=5)
    )
    rows.begin(sending)
    return sending


def again(sending: Sending) -> Sending:
    sending.refresh_from_db()
    return sending


def now_due(sending: Sending) -> None:
    """Let the hour of the next try be over."""
    past = timezone.now() - datetime.timedelta(minutes=1)
    Sending.objects.filter(pk=sending.pk).update(due_at=past)
    Delivery.objects.filter(sending=sending, state=DeliveryState.LATER).update(next_at=past)
    look_after_sendings()
