"""What a report says: composed from facts, each claim with its proof."""

import datetime
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plon.activities.actions import ReachRow, log_activity
from plon.activities.ledger import load_ledger
from plon.activities.ledger.entries import totals_of
from plon.activities.proofs import prove
from plon.evidence.models import Evidence
from plon.plans import actions as planning
from plon.plans.models import PlannedActivity
from plon.reports.beneficiary.actions import start_report
from plon.reports.beneficiary.composing import compose, composed
from plon.reports.beneficiary.enums import ReportKind
from plon.reports.beneficiary.loading import load_fields
from plon.typeset.papers.blocks import Grid, Heading
from tests.factories import EvidenceFactory, ProjectFactory
from tests.reports.beneficiary.reading import part, table, text_of
from tests.reports.beneficiary.world import SHA256, SINCE, TODAY, UNTIL, World, make_world


def headings(world: World, language: str = "en") -> list[str]:
    made = compose(world.report, language, today=TODAY)  # type: ignore[arg-type]
    return [block.key for block in made.paper.blocks if isinstance(block, Heading) and block.level == 1]


def test_the_parts_are_those_of_the_action_and_of_the_kind_of_report(world: World) -> None:
    assert headings(world) == [
        "summary", "packages", "objectives", "promises", "activities", "results", "uptake", "surveys", "evaluation",
        "sustainability", "deviations", "self_assessment", "annex",
    ]  # fmt: skip
    assert headings(make_world(action="KA122")) == [
        "summary", "objectives", "promises", "activities", "results", "uptake", "surveys", "evaluation",
        "sustainability", "deviations", "annex",
    ]  # fmt: skip
    assert headings(make_world(kind=ReportKind.MID_TERM)) == [
        "summary", "objectives", "surveys", "evaluation", "deviations", "annex",
    ]  # fmt: skip


def test_the_summary_is_told_in_both_languages_with_the_same_numbers(world: World) -> None:
    english, polish = (text_of(compose(world.report, language, today=TODAY), "summary") for language in ("en", "pl"))

    assert "covers the time from 1 September 2025 to 31 August 2026." in english
    assert "In this time we carried out 2 activities, which reached 42 people; 24 of them are shown by evidence." in (
        english
    )
    assert "Pupils study their river." in english
    assert "obejmuje okres od 1 września 2025 r. do 31 sierpnia 2026 r." in polish
    assert "przeprowadziliśmy 2 działania, które dotarły do 42 osób; dowody potwierdzają 24 z nich." in polish
    assert "r.." not in polish


def test_promises_are_the_rows_of_the_ledger_with_their_evidence(world: World) -> None:
    made = compose(world.report, "en", today=TODAY)
    rows = table(made, "promises", "What was promised").rows
    ledger = load_ledger(world.project, today=TODAY)

    assert [(row[2], row[3], row[4]) for row in rows] == [
        (str(row.promised), str(int(row.done)), str(int(row.proven))) for row in ledger.rows
    ]
    workshop = next(row for row in rows if row[1].startswith("Workshop by the river"))
    assert workshop[-2:] == ("late", world.photo.public_id)
    states = totals_of(ledger, ledger.rows, with_beyond=True).states
    assert {key: value for key, value in made.numbers.items() if key.startswith("promises.")} == {
        f"promises.{state.value}": count for state, count in states.items() if count
    }


def test_the_annex_names_each_cited_piece_with_its_checksum_and_what_it_proves(world: World) -> None:
    EvidenceFactory(project=world.project, title="Proves nothing")
    made = compose(world.report, "en", today=TODAY)

    (proof,) = made.proofs
    assert (proof.id, proof.title, proof.sha256, proof.size) == (
        world.photo.public_id, "Photo of the workshop", SHA256, 2048,
    )  # fmt: skip
    assert "Workshop by the river" in proof.proves
    (row,) = table(made, "annex", "Evidence").rows
    assert (row[0], row[3]) == (world.photo.public_id, SHA256)


def test_confidential_evidence_is_named_without_its_title(world: World) -> None:
    Evidence.objects.filter(pk=world.photo.pk).update(is_confidential=True, title="List with names")
    made = compose(world.report, "en", today=TODAY)

    assert [(proof.title, proof.sha256) for proof in made.proofs] == [("confidential: shown on request", SHA256)]
    assert "List with names" not in repr(made)


def test_activities_outside_its_time_are_left_out_but_counted_since_the_beginning(world: World) -> None:
    later = log_activity(
        world.project, by=world.by, title="After it", purpose="promotion", state="done",
        start=datetime.date(2026, 9, 2), reach={world.teachers: ReachRow(7, "regional")},
    )  # fmt: skip
    made = compose(world.report, "en", today=TODAY)
    listed = table(made, "activities", "Activities of this time")

    assert [row[1].split("\n")[0] for row in listed.rows] == ["Workshop by the river", "Closing talk", "together"]
    assert (made.numbers["acts.people"], made.numbers["reach.reached"]) == (42, 49)
    assert f"act.{later.public_id}.people" not in made.numbers
    assert table(made, "activities", "People reached by level").rows == (("regional", "3", "49", "24"),)


def test_a_work_package_tells_what_was_done_in_it(world: World) -> None:
    made = compose(world.report, "en", today=TODAY)
    told = text_of(made, "packages")

    assert [block.text for block in part(made, "packages") if isinstance(block, Heading)] == ["2. Lessons"]
    assert "Here we carried out 1 activity, for 30 people; 24 of them are shown by evidence." in told
    assert (
        f"“Workshop by the river” (workshop, School by the River), for 30 people (evidence: {world.photo.public_id})."
        in told
    )
    assert "Closing talk" not in told
    assert "“Lessons by the water” (published)" in told


@pytest.mark.django_db
def test_a_partners_report_answers_for_that_partner_alone() -> None:
    world = make_world(kind=ReportKind.PARTNER, organisation="ngo")
    made = compose(world.report, "en", today=TODAY)

    assert made.paper.title == "Report of a partner: Green Valley"
    promised = [row[1].split("\n")[0] for row in table(made, "promises", "What was promised").rows]
    assert promised == ["Closing talk"]
    assert [row[1].split("\n")[0] for row in table(made, "activities", "Activities").rows] == [
        "Closing talk",
        "together",
    ]
    assert made.numbers["acts.people"] == 12
    assert made.proofs == ()


def test_what_changed_stands_with_its_reason_and_what_was_cancelled_too(world: World) -> None:
    closing = PlannedActivity.objects.get(title="Closing talk")
    planning.change_activity(closing, by=world.by, reach={world.teachers: 10}, reason="The hall burnt down.")
    log_activity(
        world.project, by=world.by, title="Radio talk", purpose="promotion", state="cancelled",
        reason="The host was *ill*.", start=datetime.date(2026, 5, 1),
    )  # fmt: skip
    made = compose(world.report, "en", today=TODAY)
    told = text_of(made, "deviations")

    assert "“Closing talk” (now 10): The hall burnt down." in told
    assert r"“Radio talk” (cancelled): The host was \*ill\*." in told
    (row,) = table(made, "deviations", "Changed promises").rows
    assert row == ("Closing talk", "100", "now 10", "12", "The hall burnt down.")


def test_published_results_have_their_address_and_others_do_not(world: World) -> None:
    rows = table(compose(world.report, "en", today=TODAY), "results", "Results: 1 of 1").rows

    assert rows[0][0].startswith("Lessons by the water")
    assert rows[0][4].endswith(f"/r/{world.lessons.public_id}")
    world.lessons.state = "ready"
    world.lessons.save()
    rows = table(compose(world.report, "en", today=TODAY), "results", "Results: 0 of 1").rows
    assert rows[0][4] == "not public"


def test_names_never_become_markup(world: World) -> None:
    made = compose(world.report, "en", today=TODAY)

    assert r"Science \*teachers\*" in text_of(made, "activities")
    assert table(made, "activities", "People by target group").rows[0][0] == "Science *teachers*"


def test_composing_asks_a_constant_number_of_questions(world: World) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            compose(world.report, "en", today=TODAY)
        return len(captured)

    asked()  # what the instances keep
    before = asked()
    for number in range(4):
        act = log_activity(
            world.project, by=world.by, title=f"Talk {number}", purpose="promotion", state="done",
            start=datetime.date(2026, 5, 5), reach={world.teachers: ReachRow(5, "local")},
        )  # fmt: skip
        prove(act, EvidenceFactory(project=world.project), by=world.by, people={world.teachers.public_id: 3})
        planning.add_indicator(world.project, by=world.by, name=f"Indicator {number}")
    assert asked() == before


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [ReportKind.INTERIM, ReportKind.MID_TERM])
def test_every_row_of_a_table_is_as_long_as_its_head(kind: str) -> None:
    made = compose(make_world(kind=kind).report, "pl", today=TODAY)
    grids = [block for block in made.paper.blocks if isinstance(block, Grid)]

    assert [grid.caption for grid in grids for row in grid.rows if len(row) != len(grid.columns)] == []


def test_equal_facts_and_texts_give_an_equal_paper(world: World) -> None:
    facts, fields = load_fields(world.report, "pl", today=TODAY)

    assert composed(facts, fields) == composed(replace(facts), list(fields))


def test_an_empty_project_has_a_report_that_says_so(world: World) -> None:
    empty = ProjectFactory(action_type="KA210")
    report = start_report(empty, by=world.by, kind=ReportKind.FINAL, since=SINCE, until=UNTIL)
    made = compose(report, "en", today=TODAY)

    assert text_of(made, "summary").endswith("No activity was logged in this time.")
    assert made.proofs == ()
    assert made.numbers["evidence"] == 0
