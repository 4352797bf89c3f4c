"""An auditor's room: opened for a time, read-only, with a log; guessing, ended rooms and other projects get nothing."""

import datetime
import logging
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from plon.accounts.models import User
from plon.evidence.actions import remove_evidence
from plon.evidence.models import Evidence
from plon.history.models import Event
from plon.projects.enums import TeamRole
from plon.site.logs import without_secrets
from plon.verification.actions import close_room, open_room, prolong_room
from plon.verification.enums import Visit
from plon.verification.letter import send_waiting_letters
from plon.verification.models import AuditRoom, IssuedReport, RoomVisit
from plon.verification.refusals import VerificationRefused
from plon.verification.secret import address_of, secret_of
from tests.conftest import client_of
from tests.evidence.photographs import consent
from tests.factories import EvidenceFactory, MembershipFactory, UserFactory
from tests.verification.conftest import LIST, PHOTO, World, give_bytes, visitor


@pytest.fixture
def room(world: World, issued: IssuedReport) -> AuditRoom:
    return open_room(issued, by=world.by, who="Agency, audit", language="en")


def door(room: AuditRoom, name: str = "room", *more: str) -> str:
    return reverse(f"audit:{name}", args=[secret_of(room), *more])


def test_form_opens_a_room_and_sends_its_address(
    world: World, issued: IssuedReport, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    client = client_of(world.by)
    form = reverse("verification:new_room", args=[world.project.public_id, issued.public_id])
    sent = {"who": "Anna from the agency", "email": "Anna@Agency.example", "language": "pl", "days": "14"}
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(form, sent)
    room = AuditRoom.objects.get()
    assert answer["Location"] == reverse("verification:room", args=[world.project.public_id, room.public_id])
    assert (room.expires_at - timezone.now()).days in {13, 14}
    (letter,) = mail.outbox
    assert letter.to == ["anna@agency.example"]
    assert address_of(room) in letter.body
    assert address_of(room) in client.get(answer["Location"]).content.decode()
    assert not room.shows_confidential


def test_letter_that_did_not_go_is_said_and_tried_again(
    world: World,
    issued: IssuedReport,
    settings: Any,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    working, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with django_capture_on_commit_callbacks(execute=True):
        room = open_room(issued, by=world.by, who="A", email="anna@agency.example", language="en")
    address = reverse("verification:room", args=[world.project.public_id, room.public_id])
    assert "has not gone yet" in client_of(world.by).get(address).content.decode()
    settings.EMAIL_BACKEND = working
    send_waiting_letters()
    send_waiting_letters()
    assert [letter.to for letter in mail.outbox] == [["anna@agency.example"]]
    assert "The address was sent to anna@agency.example." in client_of(world.by).get(address).content.decode()


def test_letter_of_a_room_that_was_closed_meanwhile_does_not_go(world: World, issued: IssuedReport) -> None:
    room = open_room(issued, by=world.by, who="A", email="anna@agency.example", language="en")
    close_room(room, by=world.by)
    send_waiting_letters()
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"who": ""}, "This field is required."),
        ({"days": "0"}, "greater than or equal to 1"),
        ({"days": "9223372036854775808"}, "less than or equal to 366"),
        ({"days": "many"}, "Enter a whole number."),
        ({"email": "nobody"}, "valid email address"),
        ({"who": "x" * 500}, "at most 150 characters"),
        ({"language": "xx"}, "Select a valid choice"),
    ],
)
def test_bad_rooms_are_refused_in_words(world: World, issued: IssuedReport, typed: dict[str, str], words: str) -> None:
    form = reverse("verification:new_room", args=[world.project.public_id, issued.public_id])
    answer = client_of(world.by).post(form, {"who": "A", "language": "en", "days": "30", **typed})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert AuditRoom.objects.count() == 0


def test_room_shows_report_and_proofs_by_what_they_prove(world: World, room: AuditRoom) -> None:
    answer = visitor().get(door(room))
    page = answer.content.decode()
    assert room.issued.title in page
    assert "Photo of the workshop" in page
    assert "Workshop by the river" in page
    assert door(room, "proof", world.photo.public_id) in page
    assert "people may be recognised" in page or world.photo.kind != "photo"
    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]
    assert answer["Referrer-Policy"] == "same-origin"
    assert not answer.cookies


def test_report_is_read_as_page_and_taken_as_files(room: AuditRoom) -> None:
    page = visitor().get(door(room, "paper")).content.decode()
    assert '<article class="paper"' in page
    for kind in ("pdf", "docx", "manifest"):
        taken = visitor().get(door(room, "file", kind))
        assert len(taken.getvalue()) == room.issued.files.get(kind=kind).size
        assert "no-store" in taken["Cache-Control"]
    assert visitor().get(door(room, "file", "content")).status_code == 404


def test_proof_is_opened_by_a_signed_address_and_noted(world: World, room: AuditRoom) -> None:
    client = visitor()
    led = client.get(door(room, "proof", world.photo.public_id))
    assert led["Location"].startswith("/evidence-files/")
    assert client.get(led["Location"]).getvalue() == PHOTO
    link = client.get(door(room, "proof", world.page.public_id))
    assert link["Location"] == "https://paper.example/river"
    client.get(door(room))
    client.get(door(room, "file", "pdf"))
    client.head(door(room))
    noted = list(RoomVisit.objects.order_by("pk").values_list("what", "about"))
    assert noted == [
        (Visit.PROOF, world.photo.public_id), (Visit.PROOF, world.page.public_id), (Visit.ENTERED, ""),
        (Visit.FILE, "pdf"),
    ]  # fmt: skip
    assert {field.name for field in RoomVisit._meta.fields} == {"id", "room", "at", "what", "about"}
    page = client_of(world.by).get(reverse("verification:room", args=[world.project.public_id, room.public_id]))
    assert "Photo of the workshop" in page.content.decode()


def test_what_a_head_request_leads_to_is_noted_too(world: World, room: AuditRoom) -> None:
    """Its answer holds the signed address, so the proof can be opened by it."""
    client = visitor()
    led = client.head(door(room, "proof", world.photo.public_id))
    assert client.get(led["Location"]).getvalue() == PHOTO
    client.head(door(room, "file", "pdf"))
    client.head(door(room, "paper"))
    noted = list(RoomVisit.objects.order_by("pk").values_list("what", "about"))
    assert noted == [(Visit.PROOF, world.photo.public_id), (Visit.FILE, "pdf")]


def test_confidential_proof_is_opened_only_where_the_coordinator_said_so(
    world: World, issued: IssuedReport, room: AuditRoom
) -> None:
    address = door(room, "proof", world.signed.public_id)
    page = visitor().get(door(room)).content.decode()
    assert "Confidential: the coordinator shows it on request." in page
    assert "Hanna Ukryta" not in page
    assert visitor().get(address).status_code == 404
    wide = open_room(issued, by=world.by, who="Court of auditors", language="en", shows_confidential=True)
    assert "Hanna Ukryta" in visitor().get(door(wide)).content.decode()
    led = visitor().get(door(wide, "proof", world.signed.public_id))
    assert visitor().get(led["Location"]).getvalue() == LIST


def test_photo_of_somebody_who_took_consent_back_stays_shut(world: World, room: AuditRoom) -> None:
    world.photo.kind, world.photo.people_shown = "photo", "recognisable"
    world.photo.save()
    consent(world.project, world.photo, withdrawn_on=None)
    assert visitor().get(door(room, "proof", world.photo.public_id)).status_code == 302
    world.photo.consents.update(withdrawn_on=timezone.localdate())
    assert visitor().get(door(room, "proof", world.photo.public_id)).status_code == 404
    assert "took their consent back" in visitor().get(door(room)).content.decode()


def test_proof_in_the_bin_stays_shut(world: World, room: AuditRoom) -> None:
    remove_evidence(world.photo, by=world.by)
    assert visitor().get(door(room, "proof", world.photo.public_id)).status_code == 404
    assert "The team has put it into the bin." in visitor().get(door(room)).content.decode()


@pytest.mark.parametrize(
    ("kind", "about", "words"),
    [
        ("link", {"url": "https://paper.example/private"}, "paper.example/private"),
        ("figure", {"url": "", "value": 471, "unit": "tears"}, "471 tears"),
    ],
)
def test_address_and_figure_of_a_proof_that_is_shut_are_not_told(
    world: World, room: AuditRoom, kind: str, about: dict[str, Any], words: str
) -> None:
    def told() -> str:
        return visitor().get(door(room)).content.decode()

    Evidence.objects.filter(pk=world.page.pk).update(kind=kind, **about)
    assert words in told()
    world.page.refresh_from_db()
    Evidence.objects.filter(pk=world.page.pk).update(is_confidential=True)
    assert words not in told()
    Evidence.objects.filter(pk=world.page.pk).update(is_confidential=False)
    given = consent(world.project, world.page)
    world.page.consents.update(withdrawn_on=timezone.localdate())
    assert words not in told()
    given.delete()
    assert words in told()
    remove_evidence(world.page, by=world.by)
    assert words not in told()


def test_evidence_that_the_report_does_not_name_is_not_there(world: World, room: AuditRoom) -> None:
    other = give_bytes(EvidenceFactory(title="Of another project"), "x.jpg", PHOTO, "image/jpeg")
    own = give_bytes(EvidenceFactory(project=world.project, title="Not reported"), "y.jpg", PHOTO, "image/jpeg")
    for piece in (other, own):
        assert visitor().get(door(room, "proof", piece.public_id)).status_code == 404
    assert RoomVisit.objects.count() == 0


def test_room_whose_time_is_over_says_so_and_opens_nothing(world: World, room: AuditRoom) -> None:
    AuditRoom.objects.update(expires_at=timezone.now() - datetime.timedelta(minutes=1))
    doors = [door(room), door(room, "paper"), door(room, "file", "pdf"), door(room, "proof", world.photo.public_id)]
    for address in doors:
        answer = visitor().get(address)
        assert answer.status_code == 410
        page = answer.content.decode()
        assert "This room is closed" in page
        assert "Photo of the workshop" not in page
    assert RoomVisit.objects.count() == 0
    prolong_room(room, by=world.by, days=5)
    assert visitor().get(door(room)).status_code == 200


def test_closed_room_is_closed_for_good(world: World, room: AuditRoom) -> None:
    client = client_of(world.by)
    client.post(reverse("verification:close_room", args=[world.project.public_id, room.public_id]))
    assert visitor().get(door(room)).status_code == 410
    with pytest.raises(VerificationRefused, match="was closed"):
        prolong_room(room, by=world.by, days=5)
    page = client.get(reverse("verification:room", args=[world.project.public_id, room.public_id])).content.decode()
    assert secret_of(room) not in page
    close_room(room, by=world.by)
    assert Event.objects.filter(kind="audit_room.closed").count() == 1


def test_guessing_secrets_ends_soon_and_logs_no_secret(db: None, caplog: pytest.LogCaptureFixture) -> None:
    client = visitor()
    guesses = [f"{number:032d}" for number in range(25)]
    with caplog.at_level(logging.WARNING):
        statuses = [client.get(reverse("audit:room", args=[guess])).status_code for guess in guesses]
    assert statuses == [404] * 20 + [429] * 5
    assert guesses[0] not in "".join(record.getMessage() for record in caplog.records if "plon" in record.name)


def test_open_room_is_never_held_up_by_guesses_of_others(room: AuditRoom) -> None:
    for number in range(25):
        visitor().get(reverse("audit:room", args=[f"{number:032d}"]))
    assert visitor().get(door(room)).status_code == 200


def test_code_field_opens_the_room_too(room: AuditRoom) -> None:
    for typed in (secret_of(room), address_of(room)):
        answer = visitor().post(reverse("audit:entry"), {"code": typed})
        assert answer["Location"] == door(room)


def test_no_row_holds_the_secret(room: AuditRoom) -> None:
    from django.apps import apps

    visitor().get(door(room))
    secret = secret_of(room)
    for model in apps.get_models():
        for values in model._default_manager.values():
            assert all(secret not in str(value) for value in values.values()), model


def test_lines_of_the_log_are_without_secrets(room: AuditRoom) -> None:
    line = f'GET {door(room, "file", "pdf")} HTTP/1.1" 200'
    assert secret_of(room) not in without_secrets(line)


def test_address_is_for_coordinators_the_log_for_the_team(world: World, room: AuditRoom) -> None:
    editor = UserFactory(name="Ed")
    MembershipFactory(project=world.project, person=editor, role=TeamRole.EDITOR)
    address = reverse("verification:room", args=[world.project.public_id, room.public_id])
    visitor().get(door(room))
    page = client_of(editor).get(address).content.decode()
    assert "opened the room" in page
    assert secret_of(room) not in page
    assert client_of(editor).post(address, {"days": "5"}).status_code == 403


def test_stranger_finds_no_room(world: World, room: AuditRoom, stranger: User) -> None:
    address = reverse("verification:room", args=[world.project.public_id, room.public_id])
    assert client_of(stranger).get(address).status_code == 404


def test_room_speaks_the_auditors_language(world: World, issued: IssuedReport) -> None:
    polish = open_room(issued, by=world.by, who="Agencja", language="pl")
    answer = Client(headers={"accept-language": "en"}).get(door(polish))
    assert answer["Content-Language"] == "pl"
    assert '<html lang="pl"' in answer.content.decode()


def test_room_costs_the_same_however_many_proofs(
    room: AuditRoom, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    def count() -> int:
        with django_assert_max_num_queries(25) as asked:
            visitor().get(door(room))
        return len(asked)

    count()
    before = count()
    proof: Any = room.issued.proofs.all()[0]
    for number in range(3):
        proof.pk, proof.key, proof.position = None, f"copy{number}", 100 + number
        proof.save()
    assert count() == before


@pytest.mark.parametrize("odd", ["%00", "%F0%9F%90%9F", "..%2F..%2Fetc%2Fpasswd", "a" * 3000, "%ff"])
def test_odd_addresses_lead_nowhere(room: AuditRoom, odd: str) -> None:
    own = f"/audit/room/{secret_of(room)}"
    for address in (f"/audit/{odd}/", f"/audit/room/{odd}/", f"{own}/proofs/{odd}/", f"{own}/files/{odd}/"):
        assert visitor().get(address).status_code == 404
