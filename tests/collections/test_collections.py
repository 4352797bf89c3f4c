"""Gathering: what a collection takes and refuses, its order, undoing."""

from typing import Any

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from plon.accounts.models import User
from plon.agency.posting import send_owed
from plon.collections import actions
from plon.collections.actions import entries as entry_actions
from plon.collections.actions import keeping
from plon.collections.models import Collection, Entry
from plon.collections.presenting import lines_of
from plon.collections.refusals import CollectionRefused, IsThereAlready
from plon.history.models import Event
from plon.results.models import Result
from plon.search.models import IndexChange
from tests.collections.conftest import make_result, withdraw
from tests.letters import refusing


def titles_of(collection: Collection) -> list[str]:
    return [line.title for line in lines_of(collection, "en")]


def test_a_collection_needs_a_title_in_one_language(teacher: User) -> None:
    with pytest.raises(CollectionRefused, match="title"):
        actions.make_collection(by=teacher, texts={"pl": ("  ", ""), "en": ("", "")})
    with pytest.raises(CollectionRefused, match="same language") as refusal:
        actions.make_collection(by=teacher, texts={"pl": ("Tytuł", ""), "en": ("", "Only an introduction")})
    assert refusal.value.field == "title_en"
    assert Collection.objects.count() == 0
    made = actions.make_collection(by=teacher, texts={"pl": ("Tylko po polsku", "")})
    assert made.title_in("en") == "Tylko po polsku"


def test_a_thing_stands_once_in_a_collection_and_can_be_put_back(
    gathered: Collection, teacher: User, lessons: Result
) -> None:
    with pytest.raises(IsThereAlready):
        actions.add_entry(gathered, by=teacher, thing=lessons)
    actions.add_entry(gathered, by=teacher, thing=lessons.project)
    entry = gathered.entries.get(result=lessons)
    actions.remove_entry(entry, by=teacher)
    assert titles_of(gathered) == [lessons.project.title]
    actions.restore_entry(Entry.objects.get(pk=entry.pk), by=teacher)
    assert titles_of(gathered) == ["Lessons by the river", lessons.project.title]
    # Added anew meanwhile: put back would be twice.
    actions.remove_entry(Entry.objects.get(pk=entry.pk), by=teacher)
    actions.add_entry(gathered, by=teacher, thing=lessons)
    with pytest.raises(IsThereAlready):
        actions.restore_entry(Entry.objects.get(pk=entry.pk), by=teacher)
    kinds = set(Event.objects.values_list("kind", flat=True))
    assert {
        "collection.made",
        "collection.entry_added",
        "collection.entry_removed",
        "collection.entry_restored",
    } <= kinds


def test_order_is_changed_by_arrows_and_by_dragging(gathered: Collection, teacher: User) -> None:
    for title in ("B", "C", "D"):
        actions.add_entry(gathered, by=teacher, thing=make_result(title))
    a, b, c, d = gathered.entries.all()
    actions.move_entry(d, by=teacher, to="up")
    actions.move_entry(a, by=teacher, to="up")
    actions.move_entry(b, by=teacher, to="top")
    assert titles_of(gathered) == ["B", "Lessons by the river", "D", "C"]
    # What was added while somebody dragged keeps its place at the end; keys of nothing are passed over.
    actions.order_entries(gathered, by=teacher, order=[c.pk, 10**9, a.pk])
    assert titles_of(gathered) == ["C", "Lessons by the river", "B", "D"]


def test_what_is_withdrawn_stays_as_a_line_and_what_is_private_again_says_nothing(
    gathered: Collection, teacher: User, lessons: Result
) -> None:
    secret = make_result("Not to be known")
    actions.add_entry(gathered, by=teacher, thing=secret)
    withdraw(lessons)
    Result.objects.filter(pk=secret.pk).update(state="in_work")
    withdrawn, gone = lines_of(gathered, "en")
    assert (withdrawn.title, withdrawn.is_withdrawn, withdrawn.is_here) == ("Lessons by the river", True, False)
    assert (gone.title, gone.address, gone.is_here) == ("", "", False)


def test_limits_are_said_in_numbers(gathered: Collection, teacher: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entry_actions, "MOST_ENTRIES", 1)
    with pytest.raises(CollectionRefused, match="1 entry"):
        actions.add_entry(gathered, by=teacher, thing=make_result("One more"))
    monkeypatch.setattr(keeping, "MOST_COLLECTIONS", 1)
    with pytest.raises(CollectionRefused, match="You have 1 collection"):
        actions.make_collection(by=teacher, texts={"en": ("One more", "")})


def test_only_what_holds_something_is_shown_to_everybody(teacher: User, lessons: Result) -> None:
    empty = actions.make_collection(by=teacher, texts={"en": ("Empty", "")})
    with pytest.raises(CollectionRefused, match="empty"):
        actions.show_to(empty, by=teacher, visibility="public")
    actions.add_entry(empty, by=teacher, thing=lessons)
    IndexChange.objects.all().delete()
    assert actions.show_to(empty, by=teacher, visibility="public").is_shown
    assert IndexChange.objects.filter(kind="collection", key=empty.pk).exists()


def test_the_agency_hides_with_a_reason_and_tells_the_owner(
    shown: Collection,
    officer: User,
    teacher: User,
    mailoutbox: list[Any],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with pytest.raises(CollectionRefused, match="why"):
        actions.hide_collection(shown, by=officer, reason="  ")
    with django_capture_on_commit_callbacks(execute=True):
        hidden = actions.hide_collection(shown, by=officer, reason="Advertising of a shop.")
    assert not hidden.is_shown
    with pytest.raises(CollectionRefused, match="hidden"):
        actions.show_to(actions.show_to(hidden, by=teacher, visibility="link"), by=teacher, visibility="public")
    [letter] = mailoutbox
    assert letter.to == ["teacher@example.org"]
    assert "Out of doors" in letter.subject
    assert "Advertising of a shop." in letter.body


def test_the_owner_is_told_when_the_mail_server_is_back(
    shown: Collection,
    officer: User,
    teacher: User,
    mailoutbox: list[Any],
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    teacher.language = "pl"
    teacher.save()
    with refusing(monkeypatch), django_capture_on_commit_callbacks(execute=True):
        hidden = actions.hide_collection(shown, by=officer, reason="Advertising of a shop.")
        actions.unhide_collection(hidden, by=officer)

    send_owed()
    assert [letter.to for letter in mailoutbox] == [["teacher@example.org"]] * 2
    assert "została ukryta" in mailoutbox[0].subject
    assert "znów jest widoczna" in mailoutbox[1].subject
    assert f"/pl/collections/{shown.public_id}/" in mailoutbox[0].body


def test_only_public_collections_of_the_agency_stand_in_front(
    shown: Collection, officer: User, lessons: Result
) -> None:
    with pytest.raises(CollectionRefused, match="of the agency"):
        actions.feature_collection(shown, by=officer)
    ours = actions.make_collection(by=officer, texts={"en": ("Recommended", "")}, for_agency=True)
    actions.add_entry(ours, by=officer, thing=lessons)
    actions.show_to(ours, by=officer, visibility="public")
    assert actions.feature_collection(ours, by=officer).featured_at
    assert actions.show_to(ours, by=officer, visibility="private").featured_at is None
