"""What the catalogue covers, for everybody; figures in articles."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from plon.exchange.models import Import
from plon.portal.embeds import choices_of_embeds, render_embed
from plon.programmefigures.embedding import figure_blocks, figure_html
from tests.programmefigures.conftest import PublicWorld
from tests.programmefigures.making import count_now

EN, PL = "/en/coverage/", "/pl/coverage/"


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).replace("&nbsp;", " ").replace("\xa0", " ").split())


def test_it_says_how_much_of_what_since_when(public_world: PublicWorld, client: Client) -> None:
    Import.objects.create(
        file_name="secret-name.xlsx", state="done", finished_at=timezone.now(), total=120, created=100
    )
    count_now()
    told = words(client.get(EN).content.decode())
    assert "3 projects, 3 published results, of which 2 are living" in told
    assert "of the calls of 2023 to 2024" in told
    assert "Projects take place in 3 countries" in told
    assert "3 projects come from the public register" in told
    assert re.search(r"1 120 100", told)
    assert "secret-name" not in told
    assert "The topics of 1 project" in told or "The topic of 1 project" in told
    assert re.search(r"Counted on .*\d{4}", told)


def test_its_links_lead_to_as_much_as_it_says(public_world: PublicWorld, client: Client) -> None:
    count_now()
    page = client.get(EN).content.decode()
    named = re.findall(r'<a href="(/en/projects/\?country=\w\w)">[^<]+</a>: (\d+)', page)
    assert len(named) == 3
    for address, number in named:
        said = re.search(r"(\d+) projects?\b", words(client.get(address).content.decode()))
        assert said is not None
        assert said[1] == number


def test_it_is_the_same_for_everybody_and_may_be_kept(public_world: PublicWorld, client: Client) -> None:
    count_now()
    answer = client.get(PL)
    assert "Co obejmuje ten katalog" in answer.content.decode()
    assert answer["Cache-Control"] == "public, max-age=0, s-maxage=60"
    assert not answer.cookies
    assert client.get(PL, headers={"if-none-match": answer["ETag"]}).status_code == 304
    with CaptureQueriesContext(connection) as queries:
        client.get(PL)
    assert len(queries) <= 3


def test_nothing_of_reach_or_of_private_things_is_told(public_world: PublicWorld, client: Client) -> None:
    count_now()
    page = client.get(EN).content.decode() + "".join(figure_html(key, "en") for key, _title in figure_blocks("en"))
    for private in ("Views", "Downloads", "75", "Private", "Draft"):
        assert private not in words(page)


def test_before_the_first_count_it_says_so(db: None, client: Client) -> None:
    assert "has not been counted yet" in client.get(EN).content.decode()


def test_an_empty_catalogue_is_told(db: None, client: Client) -> None:
    count_now()
    told = words(client.get(EN).content.decode())
    assert "0 projects, 0 published results" in told
    assert "Nothing has been imported from the register yet." in told


def test_the_page_of_data_leads_to_it(public_world: PublicWorld, client: Client) -> None:
    assert f'href="{EN}"' in client.get("/en/data/").content.decode()


@pytest.mark.parametrize("language", ["pl", "en"])
def test_every_figure_of_the_list_can_be_shown(public_world: PublicWorld, language: str) -> None:
    count_now()
    blocks = figure_blocks(language)
    assert len({title for _key, title in blocks}) == 7
    for key, _title in blocks:
        html = figure_html(key, language)
        assert f'href="/{language}/coverage/"' in html
        assert ("<svg" in html) == (key != "totals")


def test_editors_are_offered_the_figures(public_world: PublicWorld) -> None:
    count_now()
    offered = dict(choices_of_embeds("pl"))["Figures of the catalogue"]
    assert ("figure:map", "Mapa: rezultaty według krajów") in offered
    assert render_embed("figure:map", "pl") == figure_html("map", "pl")


def test_figures_that_are_not_there_show_nothing(public_world: PublicWorld) -> None:
    assert figure_html("totals", "en") == ""
    count_now()
    assert figure_html("nonsense", "en") == ""
    assert "3" in words(figure_html("totals", "en"))
