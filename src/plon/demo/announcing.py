"""One announcement in the example world, plainly an example: a draft, which an officer may publish and see."""

import datetime

from django.utils import timezone

from plon.accounts.models import User
from plon.agency.actions import write_announcement
from plon.agency.enums import AnnouncementKind, AnnouncementPlace


def add_announcement(people: dict[str, User]) -> None:
    """Write a draft on a training."""
    now = timezone.now()
    values = {
        "text_pl": "Szkolenie o planie upowszechniania: zapisy trwają. (Przykład)",
        "text_en": "Training on the dissemination plan: register now. (Example)",
        "link": "", "kind": AnnouncementKind.INFORMATION, "place": AnnouncementPlace.EVERYWHERE,
        "starts_at": now, "ends_at": now + datetime.timedelta(days=60),
    }  # fmt: skip
    write_announcement(by=people["officer@example.org"], values=values)
