"""Texts that people write over drafts: they survive a new generation, and mark what changed since."""

import datetime

import pytest

from plon.accounts.models import User
from plon.activities.actions import ReachRow, log_activity
from plon.history.models import Event
from plon.projects.restoring import restore
from plon.reports.beneficiary.actions import (
    keep_text,
    move_report,
    put_back,
    remove_report,
    take_draft,
    write_text,
)
from plon.reports.beneficiary.composing import compose
from plon.reports.beneficiary.fields import Place
from plon.reports.beneficiary.loading import load_field, place_in
from plon.reports.beneficiary.models import Report, ReportText
from plon.reports.beneficiary.presenting import changes_of
from plon.reports.beneficiary.refusals import NotNow, ReportClosed
from plon.reports.refusals import NothingToUndo, WrittenMeanwhile
from tests.factories import UserFactory
from tests.reports.beneficiary.reading import text_of
from tests.reports.beneficiary.world import TODAY, World


@pytest.fixture
def place(world: World) -> Place:
    return place_in(world.report, "en", "activities-all")


def another_activity(world: World) -> None:
    log_activity(
        world.project, by=world.by, title="Open day", state="done", results=[world.lessons],
        start=datetime.date(2026, 6, 12), reach={world.teachers: ReachRow(8, "local")},
    )  # fmt: skip


def test_a_draft_follows_what_is_done(world: World, place: Place) -> None:
    assert "2 activities, which reached 42 people" in load_field(place).text
    another_activity(world)
    assert "3 activities, which reached 50 people" in load_field(place).text
    assert not ReportText.objects.exists()


def test_an_edited_text_survives_a_new_generation_and_says_what_changed_since(world: World, place: Place) -> None:
    write_text(place, by=world.by, text="We did **it** our way.")
    another_activity(world)

    assert text_of(compose(world.report, "en", today=TODAY), "activities") == "We did **it** our way."
    assert "Odbiorcy" in text_of(compose(world.report, "pl", today=TODAY), "activities")
    field = load_field(place)
    assert (field.state, field.text) == ("outdated", "We did **it** our way.")
    changes = {(piece.kind, piece.text.strip()) for piece in changes_of(field)}
    assert {("dropped", "42"), ("added", "50")} <= changes


def test_a_text_that_is_said_to_be_right_is_no_longer_outdated(world: World, place: Place) -> None:
    write_text(place, by=world.by, text="Ours.")
    another_activity(world)
    keep_text(place, by=world.by)

    assert load_field(place).state == "edited"
    assert Event.objects.filter(kind="report_text.kept").count() == 1


def test_a_text_that_equals_its_draft_is_not_kept(world: World, place: Place) -> None:
    assert write_text(place, by=world.by, text=load_field(place).text.replace("\n", "\r\n")) is None
    assert not ReportText.objects.exists()


def test_of_two_people_who_write_at_once_the_second_sees_both_texts(world: World, place: Place) -> None:
    seen = load_field(place).seen
    write_text(place, by=world.by, text="Mine.", seen=seen)
    with pytest.raises(WrittenMeanwhile) as refusal:
        write_text(place, by=UserFactory(), text="Yours.", seen=seen)

    assert refusal.value.theirs == "Mine."
    write_text(place, by=UserFactory(), text="Yours.", seen=refusal.value.seen)
    assert load_field(place).text == "Yours."


def test_keystrokes_of_one_sitting_are_one_event_from_the_first_text_to_the_last(world: World, place: Place) -> None:
    for text in ("One.", "One, two.", "One, two, three."):
        write_text(place, by=world.by, text=text)

    (event,) = Event.objects.filter(kind="report_text.changed")
    assert event.changes["text"] == ["One.", "One, two, three."]


def test_the_draft_is_taken_again_and_the_text_comes_back(world: World, place: Place) -> None:
    write_text(place, by=world.by, text="Ours.")
    event = take_draft(place, by=world.by)
    assert event is not None
    assert load_field(place).state == "draft"
    restore(event, by=world.by)

    assert (load_field(place).text, load_field(place).state) == ("Ours.", "edited")
    with pytest.raises(NothingToUndo):
        put_back(event, world.by)


def test_a_changed_text_is_put_back_from_the_history(world: World, place: Place) -> None:
    write_text(place, by=world.by, text="First.")
    write_text(place, by=world.by, text="Second.")
    restore(Event.objects.get(kind="report_text.changed"), by=world.by)

    assert load_field(place).text == "First."


def test_a_closed_report_keeps_its_texts(world: World, place: Place) -> None:
    write_text(place, by=world.by, text="Ours.")
    move_report(world.report, by=world.by, state="ready")

    for change in (
        lambda: write_text(place, by=world.by, text="Late."),
        lambda: take_draft(place, by=world.by),
        lambda: keep_text(place, by=world.by),
        lambda: remove_report(world.report, by=world.by),
    ):
        with pytest.raises(ReportClosed):
            change()
    with pytest.raises(NotNow):
        move_report(world.report, by=world.by, state="ready")
    move_report(world.report, by=world.by, state="sent")
    move_report(world.report, by=world.by, state="draft")
    write_text(place, by=world.by, text="Update.")
    assert load_field(place).text == "Update."


def test_a_removed_report_takes_its_texts_along(world: World, place: Place) -> None:
    write_text(place, by=world.by, text="Ours.")
    remove_report(world.report, by=world.by)

    assert (Report.objects.count(), ReportText.objects.count()) == (0, 0)
    assert Event.objects.filter(kind="report.removed").count() == 1


@pytest.mark.parametrize("text", ["\x00 nothing", "🌊 \u202eרִיבֵר", "x" * 100_000, "\\_*[]()#+-.!|{}<script>"])
def test_a_text_of_any_signs_is_kept_whole(world: World, place: Place, text: str) -> None:
    write_text(place, by=world.by, text=text)

    assert load_field(place).text == text.replace("\x00", "")


def test_drafts_tell_less_rather_than_too_much(world: World, place: Place, coordinator: User) -> None:
    package = place_in(world.report, "en", f"packages-{world.package.public_id}")
    planned = world.workshop.planned
    for number in range(40):
        log_activity(
            world.project, by=world.by, planned=planned, title=f"A workshop with quite a long name, number {number}",
            state="done", start=datetime.date(2026, 5, 4), reach={world.teachers: ReachRow(1, "regional")},
        )  # fmt: skip
    field = load_field(package)

    assert field.draft.is_shortened
    assert 0 < field.characters <= package.part.limit
    assert "41 activities" in field.text
