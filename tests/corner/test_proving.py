"""A partner shows what it did: files in pieces, files of a plain form, links; only its own, only at its own acts."""

import base64
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from plon.accounts.models import User
from plon.activities.models import Activity, Proof
from plon.corner import actions
from plon.corner.models import PartnerLink
from plon.evidence.models import Evidence, Upload
from plon.history.models import Event
from plon.projects.models import Project
from tests.corner.factories import address, make_link, make_partner
from tests.factories import ActivityFactory, EvidenceFactory, ReachFactory

TUS = {"Tus-Resumable": "1.0.0"}


@pytest.fixture(autouse=True)
def _own_incoming_folder(settings: Any, tmp_path: Any) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "incoming"
    settings.FILE_UPLOAD_TEMP_DIR.mkdir()


@pytest.fixture
def link(project: Project, coordinator: User) -> PartnerLink:
    return make_link(project, coordinator)


@pytest.fixture
def act(link: PartnerLink) -> Activity:
    act: Activity = ActivityFactory(project=link.project, responsible=link.organisation, title="Talk")
    ReachFactory(activity=act, people=24)
    return act


def photo() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(made, "JPEG")
    return made.getvalue()


def begin(client: Client, link: PartnerLink, size: int, name: str = "talk.jpg") -> Any:
    told = f"filename {base64.b64encode(name.encode()).decode()}"
    headers = {**TUS, "Upload-Length": str(size), "Upload-Metadata": told}
    return client.post(address(link, "uploads/"), headers=headers)


def send_piece(client: Client, place: str, offset: int, piece: bytes) -> Any:
    return client.patch(
        place, piece, content_type="application/offset+octet-stream", headers={**TUS, "Upload-Offset": str(offset)}
    )


def prove(client: Client, link: PartnerLink, act: Activity, /, **values: Any) -> str:
    answer = client.post(address(link, f"acts/{act.public_id}/proofs/"), values, follow=True)
    return str(answer.content.decode())


def test_a_photo_whose_upload_broke_off_goes_on_and_shows_the_act(
    link: PartnerLink, act: Activity, client: Client
) -> None:
    content = photo()
    place = begin(client, link, len(content))["Location"]
    send_piece(client, place, 0, content[:100])

    # Another phone, later: the link alone is enough to go on.
    again = Client()
    here = int(again.head(place, headers=TUS)["Upload-Offset"])
    sent = send_piece(again, place, here, content[here:])
    page = prove(again, link, act, evidence=sent["Plon-Evidence"])

    assert here == 100
    piece = Evidence.objects.get()
    assert (piece.kind, piece.organisation, piece.added_by) == ("photo", link.organisation, None)
    assert piece.added_label == "Ana Ruiz (Escuela del Río)"
    assert "1 piece of evidence shows it now." in page
    assert "shows that it took place" in page
    assert act.proofs.get().evidence == piece
    assert Event.objects.get(kind="act.proven").actor_label == "Ana Ruiz (Escuela del Río)"


@pytest.mark.parametrize("why", ["revoked", "another link", "guessed"])
def test_an_upload_goes_on_by_its_own_link_alone(
    why: str, link: PartnerLink, coordinator: User, client: Client
) -> None:
    place = begin(client, link, 100)["Location"]
    if why == "revoked":
        actions.revoke_link(link, by=coordinator)
    elif why == "another link":
        other = make_link(link.project, coordinator, link.organisation, email="luis@example.org")
        place = address(other, "uploads/") + place.rstrip("/").rpartition("/")[2] + "/"
    else:
        place = address(link, "uploads/guessed/")

    for answer in (
        client.head(place, headers=TUS),
        send_piece(client, place, 0, b"x"),
        client.delete(place, headers=TUS),
    ):
        assert answer.status_code == 404
    assert Upload.objects.get().offset == 0


def test_a_plain_form_brings_files_and_a_link_and_what_is_refused_is_said(
    link: PartnerLink, act: Activity, client: Client
) -> None:
    page = prove(
        client, link, act,
        files=[SimpleUploadedFile("talk.jpg", photo()), SimpleUploadedFile("tool.exe", b"MZ" + bytes(100))],
        link="https://example.org/our-talk",
    )  # fmt: skip

    assert {piece.kind for piece in Evidence.objects.all()} == {"photo", "link"}
    assert "“tool.exe” was not taken" in page
    assert "2 pieces of evidence show it now." in page


def test_a_list_shows_everybody_and_only_the_team_s_editors_open_it(
    link: PartnerLink, act: Activity, client: Client
) -> None:
    scan = SimpleUploadedFile("list.jpg", photo())

    page = prove(client, link, act, files=[scan], everybody="on", is_list="on")

    assert act.proofs.get().people == 24
    assert Evidence.objects.get().is_confidential
    assert "shows 24 people" in page
    assert "only the team's editors open it" in page
    assert "/evidence-files/" not in page


def test_what_shows_everybody_is_counted_once(link: PartnerLink, act: Activity, client: Client) -> None:
    prove(client, link, act, link="https://example.org/one", everybody="on")
    prove(client, link, act, link="https://example.org/two", everybody="on")

    assert sorted(Proof.objects.values_list("people", flat=True)) == [0, 24]


def test_a_form_that_is_sent_twice_is_taken_once(link: PartnerLink, act: Activity, client: Client) -> None:
    for _time in range(2):
        prove(client, link, act, files=[SimpleUploadedFile("talk.jpg", photo())], link="https://example.org/our-talk")

    assert Evidence.objects.count() == 2
    assert act.proofs.count() == 2


def test_nothing_chosen_is_said(link: PartnerLink, act: Activity, client: Client) -> None:
    assert "Choose a file or give a link first." in prove(client, link, act)


@pytest.mark.parametrize("whose", ["another partner", "nobody", "another project", "confidential", "in the bin"])
def test_pieces_that_are_not_the_partner_s_own_prove_nothing(
    whose: str, link: PartnerLink, act: Activity, client: Client
) -> None:
    values: dict[str, Any] = {"project": link.project, "organisation": link.organisation}
    match whose:
        case "another partner":
            values["organisation"] = make_partner(link.project, "Other school")
        case "nobody":
            values["organisation"] = None
        case "another project":
            del values["project"]
        case "confidential":
            values["is_confidential"] = True
        case _:
            values["removed_at"] = link.sent_at
    piece = EvidenceFactory(**values)

    prove(client, link, act, evidence=piece.public_id)

    assert not act.proofs.exists()


def test_a_piece_is_taken_away_by_who_brought_it_alone(
    link: PartnerLink, act: Activity, client: Client, coordinator: User
) -> None:
    prove(client, link, act, link="https://example.org/ours")
    team_s = EvidenceFactory(project=link.project)
    Proof.objects.create(activity=act, evidence=team_s)
    ours = Evidence.objects.get(url="https://example.org/ours")
    base = address(link, f"acts/{act.public_id}/proofs/")

    assert client.post(f"{base}{team_s.public_id}/remove/").status_code == 404
    answer = client.post(f"{base}{ours.public_id}/remove/", follow=True)

    assert "no longer shows it" in answer.content.decode()
    assert [proof.evidence for proof in act.proofs.all()] == [team_s]
    assert Evidence.objects.filter(pk=ours.pk, removed_at=None).exists()


def test_another_partner_s_act_takes_no_proof(link: PartnerLink, client: Client) -> None:
    theirs = ActivityFactory(project=link.project, responsible=make_partner(link.project, "Other school"))

    answer = client.post(address(link, f"acts/{theirs.public_id}/proofs/"), {"link": "https://example.org/ours"})

    assert answer.status_code == 404
    assert not Evidence.objects.exists()


def test_a_photo_that_a_phone_kept_shows_the_act_that_it_sends(link: PartnerLink, client: Client) -> None:
    mine = EvidenceFactory(project=link.project, organisation=link.organisation)
    theirs = EvidenceFactory(project=link.project, organisation=make_partner(link.project, "Other school"))
    sent = {"start": "2026-03-03", "what": "other", "title": "Talk"}

    taken = client.post(address(link, "now/send/"), {**sent, "evidence": mine.public_id})
    refused = client.post(address(link, "now/send/"), {**sent, "evidence": theirs.public_id})

    assert taken.status_code == 200
    assert refused.status_code == 422
    assert [proof.evidence for proof in Proof.objects.all()] == [mine]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_an_act_asks_a_constant_number_of_questions(
    rows: int, link: PartnerLink, act: Activity, client: Client, django_assert_num_queries: Any
) -> None:
    for _number in range(rows):
        piece = EvidenceFactory(project=link.project, organisation=link.organisation)
        Proof.objects.create(activity=act, evidence=piece)
    client.get(address(link, f"acts/{act.public_id}/"))

    with django_assert_num_queries(12):
        client.get(address(link, f"acts/{act.public_id}/"))
