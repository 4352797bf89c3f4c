"""Reading the newsletter: what the public sees, how many subscribe, how far a sending is."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from plon.newsletter.models import LANGUAGES, Growth, Issue, Sending, Subscriber, Subscription
from plon.newsletter.topics import topics

# Who gets letters: confirmed, with a mailbox that is not known to be gone.
REACHED = Q(confirmed_at__isnull=False, dead_at=None)


def public_issues() -> QuerySet[Issue]:
    """Return the numbers that everybody may read, the newest first; 2 queries."""
    shown = Issue.objects.filter(published_at__isnull=False, hidden_at=None)
    return shown.prefetch_related("texts").order_by("-published_at", "-pk")


def office_issues() -> QuerySet[Issue]:
    """Return all numbers for the office with texts and sending, the newest first; 2 queries."""
    return Issue.objects.select_related("sending").prefetch_related("texts").order_by("-made_at", "-pk")


def receivers_of(codes: Iterable[str], languages: Iterable[str]) -> QuerySet[Subscriber]:
    """Return who gets a number of these topics that goes out in these languages; each address once."""
    wanted = Subscription.objects.filter(topic__in=list(codes)).values("subscriber")
    return Subscriber.objects.filter(REACHED, pk__in=wanted, language__in=list(languages))


def reach_of(issue: Issue) -> dict[str, int]:
    """Return how many would get a number now, by language; 1 query."""
    rows = receivers_of(issue.topics, issue.languages).order_by().values_list("language").annotate(n=Count("pk"))
    counted = dict(rows)
    return {language: counted.get(language, 0) for language in issue.languages}


def tally_of(sending: Sending) -> dict[str, int]:
    """Return how many letters of a sending have which state; 1 query, none after their rows were erased."""
    if sending.tally:
        return {state: int(count) for state, count in sending.tally.items()}
    return dict(sending.deliveries.order_by().values_list("state").annotate(n=Count("pk")))


@dataclass(frozen=True, slots=True)
class TopicCount:
    """How many get a topic, by language in the order of `LANGUAGES`."""

    code: str
    names: dict[str, str]
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class Counts:
    """Who is subscribed, as figures only.

    Attributes:
        addresses: by language in the order of `LANGUAGES`; each address once.
        unconfirmed: asked, and the link was not used.
        dead: a mail server said that there is no such mailbox.
    """

    topics: tuple[TopicCount, ...]
    addresses: tuple[int, ...]
    unconfirmed: int
    dead: int

    @property
    def total(self) -> int:
        return sum(self.addresses)


def counts() -> Counts:
    """Count subscribers per topic and language; 3 queries."""
    held = Subscription.objects.filter(subscriber__confirmed_at__isnull=False, subscriber__dead_at=None)
    by_topic = {
        (topic, language): n
        for topic, language, n in held.order_by().values_list("topic", "subscriber__language").annotate(n=Count("pk"))
    }
    by_language = dict(Subscriber.objects.filter(REACHED).order_by().values_list("language").annotate(n=Count("pk")))
    apart = Subscriber.objects.aggregate(
        unconfirmed=Count("pk", Q(confirmed_at=None)), dead=Count("pk", Q(dead_at__isnull=False))
    )
    codes = [code for code, _name in LANGUAGES]
    return Counts(
        tuple(TopicCount(t.code, t.names, tuple(by_topic.get((t.code, code), 0) for code in codes)) for t in topics()),
        tuple(by_language.get(code, 0) for code in codes), apart["unconfirmed"], apart["dead"],
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Month:
    """How many joined and left in a month; `first` is its first day."""

    first: datetime.date
    joined: int
    left: int

    @property
    def change(self) -> int:
        return self.joined - self.left


def growth(months: int = 12) -> list[Month]:
    """Return the last months in which anybody joined or left, the newest first; 1 query."""
    found: dict[datetime.date, tuple[int, int]] = {}
    for day in Growth.objects.all()[: months * 31]:
        first = day.day.replace(day=1)
        joined, left = found.get(first, (0, 0))
        found[first] = joined + day.joined, left + day.left
    return [Month(first, *numbers) for first, numbers in list(found.items())[:months]]


def find_address(email: str) -> Subscriber | None:
    """Return what is known of one address; 2 queries."""
    return Subscriber.objects.filter(email=email.strip().lower()).prefetch_related("subscriptions").first()
