"""From a page of the house to a page that needs nobody."""

from collections.abc import Iterator
from typing import Any

import pytest
from lxml import html

from plon.freezing.asking import Address
from plon.freezing.links import Inside, Links, Outside
from plon.freezing.rewriting import Words, parse, relink, take_living_parts_out, written
from plon.freezing.scope import Kind, Leaf

PAGE = Leaf("en/results/a-x.html", "en", Kind.RESULT, Address("/en/results/x/a/"), "x")
OTHER = Leaf("en/project.html", "en", Kind.PROJECT, Address("/en/projects/p/"), "p")
LIVING = "https://plon.example.org"
SHELL = "<!doctype html><html lang=en><head><title>x</title></head><body><main>{}</main></body></html>"
WORDS = Words("on the internet", "not in this copy")
OUT = 'rel="external noopener noreferrer nofollow"'


@pytest.fixture(autouse=True)
def _reachable(settings: Any) -> Iterator[None]:
    settings.BASE_URL = LIVING
    return


def links_with(*, taken: bool = True, unsafe: frozenset[str] = frozenset()) -> Links:
    pages = {(leaf.living.path, leaf.living.query): leaf for leaf in (PAGE, OTHER)}
    return Links(pages, lambda address, file, language: taken, lambda name: f"static/{name}", unsafe)


def frozen(body: str, links: Links | None = None) -> str:
    document = parse(SHELL.format(body).encode())
    take_living_parts_out(document)
    relink(
        document, PAGE, links or links_with(), Words("on the internet", "not in this copy"), lambda file: b"WEBVTT\n"
    )
    (main,) = html.fromstring(written(document)).xpath("//main")
    return "".join(html.tostring(child, encoding="unicode") for child in main) or (main.text or "")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<a href="/en/projects/p/">P</a>', '<a href="../project.html">P</a>'),
        (f'<a href="{LIVING}/en/projects/p/#who">P</a>', '<a href="../project.html#who">P</a>'),
        ('<a href="#take">T</a>', '<a href="#take">T</a>'),
        ('<a href="/en/results/x/a/#take">T</a>', '<a href="#take">T</a>'),
        ('<a href="/en/results/">All</a>', '<a href="../index.html#results">All</a>'),
        ('<a href="mailto:a@example.org" rel="x">M</a>', f'<a href="mailto:a@example.org" {OUT}>M</a>'),
        # Nothing that runs, nothing that only looks like a link.
        ('<a href="javascript:alert(1)">J</a>', "<span>J</span>"),
        ('<a href="data:text/html,x">D</a>', "<span>D</span>"),
        ('<a href="http://[broken">B</a>', "<span>B</span>"),
        ('<a href="/workspace/">W</a>', "<span>W</span>"),
        ('<a href="/en/results/?q=water">Q</a>', "<span>Q</span>"),
        # Invitations go with the paragraph that holds nothing else.
        ('<p>Words</p><p><a class="button" href="/accounts/login/">Sign in</a></p>', "<p>Words</p>"),
        ('<p>Words <a rel="nofollow" href="/en/results/x/use/">We use this</a> and more</p>', "<p>Words  and more</p>"),
        ("<p>Words</p><form action=/x><input></form>", "<p>Words</p>"),
        ("<section data-living><h2>Share</h2></section><p>Words</p>", "<p>Words</p>"),
        ('<p>Words</p><iframe src="https://film.example.org/"></iframe>', "<p>Words</p>"),
        # What a browser would load by itself.
        ('<p>Words<img src="https://spy.example.org/pixel.gif"></p>', "<p>Words</p>"),
        ('<p><img src="/r/x/cover-640.webp" srcset="/big 2x"></p>', '<p><img src="../../covers/x-640.webp"></p>'),
        ('<p>Words</p><script src="/static/site/js/plon.js"></script>', "<p>Words</p>"),
    ],
)  # fmt: skip
def test_address_becomes_what_it_is_without_a_server(before: str, after: str) -> None:
    assert frozen(before) == after


def test_way_out_is_marked_for_eyes_and_ears() -> None:
    page = frozen('<a class="file__link" href="https://example.org/a?b=1&amp;c=2" target="_blank">There</a>')
    assert page == (
        '<a class="file__link frozen-out" href="https://example.org/a?b=1&amp;c=2" target="_blank" '
        'rel="external noopener noreferrer nofollow">There<span class="visually-hidden"> (on the internet)</span></a>'
    )


def test_unsafe_address_is_only_words() -> None:
    links = links_with(unsafe=frozenset({"https://lost.example.org/"}))
    assert frozen('<a href="https://lost.example.org/">Our project</a>', links) == "<span>Our project</span>"


def test_file_that_is_not_there_keeps_its_name() -> None:
    page = frozen('<a href="/files/abc/lesson.pdf" download>Lesson</a>', links_with(taken=False))
    assert page == ('<span class="frozen-out">Lesson<span class="visually-hidden"> (not in this copy)</span></span>')


def test_module_that_works_alone_becomes_a_plain_script() -> None:
    page = frozen('<p>x</p><script type="module" src="/static/catalogue/result.1234567890ab.js"></script>')
    assert page == '<p>x</p><script src="../../static/catalogue/result.1234567890ab.js" defer></script>'


def test_data_for_machines_stays() -> None:
    data = '<p>x</p><script type="application/ld+json">{"@id": "https://plon.example.org/r/x"}</script>'
    assert frozen(data) == data


@pytest.mark.parametrize(
    ("href", "target"),
    [
        ("/files/abc/le%20%C4%85%23.pdf", Inside("files/abc/le ą#.pdf")),
        ("/p/abc/480.webp", Inside("photos/abc-480.webp")),
        ("/r/x/cite.bib?lang=pl", Inside("citations/x.pl.bib")),
        ("/r/x/cite.bib?lang=../../x", Inside("citations/x.en.bib")),
        ("/r/y", Outside(f"{LIVING}/r/y")),
        ("/en/organisations/o/other/", Outside(f"{LIVING}/en/organisations/o/other/")),
        ("/oembed?url=x", None),
        ("/nothing/here/", None),
    ],
)
def test_addresses_of_the_house_are_known_by_their_doors(href: str, target: Inside | Outside | None) -> None:
    assert links_with().target(href, PAGE) == target
