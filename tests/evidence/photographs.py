"""Photos with real bytes, and consents, for tests of publishing."""

import datetime
import hashlib
import io
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import timezone
from PIL import Image

from plon.evidence.consents.actions import add_consent
from plon.evidence.enums import EvidenceKind, PeopleShown
from plon.evidence.models import Consent, Evidence
from plon.projects.models import Project
from tests.factories import EvidenceFactory, UserFactory


def jpeg(colour: str = "green") -> bytes:
    """Return a small photo with a camera's name in it."""
    made = io.BytesIO()
    exif = Image.Exif()
    exif[0x0110] = "Camera of somebody"
    Image.new("RGB", (1600, 1200), colour).save(made, "JPEG", exif=exif)
    return made.getvalue()


def photo(project: Project, *, content: bytes | None = None, **fields: Any) -> Evidence:
    """Keep a photo in private storage; with words for it and people in it unless `fields` say otherwise."""
    content = content or jpeg()
    path = storages["default"].save(f"evidence/{project.public_id}/photo.jpg", ContentFile(content))
    about = {
        "title": "Water from the river",
        "alt": "Pupils take water from the river in glass jars.",
        "people_shown": PeopleShown.RECOGNISABLE,
        **fields,
    }
    return EvidenceFactory(
        project=project,
        kind=EvidenceKind.PHOTO,
        name="photo.jpg",
        media_type="image/jpeg",
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        path=path,
        width=1600,
        height=1200,
        **about,
    )


def consent(project: Project, *photos: Evidence, **fields: Any) -> Consent:
    """Enter a consent for websites that covers `photos`."""
    about: dict[str, Any] = {
        "of": "person",
        "name": "Zofia Testowa",
        "scopes": ["web"],
        "given_on": timezone.localdate() - datetime.timedelta(days=30),
        **fields,
    }
    made = add_consent(project, by=UserFactory(), **about)
    made.photos.add(*photos)
    return made


def public_bytes() -> set[str]:
    """Return the names of everything that lies in public storage."""
    found: set[str] = set()
    folders = [""]
    while folders:
        folder = folders.pop()
        try:
            inner, files = storages["public"].listdir(folder)
        except FileNotFoundError:
            continue
        folders += [f"{folder}/{name}".strip("/") for name in inner]
        found |= {f"{folder}/{name}".strip("/") for name in files}
    return found
