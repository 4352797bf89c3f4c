"""Publishing piece by piece: what stands against it, what it makes, how it is taken back."""

import datetime
import io
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.test import Client
from django.utils import timezone
from PIL import Image

from plon.accounts.models import User
from plon.evidence.consents.actions import withdraw_consent
from plon.evidence.enums import EvidenceKind, PeopleShown
from plon.evidence.models import Evidence
from plon.evidence.public_copies import size_path
from plon.evidence.publishing import (
    MayNotBePublished,
    describe_photo,
    obstacles_to,
    publish_evidence,
    unpublish_evidence,
)
from plon.files.refusals import FileRefused
from plon.history.models import Event
from plon.projects.models import Project
from tests.conftest import client_of, read_out
from tests.evidence.photographs import consent, photo, public_bytes
from tests.factories import EvidenceFactory

pytestmark = pytest.mark.django_db
YESTERDAY = timezone.localdate() - datetime.timedelta(days=1)
LAST_MONTH = timezone.localdate() - datetime.timedelta(days=30)


def status(visitor: Client, path: str) -> int:
    """Return how a request is answered, the answer's file closed."""
    return int(read_out(visitor.get(path)).status_code)


def words_against(piece: Evidence) -> str:
    return " ".join(str(obstacle) for obstacle in obstacles_to(piece))


@pytest.fixture(autouse=True)
def _english(settings: Any) -> None:
    from django.utils import translation

    translation.activate("en")


def test_a_photo_is_private_until_somebody_publishes_it(project: Project, coordinator: User) -> None:
    piece = photo(project, people_shown=PeopleShown.NOBODY)
    assert (piece.is_public, public_bytes()) == (False, set())

    published = publish_evidence(piece, by=coordinator)

    assert published.is_public
    assert published.published_at is not None
    assert Event.objects.filter(kind="evidence.published", actor_id=coordinator.pk).count() == 1


def test_what_is_public_is_smaller_and_tells_nothing_of_the_camera(project: Project, coordinator: User) -> None:
    piece = publish_evidence(photo(project, people_shown=PeopleShown.NOBODY), by=coordinator)

    assert public_bytes() == {size_path(piece, 480), size_path(piece, 1280)}
    with storages["public"].open(size_path(piece, 480)) as kept, Image.open(io.BytesIO(kept.read())) as shown:
        assert (shown.format, shown.size, dict(shown.getexif())) == ("WEBP", (480, 360), {})


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"alt": " "}, "Say in a sentence what the photo shows"),
        ({"people_shown": ""}, "Say whether people can be recognised"),
        ({}, "no consent stands behind it"),
        ({"is_confidential": True}, "it is never public"),
        ({"removed_at": timezone.now()}, "in the bin"),
        ({"erased_at": timezone.now()}, "destroyed"),
    ],
)
def test_publishing_stops_with_a_clear_word(
    project: Project, coordinator: User, fields: dict[str, Any], words: str
) -> None:
    piece = photo(project, **fields)

    with pytest.raises(MayNotBePublished) as refusal:
        publish_evidence(piece, by=coordinator)

    assert words in str(refusal.value)
    piece.refresh_from_db()
    assert (piece.is_public, public_bytes()) == (False, set())


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"valid_until": YESTERDAY}, "The consent of Zofia Testowa has expired"),
        ({"scopes": ["print", "press"]}, "does not speak of websites"),
    ],
)
def test_a_consent_that_does_not_cover_stops_it(
    project: Project, coordinator: User, fields: dict[str, Any], words: str
) -> None:
    piece = photo(project)
    consent(project, piece, **fields)

    with pytest.raises(MayNotBePublished, match=words):
        publish_evidence(piece, by=coordinator)


def test_a_withdrawn_consent_stops_it(project: Project, coordinator: User) -> None:
    piece = photo(project)
    withdraw_consent(consent(project, piece), by=coordinator)

    with pytest.raises(MayNotBePublished, match="Zofia Testowa withdrew their consent"):
        publish_evidence(piece, by=coordinator)


def test_everybody_in_the_photo_counts(project: Project, coordinator: User) -> None:
    piece = photo(project)
    consent(project, piece)
    late = consent(project, piece, name="Class 5b", of="group", people=24, given_on=LAST_MONTH, valid_until=YESTERDAY)

    assert words_against(piece) == (
        "The consent of Class 5b has expired. Ask for a new one and enter until when it holds."
    )
    late.valid_until = timezone.localdate()
    late.save()
    assert publish_evidence(piece, by=coordinator).is_public


@pytest.mark.parametrize("people", [PeopleShown.NOBODY, PeopleShown.DETAIL])
def test_nobody_recognisable_needs_no_consent(project: Project, coordinator: User, people: str) -> None:
    assert publish_evidence(photo(project, people_shown=people), by=coordinator).is_public


@pytest.mark.parametrize(
    "fields",
    [{"kind": EvidenceKind.LINK}, {"kind": EvidenceKind.FIGURE, "value": 240, "unit": "people"}],
)
def test_links_and_figures_are_published_without_questions(
    project: Project, coordinator: User, fields: dict[str, Any]
) -> None:
    assert publish_evidence(EvidenceFactory(project=project, **fields), by=coordinator).is_public


def test_a_photo_whose_bytes_are_gone_is_not_published(project: Project, coordinator: User) -> None:
    piece = photo(project, people_shown=PeopleShown.NOBODY)
    storages["default"].delete(piece.path)

    with pytest.raises(FileRefused, match="missing or damaged"):
        publish_evidence(piece, by=coordinator)


@pytest.mark.django_db(transaction=True)
def test_taking_back_leaves_no_public_byte(project: Project, coordinator: User) -> None:
    piece = publish_evidence(photo(project, people_shown=PeopleShown.NOBODY), by=coordinator)

    unpublish_evidence(piece, by=coordinator)

    assert public_bytes() == set()
    assert storages["default"].exists(piece.path)
    assert list(Event.objects.values_list("kind", flat=True)[:2]) == ["evidence.unpublished", "evidence.published"]


def test_new_words_can_take_a_photo_back(project: Project, coordinator: User, editor: User) -> None:
    piece = publish_evidence(photo(project, people_shown=PeopleShown.NOBODY), by=coordinator)

    changed = describe_photo(piece, by=editor, alt=piece.alt, people_shown=PeopleShown.RECOGNISABLE)

    assert not changed.is_public
    with pytest.raises(ValidationError):
        describe_photo(piece, by=editor, alt="x" * 301, people_shown=PeopleShown.NOBODY)


class TestPages:
    """The panel on the photo's page, as people without JavaScript use it."""

    def door(self, piece: Evidence) -> str:
        return f"/workspace/{piece.project.public_id}/evidence/{piece.public_id}/publishing/"

    def answers(self, piece: Evidence, do: str, **changes: Any) -> dict[str, Any]:
        return {"alt": piece.alt, "people_shown": "nobody", "version": piece.version, "do": do, **changes}

    def test_a_coordinator_answers_and_publishes_in_one_go(self, project: Project, coordinator: User) -> None:
        piece = photo(project, alt="", people_shown="")

        page = client_of(coordinator).post(
            self.door(piece), self.answers(piece, "publish", alt="Children by the river."), follow=True
        )

        piece.refresh_from_db()
        assert "It is public." in page.content.decode()
        assert (piece.is_public, piece.alt, piece.people_shown) == (True, "Children by the river.", "nobody")

    def test_what_stands_against_it_is_told_and_the_answers_stay(self, project: Project, coordinator: User) -> None:
        piece = photo(project, alt="", people_shown="")

        answers = self.answers(piece, "publish", people_shown="recognisable", alt="Ola holds a jar.")
        page = client_of(coordinator).post(self.door(piece), answers).content.decode()

        piece.refresh_from_db()
        assert "no consent stands behind it" in page
        assert (piece.is_public, piece.alt) == (False, "Ola holds a jar.")

    def test_editors_describe_and_coordinators_publish(
        self, project: Project, editor: User, contributor: User, officer: User, stranger: User
    ) -> None:
        piece = photo(project, people_shown="")
        codes = {
            str(person): [
                client_of(person).post(self.door(piece), self.answers(piece, do)).status_code
                for do in ("publish", "unpublish")
            ]
            for person in (editor, contributor, officer, stranger)
        }
        client_of(editor).post(self.door(piece), self.answers(piece, "save", alt="A jar."))

        piece.refresh_from_db()
        assert codes == {
            "Editor": [403, 403], "Contributor": [403, 403], "Officer": [403, 403], "Stranger": [404, 404]
        }  # fmt: skip
        assert (piece.alt, piece.is_public) == ("A jar.", False)

    def test_two_people_at_once_see_both(self, project: Project, coordinator: User, editor: User) -> None:
        piece = photo(project)
        seen = self.answers(piece, "save", alt="Mine.")
        describe_photo(piece, by=editor, alt="Theirs.", people_shown="nobody")

        page = client_of(coordinator).post(self.door(piece), seen).content.decode()

        piece.refresh_from_db()
        assert "Somebody else saved this meanwhile" in page
        assert "Mine." in page
        assert piece.alt == "Theirs."


class TestPublicPages:
    """Real requests of a visitor."""

    def pages(self, project: Project, piece: Evidence) -> dict[str, int]:
        visitor = Client(headers={"accept-language": "en"})
        sizes = {str(width): status(visitor, f"/p/{piece.public_id}/{width}.webp") for width in (480, 1280)}
        shown = f"/p/{piece.public_id}/" in visitor.get(f"/en/projects/{project.slug}/").content.decode()
        return {"page": int(shown), **sizes}

    @pytest.fixture
    def public(self, project: Project) -> Project:
        project.has_published = True
        project.save()
        return project

    def test_a_published_photo_stands_on_the_projects_page(self, public: Project, coordinator: User) -> None:
        piece = photo(public, people_shown=PeopleShown.DETAIL)
        assert self.pages(public, piece) == {"page": 0, "480": 404, "1280": 404}

        publish_evidence(piece, by=coordinator)

        assert self.pages(public, piece) == {"page": 1, "480": 200, "1280": 200}
        page = Client().get(f"/en/projects/{public.slug}/").content.decode()
        assert 'alt="Pupils take water from the river in glass jars."' in page

    def test_it_is_gone_at_once_from_page_sizes_and_caches(
        self, public: Project, coordinator: User, django_capture_on_commit_callbacks: Any
    ) -> None:
        piece = photo(public)
        agreed = consent(public, piece)
        publish_evidence(piece, by=coordinator)
        visitor = Client()
        page = visitor.get(f"/en/projects/{public.slug}/")
        size = read_out(visitor.get(f"/p/{piece.public_id}/480.webp"))

        with django_capture_on_commit_callbacks(execute=True):
            withdraw_consent(agreed, by=coordinator)

        assert self.pages(public, piece) == {"page": 0, "480": 404, "1280": 404}
        assert public_bytes() == set()
        for before, path in ((page, f"/en/projects/{public.slug}/"), (size, f"/p/{piece.public_id}/480.webp")):
            again = visitor.get(path, headers={"if-none-match": before["ETag"]})
            assert again.status_code in {200, 404}
            assert "max-age=0" in before["Cache-Control"]

    def test_a_consent_that_ended_at_midnight_hides_it_before_any_work_is_done(
        self, public: Project, coordinator: User
    ) -> None:
        piece = photo(public)
        agreed = consent(public, piece)
        publish_evidence(piece, by=coordinator)
        type(agreed).objects.filter(pk=agreed.pk).update(valid_until=YESTERDAY)

        assert self.pages(public, piece) == {"page": 0, "480": 404, "1280": 404}

    def test_a_project_without_a_public_page_shows_no_photo(self, project: Project, coordinator: User) -> None:
        piece = publish_evidence(photo(project, people_shown=PeopleShown.NOBODY), by=coordinator)

        assert Client().get(f"/p/{piece.public_id}/480.webp").status_code == 404

    def test_only_its_sizes_are_given(self, public: Project, coordinator: User) -> None:
        piece = publish_evidence(photo(public, people_shown=PeopleShown.NOBODY), by=coordinator)

        assert Client().get(f"/p/{piece.public_id}/481.webp").status_code == 404
        assert Client().get(f"/p/{piece.public_id}/file/photo.jpg").status_code == 404

    def test_published_links_and_figures_stand_there_too(self, public: Project, coordinator: User) -> None:
        publish_evidence(EvidenceFactory(project=public, title="A note in the paper"), by=coordinator)
        figure = EvidenceFactory(project=public, kind="figure", value=240, unit="people", title="Visitors")
        publish_evidence(figure, by=coordinator)
        EvidenceFactory(project=public, title="Only for us")

        page = Client().get(f"/en/projects/{public.slug}/").content.decode()

        assert "A note in the paper" in page
        assert "240 people" in page
        assert "Only for us" not in page
