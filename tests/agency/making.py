"""Announcements and logos for tests."""

import datetime
import hashlib
import io

from django.utils import timezone
from PIL import Image

from plon.agency import logos
from plon.agency.models import Announcement, Logo

DAY = datetime.timedelta(days=1)


def announced(text: str = "Call open", **given: object) -> Announcement:
    """Return an announcement that is shown everywhere from yesterday to tomorrow."""
    now = timezone.now()
    known = {"text_en": text, "starts_at": now - DAY, "ends_at": now + DAY, "is_published": True} | given
    return Announcement.objects.create(**known)


def picture(size: tuple[int, int] = (300, 100), kind: str = "PNG") -> bytes:
    """Return a green picture."""
    written = io.BytesIO()
    Image.new("RGB", size, "green").save(written, kind)
    return written.getvalue()


def marked() -> Logo:
    """Return the agency's logo, which is shown."""
    content = picture()
    made = Logo.objects.create(
        content=content, sha256=hashlib.sha256(content).hexdigest(), width=300, height=100, alt_pl="Agencja",
        alt_en="Agency", by_label="Officer",
    )  # fmt: skip
    logos.KEPT.forget()
    return made
