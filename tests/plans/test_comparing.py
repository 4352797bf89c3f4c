"""Two commitments compared: added, dropped, changed; the same is the same."""

import copy
import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plon.plans import actions
from plon.plans.commitment import KINDS, content_of, hash_of, newest_commitment
from plon.plans.comparing import changed_since, compare, reasons_in, words_compared
from plon.plans.queries import load_plan
from plon.projects.models import Project
from tests.plans.checks.world import World, good_plan

DAY = datetime.date(2026, 3, 5)
items = st.dictionaries(st.text("abc", min_size=1, max_size=3), st.text("xy", max_size=2), max_size=4)


def content(found: dict[str, str]) -> dict[str, Any]:
    made: dict[str, Any] = {name: [] for name in KINDS}
    return {**made, "project": {"id": "p"}, "groups": [{"id": key, "name": name} for key, name in found.items()]}


@given(items)
def test_nothing_differs_from_itself(found: dict[str, str]) -> None:
    assert not compare(content(found), copy.deepcopy(content(found)))


@given(items, items)
def test_what_is_added_one_way_is_dropped_the_other(old: dict[str, str], new: dict[str, str]) -> None:
    there, back = compare(content(old), content(new)), compare(content(new), content(old))

    assert [each.id for each in there.added] == [each.id for each in back.dropped]
    assert [each.id for each in there.dropped] == [each.id for each in back.added]
    assert {each.id for each in there.changed} == {each.id for each in back.changed}
    assert len(there) == sum(old.get(key) != new.get(key) for key in {*old, *new})


@given(st.text(max_size=60), st.text(max_size=60))
def test_the_words_of_both_texts_are_all_there(old: str, new: str) -> None:
    pieces = words_compared(old, new)

    assert "".join(piece.text for piece in pieces if piece.state != "new") == old
    assert "".join(piece.text for piece in pieces if piece.state != "gone") == new


def test_the_order_of_items_is_no_difference() -> None:
    assert not compare(content({"a": "1", "b": "2"}), content({"b": "2", "a": "1"}))


@pytest.fixture
def world(db: None) -> World:
    world = good_plan()
    actions.freeze_plan(world.project, by=world.by, occasion="application", agreed_on=DAY)
    return world


def test_the_plan_of_today_is_compared_with_the_promise(world: World) -> None:
    actions.change_indicator(world.use, by=world.by, target="40", reason="More schools asked")
    actions.remove_item(world.office, by=world.by, reason="The office was closed")
    parents = actions.add_group(world.project, by=world.by, name="Parents")
    project = Project.objects.get()
    plan, promise = load_plan(project), newest_commitment(project)
    assert promise is not None

    found = compare(promise.content, content_of(plan))

    assert [(each.kind, each.id) for each in found.added] == [("group", parents.public_id)]
    assert ("group", world.office.public_id) in [(each.kind, each.id) for each in found.dropped]
    changed = {each.id: each.fields for each in found.changed}
    assert changed == {world.use.public_id: ("target",), world.later.public_id: ("reach",)}
    since = changed_since(plan, promise)
    assert since["group", parents.public_id] == "added"
    assert since["indicator", world.use.public_id] == "changed"


def test_the_reasons_stand_with_what_they_explain(world: World) -> None:
    actions.change_indicator(world.use, by=world.by, target="40", reason="More schools asked")
    actions.remove_item(world.office, by=world.by, reason="The office was closed")
    actions.write_message(world.lessons, world.teachers, by=world.by, texts={"en": "New"}, reason="Clearer")
    promise = newest_commitment(world.project)
    assert promise is not None

    reasons = reasons_in(world.project, promise, None)

    assert reasons == {
        ("indicator", world.use.public_id): ["More schools asked"],
        ("group", world.office.public_id): ["The office was closed"],
        ("message", f"{world.lessons.public_id}:{world.teachers.public_id}"): ["Clearer"],
    }


def test_the_hash_is_that_of_the_canonical_json(world: World) -> None:
    promise = newest_commitment(world.project)
    assert promise is not None

    assert promise.sha256 == hash_of(content_of(load_plan(Project.objects.get())))
    assert hash_of({"b": "ż", "a": [1]}) == hash_of({"a": [1], "b": "ż"})
    assert hash_of({"a": 1}) == "015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862"
