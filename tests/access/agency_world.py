"""What the agency says, for the doors of the office."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from plon.accounts.enums import PlatformRole
from plon.office.models import OfficerInvitation
from tests.agency.making import announced, marked
from tests.factories import UserFactory

if TYPE_CHECKING:
    from tests.access.world import World


def add_agency(world: World) -> None:
    """Announce something, set a logo, invite an officer."""
    secret = f"secret-{world.project.public_id}"
    invited = OfficerInvitation.objects.create(
        email=f"{secret}@example.org",
        secret_hash=hashlib.sha256(secret.encode()).hexdigest(),
        invited_by=UserFactory(role=PlatformRole.ADMINISTRATOR),
    )
    world.fillings |= {
        "announcement": announced("Something new").public_id, "letter": "review.decided",
        "portal_agency_logo:sha256": marked().sha256,
        "office_people:change_invitation:invitation": invited.pk, "office_people:join:secret": secret,
        "office_people:statement:page": "privacy", "office_people:statement:language": "en",
    }  # fmt: skip
