"""Announcements for tests."""

import datetime

from django.utils import timezone

from plon.agency.models import Announcement

DAY = datetime.timedelta(days=1)


def announced(text: str = "Call open", **given: object) -> Announcement:
    """Return an announcement that is shown everywhere from yesterday to tomorrow."""
    now = timezone.now()
    known = {"text_en": text, "starts_at": now - DAY, "ends_at": now + DAY, "is_published": True} | given
    return Announcement.objects.create(**known)
