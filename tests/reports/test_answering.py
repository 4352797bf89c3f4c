"""An answer's life: written, changed, said to be right, given up, put back."""

import pytest

from plon.accounts.models import User
from plon.history.models import Event
from plon.plans import actions as plan
from plon.programme.application import form_of
from plon.projects.restoring import restore
from plon.reports import actions
from plon.reports.models import Answer
from plon.reports.places import Place
from plon.reports.presenting import urls_of
from plon.reports.queries import load_application, load_field
from plon.reports.refusals import NothingToUndo, WrittenMeanwhile
from tests.conftest import client_of
from tests.factories import MembershipFactory
from tests.plans.checks.world import World, good_plan


@pytest.fixture
def world(db: None, editor: User) -> World:
    world = good_plan()
    MembershipFactory(project=world.project, person=editor)
    return world


@pytest.fixture
def place(world: World) -> Place:
    """The question in whose draft the workshop is named."""
    form = form_of("ka210-2026")
    assert form is not None
    return next(f.place for f in load_application(world.project, form, "en", "").fields if "Workshop" in f.draft.text)


def kinds() -> list[str]:
    return list(Event.objects.filter(kind__startswith="answer.").order_by("pk").values_list("kind", flat=True))


def test_one_sitting_is_one_line_of_the_history(place: Place, editor: User) -> None:
    actions.write_answer(place, by=editor, text="First")
    for text in ("Seco", "Second", "Second try"):
        actions.write_answer(place, by=editor, text=text)

    assert kinds() == ["answer.written", "answer.changed"]
    assert Event.objects.get(kind="answer.changed").changes["text"] == ["First", "Second try"]


def test_two_people_are_two_lines(place: Place, world: World, editor: User) -> None:
    actions.write_answer(place, by=editor, text="First")
    actions.write_answer(place, by=editor, text="Second")
    actions.write_answer(place, by=world.by, text="Third")

    assert kinds() == ["answer.written", "answer.changed", "answer.changed"]
    assert Answer.objects.get().changed_by == world.by


def test_an_answer_said_to_be_right_is_outdated_no_longer(place: Place, world: World, editor: User) -> None:
    actions.write_answer(place, by=editor, text="We do it our way.")
    plan.change_activity(world.workshop, by=world.by, title="Workshop in the forest")
    assert load_field(place)[0].is_outdated

    client_of(editor).post(_url(place, "keep"))

    assert not load_field(place)[0].is_outdated
    assert Answer.objects.get().text == "We do it our way."


def test_there_is_nothing_to_keep_or_give_up_of_a_draft(place: Place, editor: User) -> None:
    assert actions.keep_answer(place, by=editor) is None
    assert actions.take_draft(place, by=editor) is None
    assert client_of(editor).get(_url(place, "take_draft")).status_code == 302
    assert kinds() == []


def test_who_has_not_seen_the_newest_text_gives_up_nothing(place: Place, editor: User) -> None:
    seen = load_field(place)[0].seen
    actions.write_answer(place, by=editor, text="Newer")

    with pytest.raises(WrittenMeanwhile):
        actions.take_draft(place, by=editor, seen=seen)
    client_of(editor).post(_url(place, "take_draft"), {"version": str(seen)})
    assert Answer.objects.get().text == "Newer"


def test_an_older_text_is_put_back_from_the_history(place: Place, editor: User) -> None:
    actions.write_answer(place, by=editor, text="First")
    actions.write_answer(place, by=editor, text="Second")

    restore(Event.objects.get(kind="answer.changed"), by=editor)

    assert Answer.objects.get().text == "First"


def test_what_follows_the_plan_again_is_not_changed_back(place: Place, editor: User) -> None:
    actions.write_answer(place, by=editor, text="First")
    actions.write_answer(place, by=editor, text="Second")
    change = Event.objects.get(kind="answer.changed")
    actions.take_draft(place, by=editor)

    with pytest.raises(NothingToUndo):
        restore(change, by=editor)


def test_an_answer_given_up_does_not_push_out_a_new_one(place: Place, editor: User) -> None:
    actions.write_answer(place, by=editor, text="First")
    gone = actions.take_draft(place, by=editor)
    assert gone is not None
    actions.write_answer(place, by=editor, text="Newer")

    page = client_of(editor).post(f"/workspace/{place.project.public_id}/application/undo/{gone.pk}/", follow=True)

    assert "Somebody has written a new answer since" in page.content.decode()
    assert Answer.objects.get().text == "Newer"


def test_control_characters_and_foreign_line_breaks_do_no_harm(place: Place, editor: User) -> None:
    actions.write_answer(place, by=editor, text="One\r\ntwo\rthree\x00\x07 \ud800four")

    assert Answer.objects.get().text == "One\ntwo\nthree four"


def _url(place: Place, end: str) -> str:
    return str(urls_of(place)[end])
