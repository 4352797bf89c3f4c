"""Pages of the register: who sees names, what the pages say, bad input, the printed form."""

import datetime
import io
from typing import Any

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.html import escape
from pypdf import PdfReader

from plon.accounts.models import User
from plon.evidence.consents.actions import change_consent, withdraw_consent
from plon.evidence.consents.documents import FormKind
from plon.evidence.models import Consent
from plon.evidence.publishing import publish_evidence
from plon.projects.models import Project
from tests.conftest import client_of
from tests.evidence.photographs import consent, jpeg, photo
from tests.factories import OrganisationFactory, PartnershipFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
ANSWERS: dict[str, Any] = {
    "of": "group", "name": "Class 5b", "people": 24, "is_minor": "on", "guardian": "parents of all, list attached",
    "scopes": ["web", "print"], "given_on": "2025-03-01", "valid_until": "31.12.2040", "note": "",
}  # fmt: skip


def door(project: Project, rest: str = "") -> str:
    return f"/workspace/{project.public_id}/evidence/consents/{rest}"


def page(client: Client, project: Project, rest: str = "", **query: str) -> str:
    return client.get(door(project, rest), query).content.decode()


def test_an_empty_register_teaches_when_a_consent_is_needed(project: Project, editor: User) -> None:
    html = page(client_of(editor), project)

    assert "Nobody is in the register yet" in html
    assert "people are only a detail of a larger whole" in html
    assert door(project, "paper/") in html


def test_a_consent_is_entered_once(project: Project, editor: User) -> None:
    client = client_of(editor)
    form = client.get(door(project, "new/")).content.decode()
    token = form.partition('name="form_token" value="')[2].partition('"')[0]

    for _each in range(2):
        html = client.post(door(project, "new/"), {**ANSWERS, "form_token": token}, follow=True).content.decode()

    made = Consent.objects.get()
    assert (made.people, made.scopes, str(made.valid_until)) == (24, ["web", "print"], "2040-12-31")
    assert "Class 5b" in html
    assert "No signed form is kept here." in html


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": ""}, "This field is required."),
        ({"guardian": ""}, "For somebody under age, say which parent or guardian agreed."),
        ({"scopes": []}, "Say where they agreed to be shown"),
        ({"scopes": ["moon"]}, "Select a valid choice"),
        ({"given_on": "2999-01-01"}, "can't be right"),
        ({"given_on": "yesterday"}, "Enter a valid date."),
        ({"valid_until": "2020-01-01"}, "A consent can't end before it is given."),
        ({"people": "10000000000"}, "less than or equal to 2000"),
        ({"note": "x" * 1001}, "at most 1000 characters"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_lost(
    project: Project, editor: User, changes: dict[str, Any], words: str
) -> None:
    html = client_of(editor).post(door(project, "new/"), {**ANSWERS, **changes}).content.decode()

    assert escape(words) in html
    assert "Class 5b" in html or "name" in changes
    assert Consent.objects.count() == 0


def test_names_are_for_editors_and_coordinators(
    project: Project, editor: User, coordinator: User, contributor: User, officer: User, stranger: User
) -> None:
    made = consent(project, photo(project))
    paths = ("", f"{made.public_id}/", f"{made.public_id}/withdraw/", f"{made.public_id}/photos/", "new/", "paper/")

    def codes(person: User) -> list[int]:
        return [client_of(person).get(door(project, path)).status_code for path in paths]

    assert codes(editor) == codes(coordinator) == [200] * 6
    assert codes(contributor) == codes(officer) == [200, 403, 403, 403, 403, 200]
    assert codes(stranger) == [404] * 6
    for person in (contributor, officer):
        html = page(client_of(person), project)
        assert "Zofia" not in html
        assert "people who agreed" in html
    assert "Zofia" in page(client_of(editor), project)


def test_a_consent_of_another_project_is_not_reached(project: Project, editor: User) -> None:
    other = consent(Project.objects.create(title="Another"))

    for rest in ("", "change/", "photos/", "withdraw/", "remove/"):
        assert client_of(editor).get(door(project, f"{other.public_id}/{rest}")).status_code == 404


def test_the_register_is_filtered_in_the_address(project: Project, editor: User) -> None:
    consent(project)
    consent(project, name="Class 5b", valid_until=TODAY - datetime.timedelta(days=1))
    client = client_of(editor)

    assert ("Zofia" in page(client, project, state="valid"), "Class 5b" in page(client, project, state="valid")) == (
        True, False
    )  # fmt: skip
    assert "Nobody in the register fits this." in page(client, project, q="Nobody")
    assert "Zofia" in page(client, project, state="nonsense", scope="moon", page="x")


def test_two_people_at_once_see_both(project: Project, editor: User, coordinator: User) -> None:
    made = consent(project)
    answers = {**ANSWERS, "name": "Mine", "version": made.version}
    change_consent(made, by=coordinator, name="Theirs")

    html = client_of(editor).post(door(project, f"{made.public_id}/change/"), answers).content.decode()

    assert "Somebody else saved this meanwhile" in html
    assert "Theirs" in html
    assert 'value="Mine"' in html
    made.refresh_from_db()
    assert made.name == "Theirs"


def test_photos_are_chosen_with_boxes(project: Project, editor: User) -> None:
    made, piece, other = consent(project), photo(project), photo(project)
    client = client_of(editor)
    assert page(client, project, f"{made.public_id}/photos/").count('type="checkbox" name="photo"') == 2

    answers = {"seen": [piece.public_id, other.public_id], "photo": [piece.public_id]}
    client.post(door(project, f"{made.public_id}/photos/"), answers)

    assert list(made.photos.all()) == [piece]


def test_a_consent_is_attached_on_the_photos_page(project: Project, editor: User, coordinator: User) -> None:
    made, piece = consent(project), photo(project)
    client = client_of(editor)
    door_of_photo = f"/workspace/{project.public_id}/evidence/{piece.public_id}/consents/"

    assert "Zofia Testowa" in client.post(door_of_photo, {"attach": made.public_id}, follow=True).content.decode()
    assert piece.consents.get() == made
    publish_evidence(piece, by=coordinator)
    html = client.post(door_of_photo, {"detach": made.public_id}, follow=True).content.decode()
    assert "1 photo left the public pages" in html
    assert client.post(door_of_photo, {"attach": "zzzzzzz"}).status_code == 404


def test_withdrawing_shows_the_places_first_and_then_empties_them(
    project: Project, editor: User, coordinator: User
) -> None:
    project.has_published = True
    project.save()
    piece = photo(project)
    made = consent(project, piece, scopes=["web", "print"])
    publish_evidence(piece, by=coordinator)
    client = client_of(editor)

    before = page(client, project, f"{made.public_id}/withdraw/")
    answers = {"withdrawn_on": TODAY.isoformat()}
    after = client.post(door(project, f"{made.public_id}/withdraw/"), answers, follow=True).content.decode()

    assert "public page of the project Clean rivers" in before
    assert "can't be called back from here" in before
    piece.refresh_from_db()
    assert not piece.is_public
    assert "Taken out of:" in after
    assert client.post(door(project, f"{made.public_id}/withdraw/"), answers).status_code == 200


@pytest.mark.parametrize("day", ["", "2999-01-01", "2026-13-01"])
def test_a_wrong_day_withdraws_nothing(project: Project, editor: User, day: str) -> None:
    made = consent(project)

    client_of(editor).post(door(project, f"{made.public_id}/withdraw/"), {"withdrawn_on": day})

    made.refresh_from_db()
    assert made.withdrawn_on is None


class TestSignedForm:
    def test_it_is_kept_and_opened_by_those_who_may(self, project: Project, editor: User) -> None:
        made = consent(project)
        upload = SimpleUploadedFile("zgoda Zofia Testowa.jpg", jpeg("white"), "image/jpeg")

        html = client_of(editor).post(door(project, f"{made.public_id}/form/"), {"file": upload}, follow=True)

        made.refresh_from_db()
        assert made.proof is not None
        assert made.proof.is_confidential
        assert made.proof.name == f"consent-{made.public_id}.jpg"
        assert "Open it" in html.content.decode()

    @pytest.mark.parametrize(
        ("name", "content"), [("form.exe", b"MZ\x90\x00"), ("form.pdf", b"<html><script>"), ("form.jpg", b"")]
    )
    def test_what_is_no_form_is_refused(self, project: Project, editor: User, name: str, content: bytes) -> None:
        made = consent(project)

        answer = client_of(editor).post(
            door(project, f"{made.public_id}/form/"), {"file": SimpleUploadedFile(name, content)}
        )

        made.refresh_from_db()
        assert (answer.status_code, made.proof) == (200, None)
        assert "Something needs your attention" in answer.content.decode()


def test_a_mistake_is_removed_but_not_a_withdrawal(project: Project, editor: User) -> None:
    made, gone = consent(project), consent(project)
    withdraw_consent(made, by=editor)
    client = client_of(editor)

    for each in (made, gone):
        client.post(door(project, f"{each.public_id}/remove/"))

    assert list(Consent.objects.all()) == [made]


class TestPaper:
    def paper(self, person: User, project: Project, **changes: Any) -> bytes:
        answers = {"language": "pl", "kind": "adult", "scopes": ["web", "press"], "rows": 22, "as": "pdf", **changes}
        answer = client_of(person).get(door(project, "paper/"), answers)
        assert answer["Content-Type"] == "application/pdf"
        return answer.content

    def words(self, content: bytes) -> str:
        return " ".join(" ".join(each.extract_text() for each in PdfReader(io.BytesIO(content)).pages).split())

    @pytest.mark.parametrize("language", ["pl", "en"])
    @pytest.mark.parametrize("kind", FormKind.values)
    def test_it_is_one_tagged_sheet_and_a_table_for_groups(
        self, project: Project, contributor: User, language: str, kind: str
    ) -> None:
        pdf = pikepdf.open(io.BytesIO(self.paper(contributor, project, language=language, kind=kind)))

        assert (pdf.Root.Lang, bool(pdf.Root.MarkInfo.Marked)) == (language, True)
        assert len(pdf.pages) == (2 if kind in {"group", "class"} else 1)

    def test_it_is_filled_with_the_project(self, project: Project, editor: User) -> None:
        school = OrganisationFactory(name="Szkoła nad Odrą", city="Opole")
        PartnershipFactory(project=project, organisation=school)
        project.grant = 60_000  # type: ignore[assignment]  # an int is an amount, too
        project.save()

        words = self.words(self.paper(editor, project, organisation=school.pk, contact="rodo@example.org"))

        for part in ("Clean rivers", "Szkoła nad Odrą, Opole", "rodo@example.org", "3 lata od płatności końcowej"):
            assert part in words
        assert "prasa, radio, telewizja" in words
        assert "plakaty" not in words

    def test_a_blank_one_names_nobody(self, project: Project, editor: User) -> None:
        words = self.words(self.paper(editor, project, language="en", **{"as": "blank"}))

        assert "Clean rivers" not in words
        assert "5 years, or 3 years for a grant of 60,000 euros or less" in words

    @pytest.mark.parametrize("changes", [{"kind": "choir"}, {"language": "xx"}, {"scopes": []}, {"rows": "100000"}])
    def test_nonsense_is_told(self, project: Project, editor: User, changes: dict[str, Any]) -> None:
        answers = {"language": "pl", "kind": "adult", "scopes": ["web"], "rows": 22, "as": "pdf", **changes}

        answer = client_of(editor).get(door(project, "paper/"), answers)

        assert answer["Content-Type"].startswith("text/html")
        assert "Something needs your attention" in answer.content.decode()

    def test_a_form_is_never_ticked_beforehand_and_words_stay_words(self, project: Project, editor: User) -> None:
        project.title = "#let x = 1 *bold* $math$"
        project.save()

        assert "#let x = 1 *bold* $math$" in self.words(self.paper(editor, project))


@pytest.mark.parametrize("rest", ["", "{}/", "{}/photos/"])
def test_the_questions_to_the_database_stay_the_same(project: Project, editor: User, rest: str) -> None:
    made, counts = consent(project), []
    for more in (1, 2):
        for _each in range(more):
            piece = photo(project)
            made.photos.add(piece)
            consent(project, piece)
        client = client_of(editor)
        with CaptureQueriesContext(connection) as asked:
            client.get(door(project, rest.format(made.public_id)))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_public_pages_ask_the_same_for_one_photo_and_three(project: Project, coordinator: User) -> None:
    project.has_published = True
    project.save()
    counts = []
    for more in (1, 2):
        for _each in range(more):
            publish_evidence(photo(project, people_shown="nobody"), by=coordinator)
        with CaptureQueriesContext(connection) as asked:
            Client().get(f"/en/projects/{project.slug}/")
        counts.append(len(asked))
    assert counts[0] == counts[1]
