"""The register: what can be entered, what a change does to photos, withdrawing, running out."""

import datetime
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone, translation

from plon.accounts.models import User
from plon.evidence.consents.actions import (
    ConsentRefused,
    add_consent,
    attach_form,
    change_consent,
    cover_photos,
    remove_consent,
    withdraw_consent,
)
from plon.evidence.consents.expiring import look_after_consents
from plon.evidence.consents.queries import consents_of, in_state, numbers_of
from plon.evidence.consents.validity import ConsentState, covers, state_of
from plon.evidence.models import Consent, Evidence
from plon.evidence.places import places_of
from plon.evidence.publishing import publish_evidence
from plon.evidence.receiving import receive
from plon.history.models import Event
from plon.projects.models import Project
from plon.projects.refusals import ChangedMeanwhile
from plon.projects.telling import changes_in_words
from tests.evidence.photographs import consent, jpeg, photo, public_bytes
from tests.factories import ActivityFactory, MembershipFactory, ProofFactory, ResultFactory, UserFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def day(number: int) -> datetime.date:
    return TODAY + datetime.timedelta(days=number)


@pytest.fixture(autouse=True)
def _english() -> None:
    translation.activate("en")


@pytest.fixture
def public(project: Project) -> Project:
    project.has_published = True
    project.save()
    return project


@pytest.mark.parametrize(
    ("fields", "state", "covers_web"),
    [
        ({}, "valid", True),
        ({"valid_until": day(31)}, "valid", True),
        ({"valid_until": day(30)}, "soon", True),
        ({"valid_until": day(0)}, "soon", True),
        ({"valid_until": day(-1)}, "expired", False),
        ({"withdrawn_on": day(-1)}, "withdrawn", False),
        ({"withdrawn_on": day(-1), "valid_until": day(-2)}, "withdrawn", False),
        ({"erased_at": timezone.now(), "withdrawn_on": day(-1)}, "erased", False),
        ({"scopes": ["print"]}, "valid", False),
    ],
)
def test_the_state_says_the_same_in_python_and_in_the_database(
    project: Project,
    fields: dict[str, Any],
    state: str,
    covers_web: bool,  # noqa: FBT001
) -> None:
    made = consent(project)
    Consent.objects.filter(pk=made.pk).update(**fields)
    made.refresh_from_db()

    assert state_of(made, TODAY) == state
    assert covers(made, TODAY) == covers_web
    assert [one for one in ConsentState.values if Consent.objects.filter(in_state(one, TODAY)).exists()] == [state]


GOOD = {"of": "group", "name": "Class 5b", "people": 24, "scopes": ["web"], "given_on": day(-3)}


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"scopes": []}, "one place at least"),
        ({"scopes": ["moon"]}, "one place at least"),
        ({"given_on": day(1)}, "in the future"),
        ({"people": 0}, "at least one person"),
        ({"is_minor": True}, "which parent or guardian agreed"),
        ({"valid_until": day(-4)}, "can't end before it is given"),
        ({"name": ""}, "cannot be blank"),
        ({"name": "x" * 201}, "at most 200"),
    ],
)
def test_what_cannot_be_is_refused(project: Project, editor: User, fields: dict[str, Any], words: str) -> None:
    with pytest.raises((ConsentRefused, ValidationError)) as refusal:
        add_consent(project, by=editor, **{**GOOD, **fields})

    assert words in str(refusal.value)
    assert Consent.objects.count() == 0


def test_one_person_is_one(project: Project, editor: User) -> None:
    made = add_consent(project, by=editor, **{**GOOD, "of": "person", "guardian": "left over"})

    assert (made.people, made.guardian) == (1, "")


def test_no_name_gets_into_the_history(project: Project, editor: User) -> None:
    made = add_consent(project, by=editor, **{**GOOD, "is_minor": True, "guardian": "Anna Opiekunka", "note": "red"})
    change_consent(made, by=editor, name="Zofia Inna", guardian="Jan Inny", note="blue", scopes=["web", "print"])
    withdraw_consent(made, by=editor)

    told = " ".join(f"{event.subject_label} {event.changes}" for event in Event.objects.all())
    assert not {"Class", "5b", "Zofia", "Anna", "Jan", "red", "blue"} & set(told.replace("'", " ").split())
    assert "print" in told


def test_changing_asks_for_the_version_seen(project: Project, editor: User) -> None:
    made = add_consent(project, by=editor, **GOOD)
    change_consent(made, by=editor, version=1, people=25)

    with pytest.raises(ChangedMeanwhile):
        change_consent(made, by=editor, version=1, people=26)


def test_a_consent_that_stops_speaking_of_websites_takes_its_photos_back(
    project: Project, coordinator: User, editor: User
) -> None:
    shown, other = photo(project), photo(project, people_shown="nobody")
    made = consent(project, shown, other)
    for piece in (shown, other):
        publish_evidence(piece, by=coordinator)

    outcome = change_consent(made, by=editor, scopes=["print"])

    assert [piece.pk for piece in outcome.taken_out] == [shown.pk]
    assert list(Evidence.objects.filter(is_public=True)) == [other]


def test_attaching_an_expired_consent_takes_a_photo_back(project: Project, coordinator: User, editor: User) -> None:
    shown = photo(project)
    consent(project, shown)
    publish_evidence(shown, by=coordinator)
    late = consent(project, name="Late", valid_until=day(-1))

    assert [piece.pk for piece in cover_photos(late, by=editor, chosen=[shown.public_id]).taken_out] == [shown.pk]


def test_choosing_photos_leaves_those_on_other_pages(project: Project, editor: User) -> None:
    first, second, elsewhere = photo(project), photo(project), photo(project)
    made = consent(project, first, elsewhere)

    cover_photos(made, by=editor, chosen=[second.public_id], among=[first.public_id, second.public_id])

    assert set(made.photos.all()) == {second, elsewhere}


def test_photos_of_other_projects_are_never_covered(project: Project, editor: User) -> None:
    stranger = photo(consent(project).project.__class__.objects.create(title="Another"))
    made = consent(project)

    cover_photos(made, by=editor, chosen=[stranger.public_id])

    assert list(made.photos.all()) == []


class TestWithdrawing:
    def test_every_photo_leaves_every_place_and_the_history_keeps_no_picture(
        self, public: Project, coordinator: User, editor: User, django_capture_on_commit_callbacks: Any
    ) -> None:
        result = ResultFactory(project=public, working_title="Lessons", state="published", published_at=timezone.now())
        act = ActivityFactory(project=public)
        act.results.add(result)
        shown, private = photo(public), photo(public)
        ProofFactory(activity=act, evidence=shown)
        made = consent(public, shown, private)
        # Somebody else in the photo still agrees: it goes all the same.
        consent(public, shown, name="Other Person")
        shown = publish_evidence(shown, by=coordinator)
        before = [place.label for place in places_of(shown)]

        with django_capture_on_commit_callbacks(execute=True):
            done = withdraw_consent(made, by=editor, withdrawn_on=day(-2))

        assert before == ["public page of the project Clean rivers", "public page of the result Lessons"]
        assert [place.label for _photo, place in done.places] == before
        assert (places_of(Evidence.objects.get(pk=shown.pk)), public_bytes()) == ([], set())
        event = Event.objects.get(kind="consent.withdrawn")
        assert sorted(event.changes["photos"][0]) == sorted([shown.public_id, private.public_id])
        assert event.changes["places"][0][0].startswith(f"{shown.public_id}: public page of the project")
        assert [change.label for change in changes_in_words(event)] == ["photos", "places"]

    @pytest.mark.parametrize(("number", "words"), [(1, "in the future"), (-40, "before it was given")])
    def test_the_day_must_be_possible(self, project: Project, editor: User, number: int, words: str) -> None:
        with pytest.raises(ConsentRefused, match=words):
            withdraw_consent(consent(project), by=editor, withdrawn_on=day(number))

    def test_it_is_done_once_and_stays_done(self, project: Project, editor: User) -> None:
        made = withdraw_consent(consent(project), by=editor).consent

        for again in (lambda: withdraw_consent(made, by=editor), lambda: change_consent(made, by=editor, people=1)):
            with pytest.raises(ConsentRefused, match="was withdrawn"):
                again()

    def test_only_a_coordinators_word_takes_it_off_a_photo(self, project: Project, editor: User) -> None:
        piece = photo(project)
        made = withdraw_consent(consent(project, piece), by=editor).consent

        with pytest.raises(ConsentRefused, match="Only a coordinator"):
            cover_photos(made, by=editor, chosen=[])
        cover_photos(made, by=editor, chosen=[], may_release=True)

        assert not made.photos.exists()


class TestSignedForms:
    def received(self, project: Project, colour: str = "white") -> Any:
        import io

        return receive(io.BytesIO(jpeg(colour)), "form.jpg", folder=f"evidence/{project.public_id}")

    def test_the_form_is_confidential_and_named_without_a_name(self, project: Project, editor: User) -> None:
        made = attach_form(consent(project), by=editor, received=self.received(project))

        assert made.proof is not None
        assert made.proof.is_confidential
        assert str(made.proof) == f"Signed form of consent {made.public_id}"

    def test_a_new_form_takes_the_place_of_the_old(self, project: Project, editor: User) -> None:
        made = attach_form(consent(project), by=editor, received=self.received(project))
        old = made.proof
        made = attach_form(made, by=editor, received=self.received(project, "black"))

        assert old is not None
        old.refresh_from_db()
        assert old.removed_at is not None
        assert made.proof != old

    def test_one_list_signed_for_two_consents_stays_while_one_needs_it(self, project: Project, editor: User) -> None:
        first = attach_form(consent(project), by=editor, received=self.received(project))
        second = attach_form(consent(project), by=editor, received=self.received(project))
        assert first.proof == second.proof

        remove_consent(second, by=editor)

        assert first.proof is not None
        first.proof.refresh_from_db()
        assert first.proof.removed_at is None

    def test_what_covers_photos_is_withdrawn_not_removed(self, project: Project, editor: User) -> None:
        made = consent(project, photo(project))

        with pytest.raises(ConsentRefused, match="Withdraw it instead"):
            remove_consent(made, by=editor)


class TestRunningOut:
    """The daily work."""

    def test_photos_leave_and_coordinators_hear_of_it_in_their_language(
        self, public: Project, coordinator: User, django_capture_on_commit_callbacks: Any
    ) -> None:
        MembershipFactory(project=public, person=UserFactory(email="k@example.org", language="pl"), role="coordinator")
        piece, kept = photo(public), photo(public)
        made, _other = consent(public, piece), consent(public, kept)
        for one in (piece, kept):
            publish_evidence(one, by=coordinator)
        Consent.objects.filter(pk=made.pk).update(valid_until=day(-1))

        with django_capture_on_commit_callbacks(execute=True):
            look_after_consents()
            look_after_consents()

        assert list(Evidence.objects.filter(is_public=True)) == [kept]
        assert {path.rpartition("/")[0] for path in public_bytes()} == {kept.path.rpartition("/")[0]}
        letters = {letter.to[0]: letter for letter in mail.outbox}
        assert len(mail.outbox) == 2
        assert letters["coordinator@example.org"].subject == "1 photo of Clean rivers is no longer public"
        assert "evidence/consents/?state=expired" in letters["coordinator@example.org"].body
        assert letters["k@example.org"].subject == "1 zdjęcie z projektu Clean rivers nie jest już publiczne"
        assert "Zofia" not in letters["coordinator@example.org"].body
        assert Event.objects.get(kind="evidence.unpublished").actor_id is None

    def test_one_letter_a_month_before(
        self, project: Project, coordinator: User, editor: User, django_capture_on_commit_callbacks: Any
    ) -> None:
        ending, _later = consent(project, valid_until=day(20)), consent(project, valid_until=day(31))
        consent(project, valid_until=day(10))

        for _each in range(2):
            with django_capture_on_commit_callbacks(execute=True):
                look_after_consents()
        assert [letter.subject for letter in mail.outbox] == ["Clean rivers: 2 consents end within a month"]

        change_consent(ending, by=editor, valid_until=day(25))
        with django_capture_on_commit_callbacks(execute=True):
            look_after_consents()
        assert [letter.subject for letter in mail.outbox[1:]] == ["Clean rivers: 1 consent ends within a month"]


def test_the_register_is_searched_and_counted(project: Project) -> None:
    consent(project, photo(project), photo(project, removed_at=timezone.now()), name="Zofia", scopes=["web", "press"])
    consent(project, name="Class 5b", of="group", people=24, valid_until=day(-1))
    consent(Project.objects.create(title="Another"), name="Zofia of another project")

    def names(**asked: str) -> list[str]:
        return [one.name for one in consents_of(project, today=TODAY, **asked)]

    assert names() == ["Class 5b", "Zofia"]
    assert (names(words="zof"), names(state="expired"), names(scope="press")) == (["Zofia"], ["Class 5b"], ["Zofia"])
    assert names(state="nonsense", words="%") == []
    assert [one.photo_count for one in consents_of(project, today=TODAY)] == [0, 1]
    numbers = numbers_of(project, TODAY)
    assert (numbers.consents, numbers.people) == (2, 25)
