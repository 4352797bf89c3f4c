"""Who comes into the corner, and what everybody else sees."""

import datetime
import logging
import uuid

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone

from plon.accounts.models import User
from plon.activities.models import Activity
from plon.corner import actions
from plon.corner.models import PartnerLink
from plon.corner.secret import secret_of
from plon.projects.models import Project
from tests.corner.factories import address, make_line, make_link, make_partner
from tests.factories import ActivityFactory

SENTENCE = "This link no longer works"
READ = ("", "plan/", "calendar/", "now/")
SENT = ("language/", "letters/")


@pytest.fixture
def link(project: Project, coordinator: User) -> PartnerLink:
    return make_link(project, coordinator)


@pytest.fixture
def act(link: PartnerLink) -> Activity:
    return ActivityFactory(project=link.project, responsible=link.organisation)


@pytest.mark.parametrize("page", READ)
def test_a_link_opens_the_corner_without_account_or_session(link: PartnerLink, page: str, client: Client) -> None:
    answer = client.get(address(link, page))

    assert answer.status_code == 200
    assert link.organisation.name in answer.content.decode()
    assert "sessionid" not in answer.cookies
    assert answer["X-Robots-Tag"].startswith("noindex")
    assert answer["Referrer-Policy"] == "same-origin"
    assert "private" in answer["Cache-Control"]


def shut(link: PartnerLink, why: str) -> str:
    """Return an address that must not open, for one of the reasons."""
    if why == "expired":
        PartnerLink.objects.filter(pk=link.pk).update(expires_at=timezone.now() - datetime.timedelta(minutes=1))
    elif why == "revoked":
        actions.revoke_link(link, by=link.sent_by)
    elif why == "sent again":
        old = address(link)
        actions.renew_link(link, by=link.sent_by)
        return old
    elif why == "the partner left":
        link.project.partnerships.filter(organisation=link.organisation).delete()
    elif why == "guessed":
        return "/corner/bm90LXRoZS1zZWNyZXQtYXQtYWxsLW5v/"
    return address(link)


@pytest.mark.parametrize("why", ["expired", "revoked", "sent again", "the partner left", "guessed"])
def test_an_address_that_opens_nothing_leads_everywhere_to_the_same_page(
    why: str, link: PartnerLink, act: Activity, caplog: pytest.LogCaptureFixture
) -> None:
    home = shut(link, why)
    client = Client(headers={"Accept-Language": "en"})

    doors = [*READ, *SENT, "now/send/", f"acts/{act.public_id}/"]
    with caplog.at_level(logging.WARNING, logger="plon.corner"):
        answers = [getattr(client, "post" if door in SENT else "get")(home + door) for door in doors]

    assert {answer.status_code for answer in answers} == {404}
    assert all(SENTENCE in answer.content.decode() for answer in answers)
    assert len([each for each in caplog.records if each.name == "plon.corner"]) == len(doors)


def test_the_page_of_every_reason_is_the_same(project: Project, coordinator: User) -> None:
    partner = make_partner(project)
    pages = set()
    for number, why in enumerate(("expired", "revoked", "sent again", "guessed")):
        home = shut(make_link(project, coordinator, partner, email=f"{number}@example.org"), why)
        pages.add(Client().get(home).content)

    assert len(pages) == 1


def test_the_log_tells_the_reason_and_never_the_secret(
    link: PartnerLink, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    home = shut(link, "revoked")

    with caplog.at_level(logging.WARNING):
        client.get(home)

    [line] = [each.getMessage() for each in caplog.records if each.name == "plon.corner"]
    assert line == f"A link that doesn't work was tried: {link.secret_hash[:10]}, revoked"


def test_an_act_of_another_partner_or_project_is_not_there(
    link: PartnerLink, coordinator: User, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    of_another_partner = ActivityFactory(project=link.project, responsible=make_partner(link.project, "Other school"))
    of_nobody = ActivityFactory(project=link.project, responsible=None)
    of_another_project = ActivityFactory(responsible=link.organisation)

    with caplog.at_level(logging.WARNING, logger="plon.corner"):
        answers = [
            getattr(client, method)(address(link, f"acts/{act.public_id}/"))
            for act in (of_another_partner, of_nobody, of_another_project)
            for method in ("get", "post")
        ]

    assert {answer.status_code for answer in answers} == {404}
    assert all(SENTENCE in answer.content.decode() for answer in answers)
    assert caplog.text.count("asked for something that is not its own") == 6


def test_who_tries_many_addresses_is_slowed_down_and_colleagues_are_not(link: PartnerLink, client: Client) -> None:
    answers = [client.get(f"/corner/guess-{number}/").status_code for number in range(21)]

    assert answers == [404] * 20 + [429]
    assert client.get("/corner/guess-again/")["Retry-After"] == "15"
    assert client.get(address(link)).status_code == 200
    assert client.get("/corner/guess-elsewhere/", REMOTE_ADDR="192.0.2.7").status_code == 404


def test_the_coordinator_sees_that_a_link_is_used(link: PartnerLink, client: Client) -> None:
    client.get(address(link))

    link.refresh_from_db()
    assert link.last_used_at is not None


def test_forms_of_the_corner_are_guarded_against_forgery(link: PartnerLink) -> None:
    client = Client(enforce_csrf_checks=True)

    assert client.post(address(link, "letters/"), {"wants": "no"}).status_code == 403
    link.refresh_from_db()
    assert link.wants_letters


def test_no_row_of_the_database_holds_a_secret(link: PartnerLink, act: Activity, client: Client) -> None:
    """Whoever reads a backup can't come in."""
    secret = secret_of(link)
    token = str(uuid.uuid4())
    client.post(address(link, "now/"), {"what": "other", "title": "Talk", "start": "2026-03-03", "form_token": token})
    client.post(address(link, f"acts/{act.public_id}/proofs/"), {"link": "https://example.org", "form_token": token})

    holding = [
        model._meta.label
        for model in apps.get_models()
        for row in model._base_manager.values_list()
        if secret in " ".join(str(value) for value in row)
    ]

    assert len(secret) == 32
    assert holding == []


def test_a_link_without_its_part_of_the_plan_says_what_to_do(link: PartnerLink, client: Client) -> None:
    assert "Nothing is planned for you yet" in client.get(address(link)).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_home_page_asks_a_constant_number_of_questions(
    rows: int, link: PartnerLink, client: Client, django_assert_num_queries: object
) -> None:
    for number in range(rows):
        make_line(link, f"Line {number}", datetime.date(2026, 3, 1))
        ActivityFactory(project=link.project, responsible=link.organisation)
    client.get(address(link))

    with django_assert_num_queries(11):  # type: ignore[operator]  # a fixture of pytest-django
        client.get(address(link))
