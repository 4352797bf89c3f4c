"""What the doors of what was done lead to: acts, lists, evidence, consents, the ledger, a partner with a link."""

import datetime
import hashlib
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import timezone

from plon.accounts.models import User
from plon.attendance.actions import add_by_hand, open_list
from plon.corner.actions import make_calendar, send_link
from plon.corner.letters.readers import stop_token
from plon.corner.secret import secret_of
from plon.evidence.enums import EvidenceKind
from plon.evidence.models import Upload
from plon.evidence.publishing import publish_evidence
from plon.projects.enums import PartnershipRole
from tests.evidence.photographs import consent, jpeg, photo
from tests.factories import (
    ActivityFactory,
    EvidenceFactory,
    ItemProofFactory,
    ProofFactory,
)

if TYPE_CHECKING:
    from tests.access.world import World


def add_attendance(world: "World", by: User) -> None:
    event = ActivityFactory(project=world.project, title="A workshop with a list")
    now, hour = timezone.now(), datetime.timedelta(hours=1)
    listed = open_list(event, by=by, opens_at=now - hour, closes_at=now + hour, keep_days=90, language="en")
    entry = add_by_hand(listed, by=by, people=3)
    doors = ("list", "change", "live", "add", "remove", "close", "raise_reach", "qr", "sheet")
    world.fillings |= {f"attendance:{door}:activity": event.public_id for door in doors}
    world.fillings |= {"attendance:remove:entry": entry.pk, "sign:secret": listed.secret}


def add_acts(world: "World") -> None:
    """An act that somebody else logged, and a piece of evidence that somebody else added to it."""
    act = ActivityFactory(project=world.project, title="A talk")
    piece = EvidenceFactory(project=world.project)
    ProofFactory(activity=act, evidence=piece)
    doors = ("detail", "change", "state", "duplicate", "repeat", "remove_series", "remove", "attach", "shows", "detach")
    world.fillings |= {f"activities:{door}:activity": act.public_id for door in doors}
    world.fillings |= {f"activities:{door}:evidence": piece.public_id for door in ("shows", "detach")}


def add_corner(world: "World", by: User) -> None:
    """A partner with a personal link, an act of its own that it proves, an upload that it has begun."""
    partner = world.project.partnerships.get(role=PartnershipRole.PARTNER).organisation
    link = send_link(world.project, by=by, organisation=partner, name="Ana", email="ana@example.org")
    calendar = make_calendar(world.project, by=by)
    act = ActivityFactory(project=world.project, responsible=partner)
    piece = EvidenceFactory(project=world.project, organisation=partner)
    ProofFactory(activity=act, evidence=piece)
    upload = Upload.objects.create(project=world.project, holder=f"link:{link.pk}", name="river.png", size=100)
    for door in ("home", "plan", "calendar", "language", "letters", "log", "send", "act", "prove", "unprove",
                 "uploads", "upload"):  # fmt: skip
        world.fillings[f"corner:{door}:secret"] = secret_of(link)
    for door in ("act", "prove", "unprove"):
        world.fillings[f"corner:{door}:act"] = act.public_id
    token = stop_token([f"l{link.pk}"])
    world.fillings |= {
        "partner_links:renew:link": link.public_id, "partner_links:revoke:link": link.public_id,
        "corner:unprove:evidence": piece.public_id, "corner:upload:upload": upload.secret,
        "calendar:secret": calendar.secret, "letters:stop:token": token, "letters:again:token": token,
    }  # fmt: skip


def add_consents(world: "World", by: User) -> None:
    """A public photo with the consent behind it, and a public file."""
    shown = photo(world.project)
    agreed = consent(world.project, shown)
    publish_evidence(shown, by=by)
    path = storages["default"].save("evidence/report.pdf", ContentFile(jpeg()))
    paper = EvidenceFactory(
        project=world.project, kind=EvidenceKind.FILE, name="report.pdf", path=path,
        sha256=hashlib.sha256(jpeg()).hexdigest(), media_type="application/pdf",
    )  # fmt: skip
    publish_evidence(paper, by=by)
    world.fillings |= {
        "consent": agreed.public_id, "evidence:publishing:evidence": shown.public_id,
        "evidence:photo-consents:evidence": shown.public_id, "evidence:retention-list:ending": "xlsx",
        "public_photo:public_id": shown.public_id, "public_photo:width": 480,
        "public_paper:public_id": paper.public_id, "public_paper:name": paper.name,
    }  # fmt: skip


def add_evidence(world: "World", by: User) -> None:
    """A piece, a piece in the bin, and an upload that the coordinator has begun."""
    piece = EvidenceFactory(project=world.project)
    removed = EvidenceFactory(project=world.project, removed_at=timezone.now())
    upload = Upload.objects.create(project=world.project, by=by, name="river.png", size=100)
    doors = {"detail": piece, "change": piece, "remove": piece, "restore": removed, "destroy": removed}
    world.fillings |= {f"evidence:{door}:evidence": each.public_id for door, each in doors.items()}
    world.fillings |= {"evidence:upload:upload": upload.secret, "signed": "not-signed-by-anybody"}


def add_ledger(world: "World") -> None:
    """A piece of evidence that proves a promised result."""
    piece = EvidenceFactory(project=world.project)
    result = world.fillings["result"]
    ItemProofFactory(project=world.project, evidence=piece, item_public_id=result)
    for door in ("figure", "prove", "unprove"):
        world.fillings |= {f"ledger:{door}:kind": "result", f"ledger:{door}:item": result}
    world.fillings |= {"ledger:unprove:evidence": piece.public_id, "ledger:export:ending": "json"}
