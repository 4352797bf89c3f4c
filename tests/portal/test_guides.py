"""The written content: whole in both languages, its links lead somewhere, its pages show what they promise."""

import re
import time

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from plon.portal import addresses
from plon.portal.guidefiles import CONTENT, parse_guide
from plon.portal.guidefiles import filed_text as written
from plon.portal.guides import guide_of, guides, title_of
from plon.portal.sources import PAGES
from plon.search.querying import search
from plon.search.updating import rebuild
from plon.texts import INTERFACE_LANGUAGES

SLUGS = [
    "dissemination", "results", "tools", "sustainability", "evaluation",
    "first-plan", "open-licences", "consent-and-photos", "indicators", "final-weeks",
]  # fmt: skip
HEAD = '+++\ntitle = "T"\nsummary = "S"\ntheme = "tools"\norder = 1\nupdated = 2026-01-02\n+++\n'


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_guides_are_the_same_ten_in_the_same_order(language: str) -> None:
    assert [guide.slug for guide in guides(language)] == SLUGS
    assert [guide.order for guide in guides(language)] == list(range(1, 11))
    assert set(SLUGS) <= set(PAGES)


@pytest.mark.parametrize("slug", SLUGS)
def test_guide_has_as_many_parts_in_polish_as_in_english(slug: str) -> None:
    polish, english = written(slug, "pl"), written(slug, "en")
    assert len(polish.headings) == len(english.headings) == 7
    assert len(polish.checklist) == len(english.checklist) >= 6
    assert len(polish.sources) == len(english.sources) >= 2
    for tag in ("<li>", "<tr>", "<a ", "<blockquote>", "<strong>"):
        assert polish.html.count(tag) == english.html.count(tag), tag
    pair = guide_of(slug, "pl"), guide_of(slug, "en")
    assert pair[0]
    assert pair[1]
    assert (pair[0].theme, pair[0].updated) == (pair[1].theme, pair[1].updated)


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
@pytest.mark.parametrize("slug", SLUGS)
def test_guide_is_as_long_as_one_reads_in_a_few_minutes(slug: str, language: str) -> None:
    assert 500 <= len(written(slug, language).words.split()) <= 900


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
@pytest.mark.parametrize("slug", SLUGS)
def test_guide_leads_only_to_pages_that_are_there(db: None, client: Client, slug: str, language: str) -> None:
    """Each address opens for a visitor, or asks for a sign-in; each fragment is on the page that it names."""
    page = client.get(f"/{language}/guide/{slug}/").content.decode()
    main = page[page.index("<article") : page.index("</article>")]
    addresses_found = set(re.findall(r'href="(/[^"]*|#[^"]*)"', main))
    assert len(addresses_found) >= 20
    for address in addresses_found:
        path, _, fragment = address.partition("#")
        target = client.get(path) if path else None
        assert target is None or target.status_code in {200, 302}, address
        if fragment:
            assert f'id="{fragment}"' in (target.content.decode() if target else page), address


def test_guide_takes_the_reader_into_the_workspace_and_to_other_guides() -> None:
    for slug in SLUGS:
        html = written(slug, "pl").html
        assert "/pl/guide/open/" in html
        assert re.search(r'href="/pl/guide/[a-z-]+/"', html)


def test_every_place_that_guides_may_name_is_a_page_of_a_project() -> None:
    for name in addresses.PLACES.values():
        assert reverse(name, args=["abcdefg"]).startswith("/workspace/abcdefg/")


@pytest.mark.parametrize("named", ["guide", "workspace:nowhere", "page:nothing", "ftp://example.org", "/pl/", ""])
def test_link_that_names_nothing_is_refused(named: str) -> None:
    with pytest.raises(ValueError, match=r"name|called"):
        addresses.address_of(named)


def test_head_of_a_guide_is_read() -> None:
    guide = parse_guide(HEAD + "\nText\n", slug="s", language="en")
    assert (guide.title, guide.order, guide.updated.isoformat(), guide.body) == ("T", 1, "2026-01-02", "Text")
    assert not guide.opens_theme


@pytest.mark.parametrize("text", ["", "Text", "+++\ntitle = 1\n", HEAD.replace('"T"', "T"), "\n" + HEAD])
def test_guide_without_a_right_head_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"head|Invalid"):
        parse_guide(text, slug="s", language="en")


@pytest.mark.parametrize("change", [("summary", "sumary"), ('theme = "tools"\n', ""), ("order", "ordre")])
def test_field_of_the_head_that_is_misspelt_or_missing_is_refused(change: tuple[str, str]) -> None:
    with pytest.raises(TypeError):
        parse_guide(HEAD.replace(*change), slug="s", language="en")


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_page_of_a_guide_has_contents_checklist_sources_and_neighbours(db: None, client: Client, language: str) -> None:
    page = client.get(f"/{language}/guide/tools/").content.decode()
    contents = page[page.index("guide__contents") : page.index('class="prose')]
    assert len(re.findall(r'href="#', contents)) == 8
    for line in written("tools", language).checklist:
        assert f"<li><span>{line}</span></li>" in page
    assert re.findall(rf'rel="(prev|next)" href="/{language}/guide/([a-z-]+)/"', page) == [
        ("prev", "results"),
        ("next", "sustainability"),
    ]
    assert "data-print" in page
    assert page.count("<h1>") == 1


def test_first_guide_has_nothing_before_it_and_the_last_leads_to_the_glossary(db: None, client: Client) -> None:
    first = client.get("/pl/guide/dissemination/").content.decode()
    last = client.get("/pl/guide/final-weeks/").content.decode()
    assert 'rel="prev"' not in first
    assert 'rel="next" href="/pl/guide/glossary/"' in last


def test_guide_asks_the_database_nothing(
    db: None, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        client.get("/pl/guide/first-plan/")
    with django_assert_num_queries(0):
        client.get("/pl/guide/glossary/")


@pytest.mark.parametrize("path", ["/pl/guide/", "/pl/guide/first-plan/", "/pl/guide/glossary/"])
def test_guide_is_made_within_thirty_milliseconds_and_not_sent_twice(db: None, client: Client, path: str) -> None:
    tag = client.get(path)["ETag"]
    times = []
    for _ in range(7):
        before = time.process_time()
        client.get(path)
        times.append(time.process_time() - before)
    assert min(times) < 0.03
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize("slug", ["dragons", "glossary-", "open", "RESULTS"])
def test_guide_that_is_not_written_is_not_found(db: None, client: Client, slug: str) -> None:
    assert client.get(f"/pl/guide/{slug}/").status_code == 404


@pytest.mark.parametrize(
    ("words", "language", "page"),
    [
        ("otwartych licencjach", "pl", "open-licences"),
        ("zdjęciami uczniów", "pl", "consent-and-photos"),
        ("wskaźników", "pl", "indicators"),
        ("ostatnimi tygodniami projektu", "pl", "final-weeks"),
        ("keepers", "en", "sustainability"),
        ("interesariuszami", "pl", "term-stakeholder"),
        ("multipliers", "en", "term-multiplier"),
    ],
)
def test_search_finds_guides_and_terms_by_inflected_words(db: None, words: str, language: str, page: str) -> None:
    rebuild()
    found = [hit.public_id for hit in search(words, language=language, kind="page", size=10).hits]
    assert page in found


def test_titles_for_links_are_safe_and_known() -> None:
    assert title_of("results", "de") == "Results"
    with pytest.raises(KeyError):
        title_of("dragons", "pl")
    assert sorted(path.name for path in CONTENT.iterdir()) == ["en", "glossary.toml", "pl"]
