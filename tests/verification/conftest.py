"""A report that was issued: with a photo, an attendance list, a link, and a thing of another project."""

import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.test import Client

from plon.accounts.models import User
from plon.activities.proofs import prove
from plon.evidence.models import Evidence
from plon.projects.models import Project
from plon.verification import guarding
from plon.verification.actions import issue_report
from plon.verification.checking import run_check
from plon.verification.enums import FileKind
from plon.verification.issuing import run_issuing
from plon.verification.models import IssuedReport, ProofCheck
from tests.evidence.photographs import jpeg
from tests.factories import EvidenceFactory
from tests.reports.beneficiary.world import World as ReportWorld
from tests.reports.beneficiary.world import make_world

PHOTO, LIST = jpeg(), b"%PDF-1.7 names and signatures"


@dataclass
class World:
    """A report's world with evidence that has bytes."""

    of_report: ReportWorld
    photo: Evidence
    signed: Evidence
    page: Evidence

    @property
    def project(self) -> Project:
        return self.of_report.project

    @property
    def by(self) -> User:
        return self.of_report.by


def give_bytes(piece: Evidence, name: str, content: bytes, media_type: str) -> Evidence:
    piece.path = storages["default"].save(f"evidence/{piece.project.public_id}/{name}", ContentFile(content))
    piece.name, piece.media_type = name, media_type
    piece.sha256, piece.size = hashlib.sha256(content).hexdigest(), len(content)
    piece.save()
    return piece


def stored(piece: Evidence) -> Path:
    return Path(storages["default"].path(piece.path))


def alter_one_byte(path: Path) -> None:
    """Change one bit in the middle; size and name stay."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def file_of(issued: IssuedReport, kind: str, folder: Path) -> Path:
    """Take a file of a report along, as somebody would who downloads it."""
    kept = issued.files.get(kind=kind)
    return Path(shutil.copy(storages["default"].path(kept.path), folder / kept.name))


def visitor() -> Client:
    """Somebody whom nobody knows and who reads English."""
    return Client(headers={"accept-language": "en"})


def issue(world: World, language: str = "en") -> IssuedReport:
    """Issue the report as it reads now, and read its proofs back."""
    issued = issue_report(world.of_report.report, by=world.by, language=language)
    run_issuing(issued.pk)
    for check in ProofCheck.objects.filter(issued=issued, state="waiting"):
        run_check(check.pk)
    issued.refresh_from_db()
    assert issued.is_issued, issued.refusal
    return issued


def read_again(issued: IssuedReport) -> ProofCheck:
    """Read everything back, now."""
    check = ProofCheck.objects.create(issued=issued)
    run_check(check.pk)
    check.refresh_from_db()
    return check


@pytest.fixture(autouse=True)
def _patience() -> None:
    guarding.tries.forget()


@pytest.fixture
def world(db: None) -> World:
    made = make_world()
    photo = give_bytes(made.photo, "photo.jpg", PHOTO, "image/jpeg")
    signed = EvidenceFactory(project=made.project, title="Hanna Ukryta and others", is_confidential=True)
    give_bytes(signed, "list.pdf", LIST, "application/pdf")
    page = EvidenceFactory(
        project=made.project, title="Article", kind="link", url="https://paper.example/river", sha256="", size=0,
    )  # fmt: skip
    for piece in (signed, page):
        prove(made.workshop, piece, by=made.by, people={})
    return World(made, photo, signed, page)


@pytest.fixture
def issued(world: World) -> IssuedReport:
    return issue(world)


@pytest.fixture
def pdf(issued: IssuedReport, tmp_path: Path) -> Path:
    return file_of(issued, FileKind.PDF, tmp_path)
