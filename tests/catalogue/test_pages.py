"""Pages of a result, a project, an organisation."""

import html
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from plon.organisations.models import Organisation
from plon.projects.models import Project
from plon.results.enums import ResultState
from plon.results.models import FitCard, Result
from plon.texts import mask_addresses
from tests.catalogue.conftest import make_result
from tests.conftest import client_of
from tests.factories import OrganisationFactory, PartnershipFactory, UserFactory


def page_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def linked_data(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert found
    return dict(json.loads(found[1]))


def test_result_page_says_what_matters(published: Result, client: Client) -> None:
    page = page_of(client, published.get_absolute_url())
    for words in ("Dziesięć lekcji nad rzeką", "Scenariusze dla szkół.", "CC BY 4.0", "Szkoła nad Rzeką", "PDF, 2,0"):
        assert words in html.unescape(page).replace("\xa0", " ")


def test_result_is_read_in_the_language_of_the_page_or_a_chosen_one(published: Result, client: Client) -> None:
    path = published.get_absolute_url().replace("/pl/", "/en/")
    assert "<h1>Ten lessons by the river</h1>" in page_of(client, path)
    assert '<h1 lang="pl">Dziesięć lekcji nad rzeką</h1>' in page_of(client, f"{path}?text=pl")
    assert "<h1>Ten lessons by the river</h1>" in page_of(client, f"{path}?text=xx")


def test_permanent_address_leads_to_the_visitors_language(published: Result, client: Client) -> None:
    for language in ("pl", "en"):
        answer = client.get(f"/r/{published.public_id}", headers={"accept-language": language})
        assert answer.status_code == 302
        assert answer["Location"].startswith(f"/{language}/results/{published.public_id}/")
    assert client.get("/r/nothere").status_code == 404


def test_old_slug_moves_permanently_and_keeps_the_question(published: Result, client: Client) -> None:
    answer = client.get(f"/pl/results/{published.public_id}/dawny-tytul/?text=en")
    assert answer.status_code == 301
    assert answer["Location"] == f"{published.get_absolute_url()}?text=en"
    assert client.get(f"/pl/results/{published.public_id}/").status_code == 301


def test_withdrawn_result_leaves_a_tombstone(published: Result, client: Client) -> None:
    published.state, published.withdrawn_at = ResultState.WITHDRAWN, timezone.now()
    published.withdrawal_reason = "Zdjęcia bez zgody."
    published.save()
    answer = client.get(published.get_absolute_url())
    assert answer.status_code == 410
    assert "Zdjęcia bez zgody." in answer.content.decode()
    assert "lekcje.pdf" not in answer.content.decode()
    assert client.get(f"/r/{published.public_id}").status_code == 302


@pytest.mark.parametrize("visitor_of", [Client, lambda: client_of(UserFactory())])
def test_unpublished_and_private_pages_are_not_there(secret: Result, visitor_of: Callable[[], Client]) -> None:
    visitor = visitor_of()
    organisation = secret.project.organisations.get()
    for path in (
        f"/r/{secret.public_id}",
        secret.get_absolute_url(),
        f"/r/{secret.public_id}/card.png",
        secret.project.get_absolute_url(),
        f"/pl/projects/{secret.project.public_id}/card.png",
        organisation.get_absolute_url(),
    ):
        assert visitor.get(path).status_code == 404


def test_project_page_by_number_in_any_capitals(public_project: Project, client: Client) -> None:
    assert "Żywa rzeka" in page_of(client, public_project.get_absolute_url())
    for slug in (public_project.number_key, public_project.public_id):
        answer = client.get(f"/pl/projects/{slug}/")
        assert (answer.status_code, answer["Location"]) == (301, public_project.get_absolute_url())


def test_addresses_in_imported_texts_are_masked_everywhere(public_project: Project, client: Client) -> None:
    page = page_of(client, public_project.get_absolute_url())
    assert "Badamy wodę." in page
    assert "anna.nowak" not in page
    assert "example.org" not in page


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Write to a.b+c@mail.example.org.", "Write to a•••@•••."),
        ("<x@example.org>", "<x•••@•••>"),
        ("jan (at) example.org", "j•••@•••"),
        ("jan(at)example.org", "j•••@•••"),
        ("@home and 5 @ 3 EUR", "@home and 5 @ 3 EUR"),
    ],
)
def test_masking(text: str, masked: str) -> None:
    assert mask_addresses(text) == masked


def test_masking_of_a_long_text_is_quick() -> None:
    assert mask_addresses("a." * 50_000) == "a." * 50_000


def test_organisation_page_shows_public_projects_only(
    published: Result, secret: Result, school: Organisation, client: Client
) -> None:
    PartnershipFactory(project=secret.project, organisation=school)
    page = page_of(client, school.get_absolute_url())
    assert published.project.get_absolute_url() in page
    assert "Tajemnica" not in page


# Those of the result are, beside its own, for uses and figures, what is similar, photos, older versions.
MOST_QUERIES = {"result": 20, "project": 10, "organisation": 12}


@pytest.mark.parametrize("kind", ["result", "project", "organisation"])
def test_details_ask_the_database_as_often_for_three_as_for_one(
    published: Result,
    school: Organisation,
    client: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    kind: str,
) -> None:
    path = {"result": published, "project": published.project, "organisation": school}[kind].get_absolute_url()
    # The second project and result make the related lists appear at all.
    make_result(published.project, "Gra", responsible=school)
    with django_assert_max_num_queries(MOST_QUERIES[kind]) as one:
        client.get(path)
    for n in range(3):
        make_result(published.project, f"Gra {n}", "Game", responsible=school)
        PartnershipFactory(project=published.project, organisation=OrganisationFactory())
    with django_assert_max_num_queries(len(one)):
        client.get(path)


def test_linked_data_describes_result_project_and_organisation(
    published: Result, school: Organisation, client: Client
) -> None:
    result = linked_data(page_of(client, published.get_absolute_url()))
    assert result["@type"] == ["LearningResource", "CreativeWork"]
    assert result["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert result["@id"].endswith(f"/r/{published.public_id}")
    assert result["encoding"][0]["encodingFormat"] == "application/pdf"
    project = linked_data(page_of(client, published.project.get_absolute_url()))
    assert (project["@type"], project["identifier"]) == ("ResearchProject", published.project.number)
    assert linked_data(page_of(client, school.get_absolute_url()))["@type"] == "Organization"


def test_linked_data_says_for_whom_it_fits(published: Result, client: Client) -> None:
    FitCard.objects.create(
        result=published, audiences=["teacher"], age_from=10, age_to=14, time_from=2, time_to=2, time_unit="lessons",
        levels=["primary"],
    )  # fmt: skip
    result = linked_data(page_of(client, published.get_absolute_url().replace("/pl/", "/en/")))
    assert (result["typicalAgeRange"], result["timeRequired"]) == ("10-14", "PT90M")
    assert len(result["educationalLevel"]) == 1
    assert result["audience"]["@type"] == "EducationalAudience"
    assert result["encoding"][0]["contentUrl"].endswith("/lekcje.pdf")
    assert result["alternateName"] == ["Dziesięć lekcji nad rzeką"]


def test_linked_data_cannot_leave_its_element(public_project: Project, client: Client) -> None:
    nasty = "</script><script>alert('x')</script> & <!--"
    result = make_result(public_project, nasty)
    page = page_of(client, result.get_absolute_url())
    assert "<script>alert" not in page
    assert linked_data(page)["name"] == nasty


def test_html_in_texts_is_shown_as_text(public_project: Project, client: Client) -> None:
    result = make_result(public_project, "Gra")
    result.texts.update(summary="<img src=x onerror=alert(1)> **gruby** [zły](javascript:alert(1))")
    page = page_of(client, result.get_absolute_url())
    assert "<img src=x" not in page
    assert "<strong>gruby</strong>" in page
    assert 'href="javascript' not in page
