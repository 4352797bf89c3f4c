"""What the doors of issued reports and of the EU results platform lead to; nothing is typeset or packed."""

import datetime
import hashlib
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import timezone

from plon.accounts.models import User
from plon.results.enums import ResultState
from plon.resultsplatform.models import PlatformPackage
from plon.typeset.papers.blocks import Paper
from plon.verification.actions import open_room
from plon.verification.models import IssuedFile, IssuedProof, IssuedReport
from plon.verification.papers import canonical, paper_as_json, sha256_of
from plon.verification.secret import secret_of as room_secret
from tests.factories import EvidenceFactory

if TYPE_CHECKING:
    from tests.access.world import World


def add_issued(world: "World", by: User) -> None:
    """An issued report with a proof and a room; nothing is typeset, so nothing is slow."""
    plain = paper_as_json(Paper("Report", "en", ()))
    day, content = datetime.date(2025, 5, 1), canonical(plain)
    issued = IssuedReport.objects.create(
        project=world.project, state="done", number=1, title="Report", language="en", since=day, until=day,
        content_sha256=sha256_of(plain), manifest_sha256="0" * 64, ended_at=timezone.now(),
    )  # fmt: skip
    folder = f"issued/{world.project.public_id}"
    for kind in ("pdf", "content"):
        path = storages["default"].save(f"{folder}/report.{kind}", ContentFile(content))
        about = {"name": f"report.{kind}", "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        IssuedFile.objects.create(issued=issued, kind=kind, path=path, **about)
    piece = EvidenceFactory(project=world.project, kind="link", url="https://example.org/article")
    IssuedProof.objects.create(
        issued=issued, evidence=piece, evidence_number=piece.pk, position=1, key=piece.public_id, title="Article"
    )
    room = open_room(issued, by=by, who="An auditor", language="en")
    doors = ("issued", "state", "cancel", "check", "file", "new_room")
    world.fillings |= {f"verification:{door}:issued": issued.public_id for door in doors}
    world.fillings |= {f"verification:{door}:room": room.public_id for door in ("room", "close_room")}
    world.fillings |= {f"audit:{door}:secret": room_secret(room) for door in ("room", "paper", "proof", "file")}
    world.fillings |= {f"audit:{door}:code": issued.shown_code for door in ("report", "check")}
    world.fillings |= {
        "verification:file:kind": "pdf", "audit:file:kind": "pdf", "audit:proof:key": piece.public_id,
    }  # fmt: skip


def add_platform(world: "World") -> None:
    """A package for the EU results platform that is ready; nothing is packed."""
    path = storages["default"].save(f"platform/{world.project.public_id}/river.zip", ContentFile(b"PK"))
    about = {"name": "river.zip", "path": path, "size": 2, "sha256": "0" * 64, "expires_at": timezone.now()}
    made = PlatformPackage.objects.create(project=world.project, state="done", **about)
    doors = ("package", "state", "cancel", "file")
    world.fillings |= {f"resultsplatform:{door}:package": made.public_id for door in doors}
    public = world.project.results.filter(state=ResultState.PUBLISHED).earliest("pk")
    world.fillings |= {f"resultsplatform:{door}:result": public.public_id for door in ("entry", "take_back")}
