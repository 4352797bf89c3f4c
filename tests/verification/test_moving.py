"""An issued report goes along when its project moves: its code answers in the new house, its proofs are compared."""

from pathlib import Path

from django.urls import reverse

from plon.packages.importing import import_package
from plon.verification.models import IssuedReport
from plon.verification.reading import paper_of
from plon.verification.verifying import verdict_on
from tests.factories import UserFactory
from tests.packages import bags
from tests.verification.conftest import PHOTO, World, alter_one_byte, read_again, stored, visitor


def test_code_goes_on_answering_in_another_house(world: World, issued: IssuedReport, pdf: Path, tmp_path: Path) -> None:
    bags.write(tmp_path / "first.zip", world.project)
    bags.wipe()
    assert IssuedReport.objects.count() == 0
    arrived = import_package(tmp_path / "first.zip", by=UserFactory(), publish=True, is_trusted=True)
    moved = IssuedReport.objects.get()
    assert (moved.code, moved.number, moved.manifest_sha256) == (issued.code, 1, issued.manifest_sha256)
    assert paper_of(moved).blocks
    assert read_again(moved).found == {"whole": 2, "nothing": 1}
    assert verdict_on(moved).is_sound
    with pdf.open("rb") as brought:
        page = visitor().post(reverse("audit:entry"), {"file": brought}).content.decode()
    assert "exactly the one that was issued" in page
    bags.write(tmp_path / "second.zip", arrived.project)
    assert bags.payload(tmp_path / "second.zip") == bags.payload(tmp_path / "first.zip")
    piece = moved.proofs.get(sha256=world.photo.sha256).evidence
    assert piece is not None
    assert stored(piece).read_bytes() == PHOTO
    alter_one_byte(stored(piece))
    assert read_again(moved).found["altered"] == 1


def test_nobodys_room_moves_along(world: World, issued: IssuedReport, tmp_path: Path) -> None:
    bags.write(tmp_path / "first.zip", world.project)
    assert "room" not in bags.read(tmp_path / "first.zip", "data/record/issued.jsonl")
    assert world.by.name not in bags.read(tmp_path / "first.zip", "data/record/issued.jsonl")
