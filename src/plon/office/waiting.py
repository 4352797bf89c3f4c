"""How much waits for the office on its pages, for its first page; one query each."""

import datetime

from django.utils import timezone

from plon.accounts.office import register_waiting
from plon.contact.enums import State as MessageState
from plon.contact.models import Message
from plon.exchange.enums import ImportState
from plon.exchange.models import Import
from plon.labels.enums import State as LabelState
from plon.labels.models import Label
from plon.projects.enums import ClaimState
from plon.projects.models import Claim
from plon.review.enums import ReviewState
from plon.review.models import Hiding, ProjectReview

# An import that failed long ago, and that nobody continued, is no news.
_NEWS = datetime.timedelta(days=30)


def register_counts() -> None:
    """Register what waits: claims, reviews, appeals, labels to be decided, failed imports, messages."""
    register_waiting("claims:index", _claims)
    register_waiting("office_review:index", _reviews)
    register_waiting("office_review:hidden", _appeals)
    register_waiting("office_labels:index", _labels)
    register_waiting("exchange:index", _failed_imports)
    register_waiting("office_contact:index", _messages)


def _claims() -> int:
    return Claim.objects.filter(state=ClaimState.WAITING).count()


def _reviews() -> int:
    return ProjectReview.objects.filter(state=ReviewState.WAITING).count()


def _appeals() -> int:
    return Hiding.objects.filter(appealed_at__isnull=False, answered_at=None, ended_at=None).count()


def _labels() -> int:
    return Label.objects.filter(state=LabelState.PROPOSED).count()


def _failed_imports() -> int:
    since = timezone.now() - _NEWS
    return Import.objects.filter(state=ImportState.FAILED, queued_at__gte=since).count()


def _messages() -> int:
    return Message.objects.filter(state__in=[MessageState.NEW, MessageState.OPEN]).count()
