"""Keeping: the clock, the report, the warning, and destroying on a person's word alone."""

import datetime
import io
from typing import Any

import pikepdf
import pytest
from django.core import mail
from django.core.files.storage import storages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from python_calamine import CalamineWorkbook

from plon.accounts.models import User
from plon.agency.posting import send_owed
from plon.evidence.consents.actions import attach_form
from plon.evidence.models import Consent, Evidence
from plon.evidence.publishing import publish_evidence
from plon.evidence.receiving import receive
from plon.evidence.retention.actions import StillKept, destroy_after_keeping, erase_consents
from plon.evidence.retention.clock import clock_of
from plon.evidence.retention.queries import kept_of
from plon.evidence.retention.warning import warn_of_ending
from plon.history.models import Event
from plon.projects.models import Project
from tests.conftest import client_of
from tests.evidence.photographs import consent, jpeg, photo, public_bytes
from tests.factories import EvidenceFactory
from tests.letters import refusing

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture(autouse=True)
def _english() -> None:
    translation.activate("en")


def paid(project: Project, *, days_left: int) -> Project:
    """Let the years of keeping end so many days from now."""
    until = TODAY + datetime.timedelta(days=days_left)
    project.grant = 60_000  # type: ignore[assignment]  # an int is an amount, too
    # The same day three years before; 29 February has none.
    project.final_payment_on = until.replace(year=until.year - 3, day=min(until.day, 28))
    project.save()
    project.refresh_from_db()
    return project


def report(project: Project, rest: str = "") -> str:
    return f"/workspace/{project.public_id}/evidence/retention/{rest}"


def test_without_a_final_payment_no_clock_runs(project: Project, coordinator: User) -> None:
    clock = clock_of(project, TODAY)

    assert (clock.until, clock.is_over, clock.is_ending) == (None, False, False)
    with pytest.raises(StillKept, match="Nobody has entered"):
        destroy_after_keeping(project, by=coordinator, chosen=None)


@pytest.mark.parametrize(("left", "is_ending", "is_over"), [(91, False, False), (90, True, False), (-9, False, True)])
def test_the_clock(project: Project, left: int, is_ending: bool, is_over: bool) -> None:  # noqa: FBT001
    project.grant, project.final_payment_on = 60_000, datetime.date(2024, 6, 15)  # type: ignore[assignment]
    clock = clock_of(project, datetime.date(2027, 6, 15) - datetime.timedelta(days=left))

    assert (clock.days_left, clock.is_ending, clock.is_over) == (left, is_ending, is_over)


def test_nothing_goes_before_the_last_day_is_over(project: Project, coordinator: User) -> None:
    piece = photo(paid(project, days_left=5))

    for destroy in (
        lambda: destroy_after_keeping(project, by=coordinator, chosen=None),
        lambda: erase_consents(project, by=coordinator),
    ):
        with pytest.raises(StillKept, match="has to be kept until"):
            destroy()
    assert storages["default"].exists(piece.path)


def test_destroying_takes_bytes_and_leaves_the_record(
    project: Project, coordinator: User, django_capture_on_commit_callbacks: Any
) -> None:
    piece, other = photo(project, people_shown="nobody"), photo(project)
    figure = EvidenceFactory(project=project, kind="figure", value=240, unit="people", title="Visitors")
    publish_evidence(piece, by=coordinator)
    paid(project, days_left=-10)

    with django_capture_on_commit_callbacks(execute=True):
        count = destroy_after_keeping(project, by=coordinator, chosen=[piece.public_id, figure.public_id])

    gone, sums = Evidence.objects.get(pk=piece.pk), Evidence.objects.get(pk=figure.pk)
    assert count == 2
    assert (storages["default"].exists(piece.path), public_bytes(), gone.is_public) == (False, set(), False)
    assert (gone.sha256, gone.title, sums.value) == (piece.sha256, piece.title, 240)
    assert gone.erased_at is not None
    assert storages["default"].exists(other.path)
    event = Event.objects.get(kind="evidence.destroyed_after_keeping")
    assert any(piece.sha256 in told for told in event.changes["pieces"][0])


def test_names_go_with_their_forms_but_not_while_a_photo_is_public(
    project: Project, coordinator: User, django_capture_on_commit_callbacks: Any
) -> None:
    shown = photo(project)
    needed = consent(project, shown, name="Still Shown")
    publish_evidence(shown, by=coordinator)
    form = receive(io.BytesIO(jpeg("white")), "form.jpg", folder=f"evidence/{project.public_id}")
    past = attach_form(consent(project, is_minor=True, guardian="Anna", note="red file"), by=coordinator, received=form)
    paid(project, days_left=-10)

    with django_capture_on_commit_callbacks(execute=True):
        assert erase_consents(project, by=coordinator) == 1

    past.refresh_from_db()
    assert (past.name, past.guardian, past.note) == ("—", "—", "")
    assert past.proof is not None
    assert past.proof.erased_at is not None
    assert not storages["default"].exists(form.path)
    needed.refresh_from_db()
    assert needed.name == "Still Shown"
    assert kept_of(project).erased_consents == 1


def test_coordinators_are_warned_once_for_each_end(
    project: Project, coordinator: User, editor: User, django_capture_on_commit_callbacks: Any
) -> None:
    photo(paid(project, days_left=80))

    for _each in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            warn_of_ending()
    assert [letter.to for letter in mail.outbox] == [["coordinator@example.org"]]
    assert mail.outbox[0].subject.startswith("The evidence of Clean rivers has to be kept until")
    assert "Plon keeps 1 piece of evidence" in mail.outbox[0].body

    paid(project, days_left=40)
    with django_capture_on_commit_callbacks(execute=True):
        warn_of_ending()
    assert len(mail.outbox) == 2


def test_the_one_warning_is_not_lost_with_the_mail_server(
    project: Project, coordinator: User, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    photo(paid(project, days_left=80))
    with refusing(monkeypatch), django_capture_on_commit_callbacks(execute=True):
        warn_of_ending()

    send_owed()
    assert [letter.to for letter in mail.outbox] == [["coordinator@example.org"]]


@pytest.mark.parametrize(("left", "words"), [(80, "has to be kept until"), (-5, "years of keeping evidence are over")])
def test_the_overview_reminds(project: Project, editor: User, left: int, words: str) -> None:
    photo(project)
    door = f"/workspace/{project.public_id}/"
    assert words not in client_of(editor).get(door).content.decode()

    paid(project, days_left=left)

    assert words in client_of(editor).get(door).content.decode()


class TestPages:
    def test_the_report_says_until_when_and_by_which_rule(self, project: Project, officer: User) -> None:
        photo(paid(project, days_left=200))
        EvidenceFactory(project=project)
        consent(project)

        page = client_of(officer).get(report(project)).content.decode()

        assert "3 years from the final payment" in page
        assert "Programme Guide 2025, Part C, p. 463" in page
        assert "days left" in page
        assert "Choose what to destroy" not in page

    def test_before_the_payment_it_tells_what_to_do(self, project: Project, editor: User) -> None:
        page = client_of(editor).get(report(project)).content.decode()

        assert "The clock does not run yet" in page
        assert f"/workspace/{project.public_id}/settings/#id_final_payment_on" in page

    def test_a_coordinator_types_the_name_and_destroys(self, project: Project, coordinator: User) -> None:
        piece, kept = photo(project), photo(paid(project, days_left=-10))
        client = client_of(coordinator)
        chosen = {"piece": [piece.public_id]}

        wrong = client.post(report(project, "destroy/"), {**chosen, "confirm": "Dirty rivers"}).content.decode()
        nothing = client.post(report(project, "destroy/"), {"confirm": "Clean rivers"}).content.decode()
        done = client.post(report(project, "destroy/"), {**chosen, "confirm": "clean rivers"}, follow=True)

        assert "This is not its name. Nothing was destroyed." in wrong
        assert f'value="{piece.public_id}" checked' in wrong
        assert "Choose what to destroy" in nothing
        assert "1 piece was destroyed." in done.content.decode()
        assert [each.pk for each in Evidence.objects.filter(erased_at__isnull=True)] == [kept.pk]

    def test_everything_goes_at_once_if_that_is_said(self, project: Project, coordinator: User) -> None:
        consent(project, photo(project), photo(paid(project, days_left=-10)))
        answers = {"everything": "on", "consents": "on", "confirm": "Clean rivers"}

        page = client_of(coordinator).post(report(project, "destroy/"), answers, follow=True).content.decode()

        assert "2 pieces were destroyed. 1 consent was erased." in page
        assert Consent.objects.get().name == "—"

    def test_too_early_the_page_says_so(self, project: Project, coordinator: User) -> None:
        photo(paid(project, days_left=10))
        answers = {"everything": "on", "confirm": "Clean rivers"}

        page = client_of(coordinator).post(report(project, "destroy/"), answers).content.decode()

        assert "The years of keeping are not over" in page
        assert Evidence.objects.filter(erased_at__isnull=True).count() == 1

    def test_who_may(self, project: Project, contributor: User, editor: User, officer: User, stranger: User) -> None:
        people = (contributor, editor, officer, stranger)
        paths = ("", "list.xlsx", "list.pdf", "destroy/")

        assert [[client_of(person).get(report(project, path)).status_code for path in paths] for person in people] == [
            [200, 200, 200, 403], [200, 200, 200, 403], [200, 200, 200, 403], [404, 404, 404, 404]
        ]  # fmt: skip

    def test_the_list_adds_up_and_names_nothing_confidential_to_others(
        self, project: Project, editor: User, contributor: User
    ) -> None:
        pieces = [photo(paid(project, days_left=10)), photo(project, title="List of names", is_confidential=True)]

        def rows(person: User) -> list[list[Any]]:
            answer = client_of(person).get(report(project, "list.xlsx"))
            book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
            return book.get_sheet_by_index(0).to_python()

        titles = [[row[0] for row in rows(person)[4:6]] for person in (editor, contributor)]
        assert titles == [
            ["Water from the river", "List of names"],
            ["Water from the river", f"confidential piece {pieces[1].public_id}"],
        ]
        assert [row[5] for row in rows(editor)[4:6]] == [piece.sha256 for piece in pieces]
        assert [row[4] for row in rows(editor)[4:6]] == [piece.size for piece in pieces]
        assert rows(editor)[6][0] == "Together"

    @pytest.mark.parametrize("language", ["pl", "en"])
    def test_the_list_as_pdf(self, project: Project, editor: User, language: str) -> None:
        editor.language = language
        editor.save()
        photo(project, title="=SUM(A1) #let x")

        pdf = pikepdf.open(io.BytesIO(client_of(editor).get(report(project, "list.pdf")).content))

        assert (pdf.Root.Lang, bool(pdf.Root.MarkInfo.Marked)) == (language, True)

    def test_another_ending_is_nothing(self, project: Project, editor: User) -> None:
        assert client_of(editor).get(report(project, "list.exe")).status_code == 404

    @pytest.mark.parametrize("path", ["", "destroy/", "list.xlsx"])
    def test_the_questions_to_the_database_stay_the_same(self, project: Project, coordinator: User, path: str) -> None:
        paid(project, days_left=-10)
        counts = []
        for more in (1, 2):
            for _each in range(more):
                consent(project, photo(project))
            client = client_of(coordinator)
            with CaptureQueriesContext(connection) as asked:
                client.get(report(project, path))
            counts.append(len(asked))
        assert counts[0] == counts[1]
