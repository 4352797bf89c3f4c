"""A report is issued once, whole, and never changes; a newer one supersedes it and says what changed."""

import datetime
import hashlib
import io
import json
from pathlib import Path

import pikepdf
import pytest
from django.core.files.storage import storages
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from plon.accounts.models import User
from plon.activities.proofs import prove
from plon.fixity.models import StoredFile
from plon.fixity.taking_up import take_up_files
from plon.history.models import Event
from plon.jobs.lengthy import WorkState
from plon.projects.enums import TeamRole
from plon.verification import issuing
from plon.verification.actions import cancel_issuing, issue_report
from plon.verification.comparing import difference_between
from plon.verification.enums import FileKind, Standing
from plon.verification.issuing import run_issuing
from plon.verification.manifest import read_manifest
from plon.verification.models import IssuedReport
from plon.verification.papers import canonical, paper_as_json, paper_from_json
from plon.verification.reading import content_of_file, manifest_in, paper_of
from plon.verification.refusals import VerificationRefused
from plon.verification.sweeping import sweep_strays
from tests.conftest import client_of
from tests.factories import EvidenceFactory, MembershipFactory, UserFactory
from tests.verification.conftest import World, issue


def manifest(issued: IssuedReport) -> dict[str, object]:
    return read_manifest(content_of_file(issued, FileKind.MANIFEST))


def test_button_issues_a_report_with_all_its_files(
    world: World, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    client = client_of(world.by)
    index = reverse("verification:index", args=[world.project.public_id])
    sent = {"report": world.of_report.report.public_id, "language": "en"}
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(index, sent)
    issued = IssuedReport.objects.get()
    assert answer["Location"] == reverse("verification:issued", args=[world.project.public_id, issued.public_id])
    assert (issued.state, issued.number) == (WorkState.DONE, 1)
    assert {file.kind for file in issued.files.all()} == {"pdf", "docx", "manifest", "content"}
    page = client.get(answer["Location"]).content.decode()
    assert issued.shown_code in page
    for kind in ("pdf", "docx", "manifest"):
        file = issued.files.get(kind=kind)
        taken = client.get(reverse("verification:file", args=[world.project.public_id, issued.public_id, kind]))
        assert hashlib.sha256(taken.getvalue()).hexdigest() == file.sha256
    kinds = list(Event.objects.filter(kind__startswith="issued").order_by("pk").values_list("kind", flat=True))
    assert kinds == ["issued_report.requested", "issued_report.issued"]


def test_pdf_carries_code_address_and_manifest(issued: IssuedReport, pdf: Path) -> None:
    assert manifest_in(pdf) == manifest(issued)
    with pikepdf.open(pdf) as opened:
        assert opened.Root.MarkInfo.Marked
        (attached,) = opened.attachments.values()
        assert hashlib.sha256(attached.get_file().read_bytes()).hexdigest() == issued.manifest_sha256
    from pypdf import PdfReader

    first = PdfReader(pdf).pages[0].extract_text()
    assert issued.shown_code in first


def test_manifest_names_what_the_report_rests_on(world: World, issued: IssuedReport) -> None:
    said = manifest(issued)
    proofs = {proof["id"]: proof for proof in said["proofs"]}  # type: ignore[union-attr]
    assert set(proofs) == {world.photo.public_id, world.signed.public_id, world.page.public_id}
    assert proofs[world.photo.public_id]["sha256"] == world.photo.sha256
    assert proofs[world.photo.public_id]["size"] == world.photo.size
    assert "Hanna Ukryta" not in json.dumps(said, ensure_ascii=False)
    assert said["results"][0]["title"] == "Lessons by the water"  # type: ignore[index]
    assert said["figures"]
    assert said["content_sha256"] == issued.content_sha256
    assert said["code"] == issued.shown_code


def test_what_was_issued_reads_back_as_the_same_paper(issued: IssuedReport) -> None:
    paper = paper_of(issued)
    assert paper.blocks
    assert paper_from_json(json.loads(canonical(paper_as_json(paper)))) == paper


def test_issued_report_stays_when_everything_changes(world: World, issued: IssuedReport) -> None:
    before = {file.kind: content_of_file(issued, FileKind(file.kind)) for file in issued.files.all()}
    world.photo.title = "Another title"
    world.photo.save()
    world.of_report.report.delete()
    issued.refresh_from_db()
    assert issued.report is None
    assert {kind: content_of_file(issued, FileKind(kind)) for kind in before} == before
    assert issued.proofs.get(key=world.photo.public_id).title == "Photo of the workshop"
    assert not cancel_issuing(issued, by=world.by)


def test_newer_one_supersedes_and_says_what_changed(world: World, issued: IssuedReport) -> None:
    more = EvidenceFactory(project=world.project, title="Minutes", sha256="cd" * 32, size=10)
    prove(world.of_report.workshop, more, by=world.by, people={world.of_report.teachers.public_id: 3})
    newer = issue(world)
    assert (newer.number, newer.supersedes) == (2, issued)
    assert newer.changes["new_proofs"] == [more.public_id]
    assert any(each["before"] == "24" and each["after"] == "27" for each in newer.changes["figures"])
    assert newer.changes["parts"]
    client = client_of(world.by)
    page = client.get(reverse("verification:issued", args=[world.project.public_id, newer.public_id]))
    assert "What changed since no. 1" in page.content.decode()
    old = client.get(reverse("verification:issued", args=[world.project.public_id, issued.public_id]))
    assert "Report no. 2 supersedes this one." in old.content.decode()


def test_other_language_supersedes_nothing(world: World, issued: IssuedReport) -> None:
    polish = issue(world, "pl")
    assert (polish.number, polish.supersedes, polish.changes) == (2, None, {})


def test_difference_of_a_report_with_itself_is_empty(issued: IssuedReport) -> None:
    said = manifest(issued)
    assert difference_between(said, said).is_empty


def test_only_one_is_issued_at_a_time(world: World) -> None:
    issue_report(world.of_report.report, by=world.by)
    with pytest.raises(VerificationRefused, match="right now"):
        issue_report(world.of_report.report, by=world.by)


def test_stopped_while_it_is_made_it_leaves_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    issued = issue_report(world.of_report.report, by=world.by)
    made = issuing.as_docx

    def stop_and_make(paper: object) -> bytes:
        cancel_issuing(issued, by=world.by)
        return made(paper)  # type: ignore[arg-type]

    monkeypatch.setattr(issuing, "as_docx", stop_and_make)
    run_issuing(issued.pk)
    issued.refresh_from_db()
    assert (issued.state, issued.number, issued.files.count()) == (WorkState.CANCELLED, 0, 0)
    folder = Path(storages["default"].path(f"issued/{world.project.public_id}"))
    assert not [path for path in folder.rglob("*") if path.is_file()]


def test_maker_that_fails_leaves_nothing_and_says_so(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    issued = issue_report(world.of_report.report, by=world.by)
    monkeypatch.setattr(issuing, "results_of", lambda *_told: 1 / 0)
    run_issuing(issued.pk)
    issued.refresh_from_db()
    assert (issued.state, issued.proofs.count()) == (WorkState.FAILED, 0)
    page = client_of(world.by).get(reverse("verification:issued", args=[world.project.public_id, issued.public_id]))
    assert "The report could not be issued." in page.content.decode()
    assert Event.objects.filter(kind="issued_report.failed").count() == 1


def test_files_are_watched_like_all_that_must_last(issued: IssuedReport) -> None:
    take_up_files()
    watched = StoredFile.objects.filter(store="issued")
    assert {file.sha256 for file in watched} == {file.sha256 for file in issued.files.all()}


def test_bytes_that_no_row_names_go_after_a_day(issued: IssuedReport) -> None:
    import os

    stray = storages["default"].save("issued/stray/left.pdf", io.BytesIO(b"%PDF-"))
    long_ago = (datetime.datetime.now(tz=datetime.UTC) - datetime.timedelta(days=2)).timestamp()
    for file in (stray, *(file.path for file in issued.files.all())):
        os.utime(storages["default"].path(file), (long_ago, long_ago))
    sweep_strays()
    assert not storages["default"].exists(stray)
    assert all(storages["default"].exists(file.path) for file in issued.files.all())


def test_editors_read_but_only_the_coordinator_issues(world: World, issued: IssuedReport) -> None:
    editor = UserFactory(name="Ed")
    MembershipFactory(project=world.project, person=editor, role=TeamRole.EDITOR)
    client, index = client_of(editor), reverse("verification:index", args=[world.project.public_id])
    assert "No. 1" in client.get(index).content.decode()
    sent = {"report": world.of_report.report.public_id, "language": "en"}
    assert client.post(index, sent).status_code == 403
    assert IssuedReport.objects.count() == 1


def test_stranger_learns_nothing(world: World, issued: IssuedReport, stranger: User) -> None:
    client = client_of(stranger)
    for door in ("issued", "state"):
        address = reverse(f"verification:{door}", args=[world.project.public_id, issued.public_id])
        assert client.get(address).status_code == 404


def test_contributor_reads_no_confidential_title(world: World, issued: IssuedReport) -> None:
    address = reverse("verification:issued", args=[world.project.public_id, issued.public_id])
    assert "Hanna Ukryta" in client_of(world.by).get(address).content.decode()
    assert "Hanna Ukryta" not in client_of(world.of_report.partner_person).get(address).content.decode()


def test_pages_cost_the_same_however_much_there_is(
    world: World, issued: IssuedReport, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = client_of(world.by)
    doors = [
        reverse("verification:index", args=[world.project.public_id]),
        reverse("verification:issued", args=[world.project.public_id, issued.public_id]),
    ]

    def counts() -> list[int]:
        found = []
        for door in doors:
            with django_assert_max_num_queries(30) as asked:
                client.get(door)
            found.append(len(asked))
        return found

    client.get(doors[0])
    before = counts()
    proof = issued.proofs.all()[0]
    for number in range(3):
        proof.pk, proof.key, proof.position = None, f"copy{number}", 100 + number
        proof.save()
        IssuedReport.objects.create(
            project=world.project, report=world.of_report.report, language="en", since=issued.since,
            until=issued.until, state="failed",
        )  # fmt: skip
    assert counts() == before


def test_standings_are_kept_for_every_proof(issued: IssuedReport, world: World) -> None:
    kept = dict(issued.proofs.values_list("key", "standing"))
    assert kept == {
        world.photo.public_id: Standing.WHOLE,
        world.signed.public_id: Standing.WHOLE,
        world.page.public_id: Standing.NOTHING,
    }
