"""A package comes in whole or not at all, and only where its project is not."""

import datetime
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import storages
from django.urls import reverse
from django.utils import timezone

from plon.accounts.models import User
from plon.evidence.enums import EvidenceKind
from plon.evidence.models import Consent, Evidence
from plon.history.models import Event
from plon.history.record import record
from plon.organisations.models import Organisation
from plon.packages.bagging import BagWriter
from plon.packages.importing import import_package
from plon.packages.refusals import BagRefused
from plon.plans.commitment import canonical, content_of, hash_of
from plon.plans.models import Commitment, PlannedActivity
from plon.plans.queries import load_plan
from plon.projects.actions.projects import take_number
from plon.projects.enums import PartnershipRole, ProjectOrigin, TeamRole
from plon.projects.models import Membership, Project
from plon.results.enums import ResultState
from plon.results.models import Result, ResultFile
from tests.conftest import client_of
from tests.factories import (
    ActivityFactory,
    MembershipFactory,
    OrganisationFactory,
    PartnershipFactory,
    ProjectFactory,
    ResultFactory,
    ResultTextFactory,
    UserFactory,
)
from tests.packages import bags
from tests.packages.projects import stored

pytestmark = pytest.mark.django_db
NUMBER = "2024-1-PL01-KA210-SCH-000000007"


@pytest.fixture
def river(db: None) -> Project:
    """A project with a published result, its file, a partner, an act and evidence."""
    project: Project = ProjectFactory(title="Living river", acronym="RIVER", origin=ProjectOrigin.IMPORTED)
    take_number(project, NUMBER)
    project.is_good_practice = project.has_published = True
    project.save()
    PartnershipFactory(
        project=project,
        organisation=OrganisationFactory(name="School", oid="E10000001"),
        role=PartnershipRole.COORDINATOR,
    )
    MembershipFactory(project=project, person=UserFactory(email="anna@example.org", name="Anna"))
    result = ResultFactory(
        project=project, working_title="Handbook", state=ResultState.PUBLISHED, published_at=timezone.now(),
        licence="CC-BY-4.0",
    )  # fmt: skip
    ResultTextFactory(result=result, language="en", title="Handbook", summary="Lessons by the water.")
    about = {"name": "handbook.txt", "is_public": True, "uploaded_by": UserFactory(name="Ewa")}
    ResultFile.objects.create(result=result, **about, **stored(f"results/{result.public_id}", "handbook.txt", b"Water"))
    Evidence.objects.create(
        project=project, kind=EvidenceKind.FILE, title="List", name="list.txt", added_label="Anna",
        **stored(f"evidence/{project.public_id}", "list.txt", b"Signed by Zofia"),
    )  # fmt: skip
    ActivityFactory(project=project, title="Workshop")
    return project


@pytest.fixture
def package(river: Project, tmp_path: Path) -> Path:
    bags.write(tmp_path / "river.zip", river)
    return tmp_path / "river.zip"


@pytest.fixture
def by(db: None) -> User:
    return UserFactory(email="new@example.org", name="New")


def _why(place: Path, by: User, **options: Any) -> str:
    """Return why a package is refused, having looked that nothing of it stayed."""
    before = (Project.objects.count(), Organisation.objects.count(), Result.objects.count(), bags.stored_files())
    with pytest.raises(BagRefused) as refusal:
        import_package(place, by=by, **options)
    after = (Project.objects.count(), Organisation.objects.count(), Result.objects.count(), bags.stored_files())
    assert after == before
    return str(refusal.value)


def _lines(place: Path, part: str, of: str, **changes: object) -> bytes:
    """Return a part in which the rows of a table say something else."""
    rows = [json.loads(line) for line in bags.read(place, f"data/record/{part}.jsonl").split("\n") if line]
    for row in rows:
        if row["table"] == of:
            row.update(changes)
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def test_importer_coordinates_and_nobody_else_comes(package: Path, by: User) -> None:
    bags.wipe()

    arrived = import_package(package, by=by)

    team = list(Membership.objects.filter(project=arrived.project).values_list("person", "role"))
    assert team == [(by.pk, TeamRole.COORDINATOR)]
    assert arrived.counts["results.result"] == 1
    assert Event.objects.filter(kind="package.imported", project_id=arrived.project.pk, actor_id=by.pk).count() == 1


def test_what_was_public_waits_as_ready(package: Path, by: User) -> None:
    bags.wipe()

    arrived = import_package(package, by=by)

    result = Result.objects.get()
    assert (result.state, result.published_at is not None, arrived.results_waiting) == ("ready", True, 1)
    assert not arrived.project.is_public
    assert not ResultFile.objects.get().is_public


def test_published_when_the_importer_says_so(package: Path, by: User, client: Any) -> None:
    bags.wipe()

    import_package(package, by=by, publish=True)

    result, file = Result.objects.get(), ResultFile.objects.get()
    assert result.is_published
    page = client.get(result.get_absolute_url())
    assert (page.status_code, b"Lessons by the water." in page.content) == (200, True)
    taken = client.get(reverse("public_file", args=[file.public_id, file.name]))
    assert b"".join(taken.streaming_content) == b"Water"
    assert Project.objects.get().has_published


def test_only_the_agency_says_what_is_of_the_register_and_good(package: Path, by: User) -> None:
    bags.wipe()
    import_package(package, by=by, publish=True)
    project = Project.objects.get()
    assert (project.origin, project.is_good_practice) == (ProjectOrigin.CREATED, False)

    bags.wipe()
    import_package(package, by=by, publish=True, is_trusted=True)
    project = Project.objects.get()
    assert (project.origin, project.is_good_practice) == (ProjectOrigin.IMPORTED, True)


def test_second_time_is_refused(package: Path, by: User) -> None:
    bags.wipe()
    import_package(package, by=by)

    assert "This project is in Plon already (Living river)" in _why(package, by)


def test_project_of_another_id_but_the_same_number_is_the_same(package: Path, by: User) -> None:
    bags.wipe()
    other = ProjectFactory(title="Claimed here")
    take_number(other, NUMBER)
    other.save()

    assert "in Plon already (Claimed here)" in _why(package, by)


def test_taken_ids_get_new_ones_and_texts_that_name_them_follow(river: Project, tmp_path: Path, by: User) -> None:
    line = PlannedActivity.objects.create(project=river, title="A fair")
    ActivityFactory(project=river, title="The fair", promise=line.public_id, planned=line)
    package = tmp_path / "river.zip"
    bags.write(package, river)
    bags.wipe()
    PlannedActivity.objects.create(project=ProjectFactory(), title="Stranger", public_id=line.public_id)

    arrived = import_package(package, by=by)

    here = arrived.project.planned_activities.get()
    assert arrived.renamed == {line.public_id: here.public_id}
    assert here.public_id != line.public_id
    assert arrived.project.activities.get(title="The fair").promise == here.public_id


def test_known_organisation_is_taken_as_it_is(package: Path, by: User) -> None:
    bags.wipe()
    here = OrganisationFactory(name="School with another name", oid="E10000001", website="https://school.example")

    arrived = import_package(package, by=by)

    assert list(arrived.project.organisations.all()) == [here]
    here.refresh_from_db()
    assert here.name == "School with another name"


def test_organisation_without_ids_is_known_by_name_and_place(river: Project, tmp_path: Path, by: User) -> None:
    PartnershipFactory(project=river, organisation=OrganisationFactory(name="Dom Kultury", city="Łódź"), position=1)
    bags.write(tmp_path / "river.zip", river)
    Project.objects.all().delete()
    before = set(Organisation.objects.all())

    arrived = import_package(tmp_path / "river.zip", by=by)

    assert set(arrived.project.organisations.all()) == before


def test_commitment_keeps_its_hash_and_a_forged_one_is_refused(river: Project, tmp_path: Path, by: User) -> None:
    content = content_of(load_plan(river))
    about = {"occasion": "application", "agreed_on": datetime.date(2024, 3, 1), "content": content}
    Commitment.objects.create(project=river, number=1, sha256=hash_of(content), **about)
    package = tmp_path / "river.zip"
    bags.write(package, river)
    assert bags.payload(package)["data/reports/commitments/1.json"] == hash_of(content)
    assert bags.read(package, "data/reports/commitments/1.json").encode() == canonical(content)
    bags.wipe()

    forged = _lines(package, "plan", "plans.commitment", content={**content, "results": []})
    place = bags.rewritten(package, tmp_path / "forged.zip", {"data/record/plan.jsonl": forged})
    assert "is not what was promised" in _why(place, by)

    import_package(package, by=by)
    assert Commitment.objects.get().sha256 == hash_of(content)


@pytest.mark.parametrize(
    ("part", "table", "changes", "words"),
    [
        ("project", "projects.project", {"title": "x" * 700}, "can't be read"),
        ("project", "projects.project", {"website": "javascript:alert(1)"}, "can't be read"),
        ("project", "projects.project", {"topics": "water"}, "not the shape"),
        ("project", "projects.project", {"number_key": "2024-1-PL01-KA210-SCH-000000008"}, "not the key of its number"),
        ("project", "projects.project", {"id": "../../etc"}, "no id of Plon"),
        ("project", "projects.project", {"start": "2026-99-99"}, "can't be read"),
        ("project", "projects.project", {"shoe_size": 42}, "A newer Plon made this package: it knows “shoe_size”"),
        ("results", "results.result", {"state": "enchanted"}, "can't be read"),
        ("results", "results.result", {"working_title": ["a", "list"]}, "not the shape"),
        ("results", "results.result", {"version": -1}, "can't be read"),
        ("results", "results.result", {"created_at": 10**30}, "can't be read"),
        ("results", "results.resultfile", {"sha256": "0" * 64}, "Its checksum is not that of the file"),
        ("results", "results.resultfile", {"file": "data/../../etc/passwd"}, "names a file that is not in it"),
        ("results", "results.resultfile", {"file": ["data/a"]}, "names a file that is not in it"),
        ("results", "results.resultfile", {"result": "../../x"}, "names a file that is not in it"),
        ("results", "results.resultfile", {"name": "handbook.exe"}, "can't be taken"),
        ("results", "results.resultfile", {"name": "handbook.pdf"}, "is not what its ending says"),
        ("results", "results.resulttext", {"table": "accounts.user"}, "A newer Plon made this package"),
        ("activities", "activities.activity", {"state": "done", "start": None}, "can't be read"),
        ("activities", "activities.activity", {"title": "nul \x00 sign"}, "can't be read"),
    ],
)  # fmt: skip
def test_forged_lines_are_refused_and_nothing_stays(
    package: Path, tmp_path: Path, by: User, part: str, table: str, changes: dict[str, object], words: str
) -> None:
    bags.wipe()
    name = f"data/record/{part}.jsonl"
    place = bags.rewritten(package, tmp_path / "forged.zip", {name: _lines(package, part, table, **changes)})

    assert words in _why(place, by)


@pytest.mark.parametrize("line", [b"no json\n", b"[]\n", b'{"id": 1}\n', b"[" * 100_000 + b"\n", b"\xff\xfe\n"])
def test_lines_that_are_none_are_refused(package: Path, tmp_path: Path, by: User, line: bytes) -> None:
    bags.wipe()

    place = bags.rewritten(package, tmp_path / "forged.zip", {"data/record/results.jsonl": line})

    assert "can't be read" in _why(place, by)


def test_program_among_the_files_is_refused(package: Path, tmp_path: Path, by: User) -> None:
    bags.wipe()
    old = next(name for name in bags.payload(package) if name.endswith("handbook.txt"))
    new = old.replace(".txt", ".exe")
    lines = _lines(package, "results", "results.resultfile", file=new, name="handbook.exe")

    place = bags.rewritten(
        package, tmp_path / "forged.zip", {"data/record/results.jsonl": lines, old: None, new: b"Water"}
    )

    assert "can't be taken" in _why(place, by)


def test_sound_bag_of_somebody_else_is_no_project(tmp_path: Path, by: User) -> None:
    with (tmp_path / "a.zip").open("wb") as target, BagWriter(target, "bag", bags.MADE_AT) as bag:
        bag.add_text("data/a.txt", "water")
        bag.finish([])

    assert "Plon did not make it" in _why(tmp_path / "a.zip", by)


def test_package_of_a_newer_plon_is_refused(package: Path, tmp_path: Path, by: User) -> None:
    bags.wipe()
    place = bags.rewritten(package, tmp_path / "new.zip", {"data/record/holograms.jsonl": b'{"table": "x"}\n'})

    assert "it knows “holograms.jsonl”" in _why(place, by)


def test_missing_file_is_told_when_leaving_and_skipped_when_coming(river: Project, tmp_path: Path, by: User) -> None:
    file = ResultFile.objects.get()
    storages["default"].delete(file.path)
    packed = bags.write(tmp_path / "river.zip", river)
    assert [(fault["id"], fault["name"]) for fault in packed.faults] == [(file.public_id, "handbook.txt")]
    bags.wipe()

    arrived = import_package(tmp_path / "river.zip", by=by)

    assert (arrived.skipped, ResultFile.objects.count(), Result.objects.count()) == (1, 0, 1)


def test_flipped_bit_in_storage_does_not_leave(river: Project, tmp_path: Path) -> None:
    Path(storages["default"].path(ResultFile.objects.get().path)).write_bytes(b"Watar")

    packed = bags.write(tmp_path / "river.zip", river)

    assert len(packed.faults) == 1
    assert not any(name.endswith("handbook.txt") for name in bags.payload(tmp_path / "river.zip"))


def test_no_person_is_in_the_package(river: Project, tmp_path: Path) -> None:
    Consent.objects.create(
        project=river, name="Zofia Testowa", is_minor=True, guardian="Jan Testowy", given_on=datetime.date(2025, 1, 1),
        note="Zofia's mother phoned", scopes=["web"],
    )  # fmt: skip
    place = tmp_path / "river.zip"
    bags.write(place, river)

    everything = "\n".join(
        bags.read(place, name) for name in bags.payload(place) if not name.startswith("data/private/")
    )

    for person in ("Zofia", "Jan Testowy", "Anna", "Ewa", "anna@example.org", "@example.org"):
        assert person not in everything
    told = json.loads(bags.read(place, "data/reports/consents.json"))
    assert [(each["people"], each["is_minor"], each["scopes"]) for each in told] == [(1, True, ["web"])]


def test_public_package_has_nothing_private(river: Project, tmp_path: Path) -> None:
    ResultFactory(project=river, working_title="Secret draft")
    place = tmp_path / "river.zip"
    bags.write(place, river, is_public=True)

    names = set(bags.payload(place))
    everything = "\n".join(bags.read(place, name) for name in names)
    assert not {name for name in names if name.startswith(("data/private", "data/reports", "data/tools"))}
    assert "Secret draft" not in everything
    assert "Workshop" not in everything
    assert {name.split("/")[-1] for name in names if "/files/" in name} == {"handbook.txt"}


def test_package_of_one_result_has_that_one_alone_and_comes_back(river: Project, tmp_path: Path, by: User) -> None:
    ResultFactory(project=river, working_title="Another")
    place = tmp_path / "handbook.zip"
    bags.write(place, river, result=Result.objects.get(working_title="Handbook"))
    assert "Another" not in bags.read(place, "data/record/results.jsonl")
    assert "Workshop" not in bags.read(place, "data/record/project.jsonl")
    bags.wipe()

    arrived = import_package(place, by=by, publish=True)

    assert [str(result) for result in arrived.project.results.all()] == ["Handbook"]
    assert list(arrived.project.organisations.values_list("name", flat=True)) == ["School"]


def test_name_of_a_file_that_comes_in_is_made_harmless(package: Path, tmp_path: Path, by: User) -> None:
    bags.wipe()
    lines = _lines(package, "results", "results.resultfile", name="../../etc/\u202etxt.txt")
    place = bags.rewritten(package, tmp_path / "forged.zip", {"data/record/results.jsonl": lines})

    import_package(place, by=by)

    assert ResultFile.objects.get().name == "txt.txt"


def test_cover_that_is_no_picture_is_refused(package: Path, tmp_path: Path, by: User) -> None:
    bags.wipe()
    name = f"data/results/{'a' * 7}/cover/cover.txt"
    lines = _lines(package, "results", "results.result", file=name)
    changes: dict[str, bytes | None] = {"data/record/results.jsonl": lines, name: b"no picture"}

    assert "is no picture" in _why(bags.rewritten(package, tmp_path / "forged.zip", changes), by)


def test_reasons_of_changed_promises_come_along_without_who_gave_them(river: Project, tmp_path: Path, by: User) -> None:
    line = PlannedActivity.objects.create(project=river, title="A fair")
    about = {"project_id": river.pk, "reason": "The hall burnt down.", "changes": {"title": ["A fair", "A walk"]}}
    record("plannedactivity.changed", by=UserFactory(name="Anna"), subject=line, **about)
    bags.write(tmp_path / "river.zip", river)
    bags.wipe()

    project = import_package(tmp_path / "river.zip", by=by).project

    told = Event.objects.get(project_id=project.pk, reason="The hall burnt down.")
    assert told.subject_id == project.planned_activities.get().pk
    assert (told.actor_id, "Anna" in told.actor_label, told.changes) == (None, False, {})
    page = client_of(by).get(reverse("projects:history", args=[project.public_id])).content.decode()
    assert "The hall burnt down." in page
    assert "somebody, before the package" in page
