"""Photos in tools: only those that may be shown in such a place on this day, and no larger than print needs."""

import datetime
import functools
import io

from django.core.files.storage import storages
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from plon.evidence.consents.validity import covers, state_of
from plon.evidence.enums import ConsentScope, EvidenceKind, PeopleShown
from plon.evidence.models import Evidence
from plon.evidence.publishing import Obstacle, obstacles_to
from plon.projects.models import Project

# Pixels: enough for A3 at 150 dots per inch across the width that a photo takes.
LONG_SIDE = 2000
MOST_OFFERED = 60

# Where a tool is shown, in the words of the consent (domain.md §5.5). Tools not named here are seen on screens.
_SCOPES = {
    "poster": ConsentScope.PRINT, "rollup": ConsentScope.PRINT, "leaflet": ConsentScope.PRINT,
    "threefold": ConsentScope.PRINT, "sheet": ConsentScope.PRINT, "invitation": ConsentScope.PRINT,
    "certificate": ConsentScope.PRINT, "labels": ConsentScope.PRINT,
    "cards": ConsentScope.SOCIAL, "posts": ConsentScope.SOCIAL, "press": ConsentScope.PRESS,
}  # fmt: skip
_WITHOUT = {
    ConsentScope.PRINT: _("The consent of %(who)s does not speak of print. Ask whether they agree to that, too."),
    ConsentScope.SOCIAL: _(
        "The consent of %(who)s does not speak of social media. Ask whether they agree to that, too."
    ),
    ConsentScope.PRESS: _("The consent of %(who)s does not speak of the press. Ask whether they agree to that, too."),
}


def obstacles_in(photo: Evidence, tool: str, *, today: datetime.date | None = None) -> list[Obstacle]:
    """Return what stands against showing a photo in a tool: publishing's reasons, and its consents' places."""
    today = today or timezone.localdate()
    found = obstacles_to(photo, today=today)
    scope = _SCOPES.get(tool)
    if found or scope is None or photo.people_shown != PeopleShown.RECOGNISABLE:
        return found
    narrow = [each for each in photo.consents.all() if state_of(each, today) and not covers(each, today, scope)]
    return [Obstacle(_WITHOUT[scope], {"who": each.name}, field="photo") for each in narrow]


def may_stay(photo: Evidence, tool: str = "") -> bool:
    """Tell whether files that show a photo may still be handed out: missing words are no reason to destroy them."""
    return all(obstacle.field == "alt" for obstacle in obstacles_in(photo, tool))


def usable_photos(project: Project, tool: str = "") -> list[Evidence]:
    """Return the newest photos of a project that may be shown in a tool today, in two queries."""
    photos = Evidence.objects.filter(
        project=project, kind=EvidenceKind.PHOTO, removed_at__isnull=True, erased_at__isnull=True, is_confidential=False
    ).exclude(path="")
    newest = photos.prefetch_related("consents").order_by("-added_at", "-pk")[: MOST_OFFERED * 2]
    return [photo for photo in newest if not obstacles_in(photo, tool)][:MOST_OFFERED]


def photo_bytes(path: str, key: str) -> bytes:
    """Return a picture of private storage as JPEG of at most 2,000 pixels; `key` changes with its content.

    Raises:
        OSError: the bytes are missing or no picture.
    """
    return _scaled(path, key)


@functools.lru_cache(maxsize=6)
def _scaled(path: str, key: str) -> bytes:
    try:
        with storages["default"].open(path, "rb") as stored, Image.open(stored) as opened:
            opened.draft("RGB", (LONG_SIDE, LONG_SIDE))
            upright = ImageOps.exif_transpose(opened).convert("RGB")
    except (ValueError, SyntaxError, Image.DecompressionBombError) as damaged:
        raise OSError(path) from damaged
    upright.thumbnail((LONG_SIDE, LONG_SIDE))
    out = io.BytesIO()
    upright.save(out, "JPEG", quality=85, optimize=True)
    return out.getvalue()
