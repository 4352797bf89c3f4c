"""Once a day officers read what was submitted: what is with them, and what is with nobody."""

import datetime
import logging
import smtplib
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.signing import BadSignature, Signer
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from plon.accounts.models import User
from plon.agency.mail import headers_of
from plon.pages import whole_address
from plon.review.actions.deciding import officers
from plon.review.actions.news import claim_news, news_of, release_news
from plon.review.enums import WAITING, ItemState
from plon.review.models import OfficeNews, ProjectReview, ReviewedResult
from plon.review.rules import tied_reviews
from plon.texts import spoken

log = logging.getLogger("plon.review")
EVERY = datetime.timedelta(days=1)
# A letter tells of the first of them by name.
MOST_NAMED = 40
_signer = Signer(salt="plon.review.news", sep=".")


@dataclass(frozen=True, slots=True)
class Submission:
    """What one project submitted since the last letter.

    Attributes:
        first, again: how many results came the first time, and how many again.
        is_mine: whether the review is with the reader.
    """

    review: ProjectReview
    first: int
    again: int
    is_mine: bool


def submissions_for(officer: User, *, since: datetime.datetime, until: datetime.datetime, wants_all: bool
                    ) -> list[Submission]:  # fmt: skip
    """Return what waits and came in between, the most urgent first, without projects to which there is a tie."""
    whose = Q(review__assigned_to=officer) | (Q(review__assigned_to=None) if wants_all else Q(pk=None))
    came = ReviewedResult.objects.filter(whose, state__in=WAITING, submitted_at__gt=since, submitted_at__lte=until)
    by_review: dict[int, list[ReviewedResult]] = {}
    for item in came.select_related("review"):
        by_review.setdefault(item.review_id, []).append(item)
    tied = tied_reviews(officer, [items[0].review for items in by_review.values()])
    told = [_told(items, officer) for key, items in by_review.items() if key not in tied]
    return sorted(told, key=lambda each: (not each.is_mine, each.review.due_on or datetime.date.max, each.review.pk))


def _told(items: Sequence[ReviewedResult], officer: User) -> Submission:
    again = sum(item.state == ItemState.RESUBMITTED for item in items)
    review = items[0].review
    return Submission(review, len(items) - again, again, review.assigned_to_id == officer.pk)


def send_digests(now: datetime.datetime | None = None) -> None:
    """Send each officer the letter of the day, where there is something to tell; bears being done twice."""
    until = now or timezone.now()
    for officer in officers():
        if not _send_to(officer, until):
            break


def _send_to(officer: User, until: datetime.datetime) -> bool:
    """Send one letter; return False if the mail server is away, so that the others wait for the next day."""
    news = news_of(officer)
    if news.told_until and until - news.told_until < EVERY - datetime.timedelta(hours=2):
        return True
    # Who is told the first time hears of the last day, not of all that ever was.
    since = news.told_until or until - EVERY
    came = submissions_for(officer, since=since, until=until, wants_all=news.wants_all)
    if not claim_news(news, until=until) or not came:
        return True
    try:
        letter_of(officer, came, until).send()
    except smtplib.SMTPRecipientsRefused:
        log.warning("A letter to an officer was refused for its address")
    except (OSError, smtplib.SMTPException) as failure:
        log.warning("Letters about submissions wait for the mail server: %s", failure)
        release_news(news, until=until, since=since)
        return False
    return True


def letter_of(officer: User, came: Sequence[Submission], until: datetime.datetime) -> EmailMessage:
    """Set the letter in the officer's language; one click ends what is not theirs (RFC 8058)."""
    with override(spoken(officer.language)):
        stop = whole_address(reverse("office_review:stop_letters", args=[stop_token(officer)]))
        context = {"came": came[:MOST_NAMED], "more": max(len(came) - MOST_NAMED, 0), "count": len(came),
                   "base_url": settings.BASE_URL, "stop": stop}  # fmt: skip
        text = render_to_string("review/letters/digest.txt", context).strip()
    subject, _sep, body = text.partition("\n")
    key = f"review:{officer.pk}:{until.isoformat()}"
    headers = headers_of(key, spoken(officer.language), stop)
    return EmailMessage(" ".join(subject.split()), body.strip() + "\n", None, [officer.email], headers=headers)


def stop_token(officer: User) -> str:
    """Return what proves that somebody got a letter: it stops these letters, and nothing else."""
    return _signer.sign(str(officer.pk))


def officer_of_stop(token: str) -> User | None:
    """Return whose letters a token stops; None if Plon has not written it."""
    try:
        return User.objects.filter(pk=int(_signer.unsign(token))).first()
    except (BadSignature, ValueError):
        return None


def wants_all(officer: User) -> bool:
    """Tell whether an officer gets letters about what is with nobody."""
    found = OfficeNews.objects.filter(officer=officer).values_list("wants_all", flat=True).first()
    return True if found is None else found
