import datetime
import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import storages

from plon.accounts.guests import Guest
from plon.accounts.models import User
from plon.evidence import actions
from plon.evidence.enums import EvidenceKind
from plon.evidence.forms import ChangeForm
from plon.evidence.models import Evidence
from plon.evidence.receiving import Received, discard, receive
from plon.history.models import Event
from plon.organisations.models import Organisation
from plon.projects.models import Membership, Project
from plon.results.refusals import LinkRefused
from tests.evidence.pictures import jpeg, picture
from tests.factories import EvidenceFactory, OrganisationFactory, ProjectFactory


def received(content: bytes, name: str = "IMG_20250314_workshop.jpg") -> Received:
    return receive(io.BytesIO(content), name, folder="evidence/test")


@pytest.fixture
def school(project: Project, contributor: User) -> Organisation:
    organisation: Organisation = OrganisationFactory(name="School No. 2")
    Membership.objects.filter(person=contributor).update(organisation=organisation)
    return organisation


def test_a_photo_becomes_evidence_of_the_partner_who_adds_it(
    project: Project, contributor: User, school: Organisation
) -> None:
    evidence = actions.add_file(project, by=contributor, received=received(jpeg()))

    assert evidence.kind == EvidenceKind.PHOTO
    assert evidence.title == "IMG 20250314 workshop"
    assert evidence.organisation == school
    assert evidence.dated == datetime.date(2025, 3, 14)
    assert (evidence.added_by, evidence.added_label) == (contributor, str(contributor))
    assert not evidence.is_public
    assert Event.objects.get().kind == "evidence.added"


def test_a_partner_without_account_adds_evidence_under_the_name_of_the_link(
    project: Project, school: Organisation
) -> None:
    anna = Guest("Anna (partner link)", school.pk)

    evidence = actions.add_file(project, by=anna, received=received(b"%PDF-1.7 a report", "report.pdf"), title="Report")

    assert (evidence.kind, evidence.title) == (EvidenceKind.FILE, "Report")
    assert (evidence.added_by, evidence.added_label, evidence.organisation) == (None, "Anna (partner link)", school)


def test_the_same_photo_again_gives_the_first_piece_and_keeps_no_second_copy(
    project: Project, editor: User, django_capture_on_commit_callbacks: pytest.FixtureRequest
) -> None:
    first = actions.add_file(project, by=editor, received=received(jpeg()))
    again = received(jpeg())

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        second = actions.add_file(project, by=editor, received=again)

    assert second == first
    assert not storages["default"].exists(again.path)
    assert storages["default"].exists(first.path)


def test_a_guest_does_not_learn_that_another_partner_has_the_same_file(project: Project, editor: User) -> None:
    first = actions.add_file(project, by=editor, received=received(jpeg()))

    second = actions.add_file(project, by=Guest("Somebody", OrganisationFactory().pk), received=received(jpeg()))

    assert second != first


def test_a_photo_that_lies_in_the_bin_can_be_sent_again(project: Project, editor: User) -> None:
    first = actions.add_file(project, by=editor, received=received(jpeg()))
    actions.remove_evidence(first, by=editor)

    assert actions.add_file(project, by=editor, received=received(jpeg())) != first


def test_a_link_is_kept_with_its_title_and_when_it_was_seen(project: Project, editor: User) -> None:
    link = actions.add_link(project, by=editor, url="gazeta.example.org/artykul", dated=datetime.date(2025, 5, 2))

    assert link.url == "https://gazeta.example.org/artykul"
    assert link.title == "gazeta.example.org"
    assert link.captured_at is not None


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://example.org/x", "file:///etc/passwd", "no address"])
def test_only_web_addresses_are_links(project: Project, editor: User, url: str) -> None:
    with pytest.raises(LinkRefused):
        actions.add_link(project, by=editor, url=url)

    assert not Evidence.objects.exists()


def test_the_same_link_is_kept_once(project: Project, editor: User) -> None:
    actions.add_link(project, by=editor, url="https://example.org/a")

    with pytest.raises(actions.EvidenceRefused):
        actions.add_link(project, by=editor, url="HTTPS://example.org/a")


def test_a_figure_has_its_number_unit_day_and_a_screenshot(project: Project, editor: User) -> None:
    figure = actions.add_figure(
        project,
        by=editor,
        title="Visitors",
        value=1240,
        unit="visits",
        dated=datetime.date(2025, 6, 30),
        received=received(jpeg(picture(80, 40)), "statistics.jpg"),
    )

    assert (figure.value, figure.unit, figure.width) == (1240, "visits", 80)


def test_a_figure_without_title_is_refused_and_nothing_is_kept(project: Project, editor: User) -> None:
    with pytest.raises(ValidationError):
        actions.add_figure(project, by=editor, title=" ", value=3, unit="visits")

    assert not Evidence.objects.exists()


def test_bytes_that_no_record_took_are_discarded(project: Project) -> None:
    left = received(jpeg())

    discard(left)

    assert not storages["default"].exists(left.path)


def test_discarding_spares_what_a_record_took(project: Project, editor: User) -> None:
    kept = received(jpeg())
    actions.add_file(project, by=editor, received=kept)

    discard(kept)

    assert storages["default"].exists(kept.path)


def test_a_small_picture_is_made_in_the_background(
    project: Project, editor: User, django_capture_on_commit_callbacks: pytest.FixtureRequest
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        evidence = actions.add_file(project, by=editor, received=received(jpeg(picture(900, 600))))

    evidence.refresh_from_db()
    assert evidence.thumbnail_path
    assert storages["default"].exists(evidence.thumbnail_path)


def test_evidence_of_another_project_is_no_twin(project: Project, editor: User) -> None:
    other = ProjectFactory()
    first = actions.add_file(other, by=editor, received=received(jpeg()))

    assert actions.add_file(project, by=editor, received=received(jpeg())) != first
    assert EvidenceFactory(project=project).project == project


def test_what_is_confidential_stays_so(project: Project, editor: User) -> None:
    """A list with names must not be opened to the whole team by one tick."""
    names = actions.add_file(project, by=editor, received=received(jpeg()), is_confidential=True)

    with pytest.raises(actions.EvidenceRefused, match="stays so"):
        actions.change_evidence(names, by=editor, is_confidential=False)

    assert "is_confidential" not in ChangeForm(evidence=names, may_hide=True).fields
    assert actions.change_evidence(names, by=editor, title="List of 20 September").is_confidential
