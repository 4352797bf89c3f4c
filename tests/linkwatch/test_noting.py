"""How often something must be seen before it is said, how a history stays short, what a team may say of it."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from plon.accounts.models import User
from plon.fetching.refusals import Why
from plon.history.models import Event
from plon.linkwatch.actions import LinkNotAccepted, accept_page, withdraw_acceptance
from plon.linkwatch.asking import Look
from plon.linkwatch.enums import HEALTH_OF, TROUBLES, What
from plon.linkwatch.judging import Reading
from plon.linkwatch.lexicon import lexicon
from plon.linkwatch.links import broken_links_of, state_of_links, troubles_in
from plon.linkwatch.models import LinkAcceptance, LinkState, LinkUse
from plon.linkwatch.noting import note_look
from plon.linkwatch.taking_up import take_up_links
from plon.linkwatch.thinning import LAST, MOST, spare_in
from plon.results.models import Result, ResultLink
from plon.search.models import IndexChange
from tests.factories import ProjectFactory, ResultFactory, ResultLinkFactory
from tests.linkwatch.texts import PAGES

URL = "https://project.example/lessons"
NOON = datetime.datetime(2026, 11, 2, 12, tzinfo=datetime.UTC)
GONE = Reading(URL, URL, 404, Why.NOT_FOUND)


def seen(subject: str, language: str = "pl", *, more: str = "") -> Reading:
    title, text = PAGES[subject, language]
    return Reading(URL, URL, 200, is_page=True, title=title, text=f"{text} {more}", language=language)


GOOD, OTHER = seen("river"), seen("bread")


@pytest.fixture
def link(published: Result) -> ResultLink:
    made = ResultLinkFactory(result=published, url=URL, title="Lessons")
    take_up_links()
    return made


def note(reading: Reading, days: float = 0.0) -> LinkState:
    state = LinkState.objects.get(url=URL)
    note_look(state, Look(reading), now=NOON + datetime.timedelta(days=days))
    return state


def test_three_failures_in_a_day_are_one_and_the_third_day_breaks(link: ResultLink) -> None:
    note(GOOD, -7)
    IndexChange.objects.all().delete()
    for days in (0, 0.1, 0.2, 1):
        state = note(GONE, days)
    assert (state.state, state.failures) == ("living", 2)
    assert state.next_check_at <= NOON + datetime.timedelta(days=2.3)
    assert not IndexChange.objects.exists()

    state = note(GONE, 2)
    assert (state.state, state.what, state.since) == ("broken", "dead", NOON)
    assert IndexChange.objects.get().key == link.result_id
    assert set(broken_links_of(link.result)) == {URL}

    state = note(GOOD, 5)
    assert (state.state, state.failures, state.since) == ("living", 0, None)


def test_what_stays_bad_is_asked_ever_more_seldom(link: ResultLink) -> None:
    waits = []
    for days in range(0, 60, 3):
        state = note(GONE, days)
        waits.append((state.next_check_at - NOON).days - days)
    assert waits[0] == waits[1] == 1
    assert 3 <= waits[2] <= 4
    assert waits[-1] >= 30


@pytest.mark.parametrize("what", sorted(TROUBLES))
def test_every_trouble_has_its_number_of_days(what: str) -> None:
    assert 1 <= lexicon().days[what] <= 3
    assert HEALTH_OF[what] != "unknown"


def test_only_the_first_good_readings_make_the_fingerprint(link: ResultLink) -> None:
    for days in range(5):
        state = note(seen("river", more="concert " * days), days)
    assert state.fingerprint["readings"] == 5
    before = state.fingerprint
    assert note(OTHER, 6).fingerprint == before
    assert "measure" not in before["terms"]
    assert "pomiary" in before["terms"]


LINES = st.lists(st.sampled_from([What.GOOD, What.DEAD, What.OTHER_SUBJECT, What.GAMBLING]), max_size=80)


@given(kinds=LINES)
def test_a_history_keeps_its_beginning_and_its_end(kinds: list[What]) -> None:
    lines = [(key, kind.value) for key, kind in enumerate(kinds)]
    spare = spare_in(lines)
    left = [line for line in lines if line[0] not in spare]

    assert len(left) == min(len(lines), MOST)
    assert left[:1] == lines[:1]
    assert left[-LAST:] == lines[-LAST:]


def test_turns_stay_longer_than_what_turns_nothing() -> None:
    lines = [(key, What.GOOD.value) for key in range(MOST + 5)]
    lines[3] = (3, What.GAMBLING.value)
    assert 3 not in spare_in(lines)


def test_a_long_history_is_thinned_out(link: ResultLink) -> None:
    for days in range(MOST + 10):
        title, text = PAGES["river", "pl"]
        state = note(Reading(URL, URL, 200, is_page=True, title=f"{title} {days}", text=text, language="pl"), days)
    lines = list(state.observations.values_list("title", flat=True))
    assert len(lines) == MOST
    assert lines[-1].endswith(" 0")
    assert lines[0].endswith(f" {MOST + 9}")


def test_a_team_says_that_the_page_is_right_and_it_holds_until_it_changes(link: ResultLink, editor: User) -> None:
    note(GOOD, -9)
    for days in (0, 1):
        note(OTHER, days)
    assert state_of_links([link.result_id]) == {link.result_id: "broken"}
    assert [bad.what for bad in troubles_in([link.result_id])[link.result_id]] == ["other_subject"]
    IndexChange.objects.all().delete()

    accepted = accept_page(link, by=editor)
    assert (accepted.accepted_by, accepted.what) == (editor, "other_subject")
    assert state_of_links([link.result_id]) == {link.result_id: "living"}
    assert troubles_in([link.result_id]) == {}
    assert IndexChange.objects.get().key == link.result_id
    event = Event.objects.get(kind="link.accepted")
    assert (event.actor_label, event.project_id) == (str(editor), link.result.project_id)
    accept_page(link, by=editor)
    assert LinkAcceptance.objects.count() == 1

    note(OTHER, 8)
    assert state_of_links([link.result_id]) == {link.result_id: "living"}
    note(seen("robots"), 16)
    assert state_of_links([link.result_id]) == {link.result_id: "broken"}


def test_a_team_speaks_for_its_own_project_alone(link: ResultLink, editor: User) -> None:
    other = ResultLinkFactory(
        result=ResultFactory(project=ProjectFactory(), state="published", published_at=timezone.now()), url=URL
    )
    take_up_links()
    note(GOOD, -9)
    for days in (0, 1):
        note(OTHER, days)
    accept_page(link, by=editor)

    assert state_of_links([link.result_id, other.result_id]) == {link.result_id: "living", other.result_id: "broken"}


def test_it_can_be_taken_back(link: ResultLink, editor: User) -> None:
    note(GOOD, -9)
    for days in (0, 1):
        note(OTHER, days)
    accept_page(link, by=editor)
    withdraw_acceptance(link, by=editor)
    withdraw_acceptance(link, by=editor)

    assert state_of_links([link.result_id]) == {link.result_id: "broken"}
    assert Event.objects.filter(kind="link.doubted").count() == 1


def test_where_nothing_opens_nothing_can_be_called_right(link: ResultLink, editor: User) -> None:
    for days in range(3):
        note(GONE, days)
    with pytest.raises(LinkNotAccepted):
        accept_page(link, by=editor)
    assert not Event.objects.filter(kind="link.accepted").exists()


def test_the_database_holds_the_rules(link: ResultLink) -> None:
    state, project = LinkState.objects.get(), link.result.project
    with pytest.raises(IntegrityError), transaction.atomic():
        LinkUse.objects.create(state=state, project=project, result=link.result)
    LinkUse.objects.create(state=state, project=project)
    with pytest.raises(IntegrityError), transaction.atomic():
        LinkUse.objects.create(state=state, project=project)
    with pytest.raises(ValidationError):
        LinkAcceptance(state=state, project=project, what="nonsense", fingerprint={"title": "x"}).full_clean()
