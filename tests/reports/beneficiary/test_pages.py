"""Pages of reports: for readers, editors, and partners with their own."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from plon.accounts.models import User
from plon.projects.enums import TeamRole
from plon.reports.beneficiary.actions import move_report, start_report, write_text
from plon.reports.beneficiary.enums import ReportKind
from plon.reports.beneficiary.loading import load_field, place_in
from plon.reports.beneficiary.models import Report, ReportText
from tests.conftest import client_of
from tests.factories import MembershipFactory, UserFactory
from tests.reports.beneficiary.world import SINCE, UNTIL, World, make_world


def address(world: World, rest: str = "", report: Report | None = None) -> str:
    return f"/workspace/{world.project.public_id}/reports/{(report or world.report).public_id}/{rest}"


def page(client: Client, url: str, **query: str) -> str:
    answer = client.get(url, query)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def client(world: World) -> Client:
    return client_of(world.by)


def test_the_list_offers_the_kinds_and_says_what_is_edited(world: World, client: Client) -> None:
    write_text(place_in(world.report, "en", "summary-all"), by=world.by, text="Ours.")
    html = page(client, f"/workspace/{world.project.public_id}/reports/")

    assert "Interim report" in html
    assert "1 text edited" in html
    assert "?kind=final" in html


def test_a_report_is_started_with_a_proposed_time(world: World, client: Client) -> None:
    url = f"/workspace/{world.project.public_id}/reports/new/"
    form = client.get(url, {"kind": "final"}).context["form"]
    assert (form.initial["since"], form.initial["until"]) == (world.project.start, world.project.end)

    answer = client.post(url, {"kind": "final", "since": "2025-09-01", "until": "2027-08-31", "language": "pl"})
    made = Report.objects.get(kind="final")
    assert answer.headers["Location"] == address(world, report=made)
    assert (made.outline, made.started_by) == ("ka210", world.by)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"kind": "final", "since": "2026-09-01", "until": "2025-09-01"}, "until"),
        ({"kind": "partner", "since": "2025-09-01", "until": "2026-09-01"}, "organisation"),
        ({"kind": "poem", "since": "2025-09-01", "until": "2026-09-01"}, "kind"),
        ({"kind": "final", "since": "99999-01-01", "until": "2026-09-01"}, "since"),
        ({"kind": "final", "since": "2025-09-01", "until": "1600-09-01"}, "until"),
    ],
)
def test_what_can_not_be_is_said_at_its_field(world: World, client: Client, given: dict[str, str], field: str) -> None:
    answer = client.post(f"/workspace/{world.project.public_id}/reports/new/", {**given, "language": "pl"})

    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert Report.objects.count() == 1


def test_the_desk_names_every_part_its_state_and_what_is_missing(world: World, client: Client) -> None:
    write_text(place_in(world.report, "en", "uptake-all"), by=world.by, text="Nobody yet.")
    html = page(client, address(world))

    assert "Objectives and indicators" in html
    assert "2. Lessons" in html
    assert "1 text is edited" in html
    assert "These activities have no evidence yet:" in html
    assert "Closing talk" in html
    assert "Green Valley" in html


def test_the_report_is_read_as_the_same_paper_in_both_languages(world: World, client: Client) -> None:
    english, polish = (page(client, address(world, "read/"), language=language) for language in ("en", "pl"))

    assert "which reached 42 people" in english
    assert "które dotarły do 42 osób" in polish
    assert world.photo.public_id in english
    assert "Science *teachers*" in english


def test_a_text_is_written_by_its_button(world: World, client: Client) -> None:
    url = address(world, "texts/en/summary-all/")
    seen = client.get(url).context["seen"]
    answer = client.post(url, {"text": "Ours, **bold**.", "version": str(seen)})

    assert answer.headers["Location"] == address(world, "?language=en#summary-all")
    assert "<strong>bold</strong>" in page(client, address(world, "read/"))


def test_a_preview_comes_without_javascript_and_keeps_nothing(world: World, client: Client) -> None:
    answer = client.post(
        address(world, "texts/en/summary-all/"), {"text": "**Loud** <script>alert(1)</script>", "preview": "1"}
    )

    html = answer.content.decode()
    assert "<strong>Loud</strong>" in html
    assert "<script>alert(1)</script>" not in html
    assert not ReportText.objects.exists()
    asked = client.post(address(world, "texts/en/summary-all/preview/"), {"text": "- one\n- two <img src=x onerror=y>"})
    assert "<li>one</li>" in asked.content.decode()
    assert "<img" not in asked.content.decode()


def test_what_is_typed_is_saved_and_a_conflict_tells_theirs(world: World, client: Client) -> None:
    url, seen = (
        address(world, "texts/en/summary-all/save/"),
        load_field(place_in(world.report, "en", "summary-all")).seen,
    )
    told: dict[str, Any] = json.loads(client.post(url, {"text": "Mine.", "version": str(seen)}).content)

    assert (told["version"], told["errors"], told["conflict"]) == (1, {}, {})
    assert "Edited" in told["panels"]["text-state"]
    late = json.loads(client.post(url, {"text": "Yours.", "bases": json.dumps({"text": seen})}).content)
    assert late["conflict"] == {"text": {"theirs": "Mine.", "value": "Mine."}}


@pytest.mark.parametrize("version", ["", "nonsense", "9" * 40, "-1", "²"])
def test_a_version_that_is_none_does_no_harm(world: World, client: Client, version: str) -> None:
    answer = client.post(address(world, "texts/en/summary-all/"), {"text": "Ours.", "version": version})

    assert answer.status_code in {302, 409}


def test_a_text_that_is_too_long_is_refused_and_stays_on_the_page(world: World, client: Client) -> None:
    answer = client.post(address(world, "texts/en/summary-all/"), {"text": "x" * 100_001, "version": ""})

    assert answer.status_code == 422
    assert "x" * 100_001 in answer.content.decode()


@pytest.mark.parametrize("key", ["nothing-all", "packages-all", "summary-zzzzzzz", "summary", "-"])
def test_a_part_that_is_not_there_is_not_found(world: World, client: Client, key: str) -> None:
    assert client.get(address(world, f"texts/en/{key}/")).status_code == 404
    assert client.get(address(world, "texts/de/summary-all/")).status_code == 404


def test_the_draft_is_taken_and_undone_on_the_pages(world: World, client: Client) -> None:
    write_text(place_in(world.report, "en", "summary-all"), by=world.by, text="Ours.")
    assert "Ours." in page(client, address(world, "texts/en/summary-all/draft/"))
    answer = client.post(address(world, "texts/en/summary-all/draft/"), {"version": "1"})
    html = page(client, answer.headers["Location"])
    assert "Undo: bring my text back" in html

    undo = answer.headers["Location"].rpartition("=")[2]
    client.post(address(world, f"undo/{undo}/"))
    assert ReportText.objects.get().text == "Ours."


def test_a_closed_report_is_read_only(world: World, client: Client) -> None:
    move_report(world.report, by=world.by, state="ready")
    html = page(client, address(world, "texts/en/summary-all/"))

    assert "<textarea" not in html
    assert client.post(address(world, "texts/en/summary-all/"), {"text": "Late."}).status_code == 422
    assert not ReportText.objects.exists()


@pytest.mark.django_db
def test_a_partner_writes_its_own_report_and_no_other() -> None:
    world = make_world(kind=ReportKind.PARTNER, organisation="ngo")
    whole = start_report(world.project, by=world.by, kind=ReportKind.INTERIM, since=SINCE, until=UNTIL)
    theirs = client_of(world.partner_person)
    url = "texts/en/summary-all/"

    assert theirs.post(address(world, url), {"text": "Ours.", "version": ""}).status_code == 302
    assert theirs.post(address(world, url, whole), {"text": "Ours.", "version": ""}).status_code == 403
    assert theirs.post(address(world, "state/", whole), {"state": "ready"}).status_code == 403
    start = f"/workspace/{world.project.public_id}/reports/new/"
    form = theirs.get(start).context["form"]
    assert [key for key, _label in form.fields["kind"].choices] == ["partner"]
    refused = theirs.post(start, {"kind": "final", "since": "2025-09-01", "until": "2026-09-01", "language": "pl"})
    assert refused.status_code == 422
    assert ReportText.objects.get().report == world.report


def test_strangers_learn_nothing_and_colleagues_without_the_right_are_refused(world: World, stranger: User) -> None:
    colleague = UserFactory()
    MembershipFactory(project=world.project, person=colleague, role=TeamRole.CONTRIBUTOR)

    assert client_of(stranger).get(address(world)).status_code == 404
    assert client_of(colleague).get(address(world)).status_code == 200
    assert client_of(colleague).post(address(world, "texts/en/summary-all/"), {"text": "x"}).status_code == 403
    assert client_of(colleague).get(f"/workspace/{world.project.public_id}/reports/new/").status_code == 403


def test_its_time_is_changed_and_two_people_do_not_overwrite_each_other(world: World, client: Client) -> None:
    given = {"kind": "interim", "since": "2025-09-01", "until": "2026-06-30", "language": "en", "version": "1"}
    assert client.post(address(world, "settings/"), given).status_code == 302
    late = client.post(address(world, "settings/"), {**given, "until": "2026-12-31"})

    html = late.content.decode()
    assert "Somebody else changed this meanwhile." in html
    assert 'name="version" value="2"' in html
    world.report.refresh_from_db()
    assert (world.report.until.isoformat(), world.report.version) == ("2026-06-30", 2)


def test_a_report_is_removed_after_asking(world: World, client: Client) -> None:
    assert "Delete “Interim report”?" in page(client, address(world, "remove/"))
    client.post(address(world, "remove/"))

    assert not Report.objects.exists()


def test_the_list_asks_the_same_for_one_report_and_for_three(world: World, client: Client) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            page(client, f"/workspace/{world.project.public_id}/reports/")
        return len(captured)

    asked()
    before = asked()
    for kind in (ReportKind.FINAL, ReportKind.MID_TERM):
        start_report(world.project, by=world.by, kind=kind, since=SINCE, until=UNTIL)
    assert asked() == before
