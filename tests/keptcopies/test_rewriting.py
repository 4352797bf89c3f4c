"""Pages and styles made harmless, whatever stands in them: pure."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from plon.keptcopies.addresses import is_same_site, key_of, scheme_of, whole
from plon.keptcopies.charsets import text_of
from plon.keptcopies.pages import content_of
from plon.keptcopies.rewriting import Places, rewritten_page, rewritten_style
from plon.keptcopies.styles import addresses_in

BASE = "https://school.example/rzeka/"
NAMES = ("a.png", "b.png", "a,b.png", "style.css", "next.html", "lesson.pdf")
PLACES = Places({key_of(BASE + name): str(number) for number, name in enumerate(NAMES, 2)}, "[%(host)s]")


def body_of(markup: str) -> str:
    """Return what becomes of a piece of a page."""
    found = re.search(
        r"<body[^>]*>(.*)</body>", rewritten_page(f"<!doctype html><body>{markup}", BASE, PLACES), re.DOTALL
    )
    return found.group(1) if found else ""


@pytest.mark.parametrize(
    ("written", "becomes"),
    [
        ('<img src="a.png">', '<img src="2">'),
        ('<img src="/rzeka/a.png#x">', '<img src="2#x">'),
        ('<img src="//school.example/rzeka/a.png">', '<img src="2">'),
        ('<img src="http://school.example/rzeka/a.png">', '<img src="2">'),
        ('<img src="other.png" alt="Rzeka">', '<img alt="Rzeka">'),
        ('<img srcset="a.png 1x, b.png 2x, gone.png 3x">', '<img srcset="2 1x, 3 2x">'),
        ('<img srcset="a,b.png 480w,a.png 800w">', '<img srcset="4 480w, 2 800w">'),
        ('<img data-src="a.png">', '<img src="2">'),
        ('<img data-src="a.png"><noscript><img src="a.png"></noscript>',
         '<img><noscript><img src="2"></noscript>'),
        ('<p style="background: url(a.png)">x</p>', """<p style='background: url("2")'>x</p>"""),
        ('<a href="next.html#part">x</a>', '<a href="6#part">x</a>'),
        ('<a href="#part">x</a>', '<a href="#part">x</a>'),
        ('<a href="https://other.example/?a=1" target="_top" ping="/p">x</a>',
         '<a href="not-kept?u=https%3A%2F%2Fother.example%2F%3Fa%3D1">x</a>'),
        ('<a href="JavaScript:alert(1)">x</a>', "<a>x</a>"),
        ('<a href="java\nscript:alert(1)">x</a>', "<a>x</a>"),
        ('<a href="data:text/html,<script>alert(1)</script>">x</a>', "<a>x</a>"),
        ('<img src="data:text/html,x">', "<img>"),
        ('<img src="data:image/png;base64,AA">', '<img src="data:image/png;base64,AA">'),
        ("<b onclick=alert(1) ONMOUSEOVER=alert(2)>x</b>", "<b>x</b>"),
        ("<b @click='alert(1)' :on='x'>x</b>", "<b>x</b>"),
        ("<script>alert(1)</script>x", "x"),
        ('<form action="https://other.example/"><button formaction="/x">x</button></form>',
         "<form><button>x</button></form>"),
        ('<iframe src="https://film.example/1"></iframe>x', "<p>[film.example]</p>x"),
        ('<object data="//film.example/1"><embed src="x"></object>', "<p>[film.example]</p>"),
        ("<!--[if IE]><script>alert(1)</script><![endif]-->x", "x"),
        ('<svg><script>alert(1)</script><a xlink:href="javascript:1"><image xlink:href="a.png"/></a></svg>',
         '<svg><a><image xlink:href="2"></image></a></svg>'),
        ('<svg><animate attributeName="href" to="javascript:1"/><use href="#i"/></svg>',
         '<svg><use href="#i"></use></svg>'),
        ("<template><img src=x onerror=alert(1)></template>x", "x"),
        ("<p>not <b>closed<p>here", "<p>not <b>closed</b></p><p>here</p>"),
    ],
)  # fmt: skip
def test_what_becomes_of_a_piece_of_a_page(written: str, becomes: str) -> None:
    assert body_of(written) == becomes


def test_what_stands_in_the_head_can_not_act() -> None:
    page = """<html><head><base href="https://school.example/rzeka/"><meta http-equiv="refresh" content="0;url=//x">
    <meta charset="iso-8859-2"><link rel="stylesheet" href="style.css"><link rel="preload prefetch" href="//x/y">
    <style>@import "style.css"; b { background: url(//x/y.png) }</style><title>T</title></head><body>x"""
    made = rewritten_page(page, "https://elsewhere.example/", PLACES)
    head = made.partition("<body>")[0]
    assert head.count("<meta") == 1
    assert '<meta charset="utf-8">' in head
    assert re.findall(r"<link[^>]*>", head) == ['<link rel="stylesheet" href="5">']
    assert '<style>@import url("5"); b { background: url("about:invalid") }</style>' in head
    assert "<base" not in head
    assert not made.startswith("<!doctype")


@pytest.mark.parametrize(
    ("written", "becomes"),
    [
        ('a { b: url( "a.png" ) }', 'a { b: url("2") }'),
        ("a { b: url(a.png) }", 'a { b: url("2") }'),
        ("a { b: url(\\61.png) }", 'a { b: url("2") }'),
        ("@import 'style.css' screen;", '@import url("5") screen;'),
        ("@import url(style.css);", '@import url("5");'),
        ("@IMPORT URL('gone.css');", '@import url("about:invalid");'),
        ('@charset "iso-8859-2"; a {}', " a {}"),
        ("/* url(a.png) */ a { content: 'url(a.png)' }", "/* url(a.png) */ a { content: 'url(a.png)' }"),
        ("a { b: url(#x) url(data:image/gif;base64,AA=) url(data:text/html,x) }",
         'a { b: url("#x") url("data:image/gif;base64,AA=") url("about:invalid") }'),
        ("a { b: url(", "a { b: url("),
        ("a { b: my-url(a.png) }", "a { b: my-url(a.png) }"),
    ],
)  # fmt: skip
def test_what_becomes_of_a_style(written: str, becomes: str) -> None:
    assert rewritten_style(written, BASE, PLACES) == becomes


def test_a_style_can_not_end_the_element_it_stands_in() -> None:
    made = rewritten_page("<style>a { b: url('#</style><script>alert(1)</script>') }</style>x", BASE, PLACES)
    assert "<script" not in made


ACTING = ["<script>", "</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>", "<iframe src=//x>", "<p",
          " onclick=alert(1)", ">", "<", '"', "'", "<style>", "</style>", "<!--", "-->", "<![CDATA[", "]]>", "<math>",
          "<textarea>", "<title>", "<noscript>", "<a href=javascript:alert(1)>", "<meta http-equiv=refresh content=0>",
          "<base href=//x>", "<xmp>", "<table>", "<select>", "<form action=//x>", "żółw", "&#106;avascript:", "\x00",
          "<plaintext>", "<link rel=stylesheet href=//x>"]  # fmt: skip


@given(st.lists(st.sampled_from(ACTING), max_size=12).map("".join))
def test_whatever_is_written_nothing_is_left_that_acts(markup: str) -> None:
    again = html.document_fromstring(rewritten_page(markup, BASE, PLACES) or "<p>")
    for element in again.iter():
        if not isinstance(element.tag, str):
            continue
        assert element.tag not in {"script", "iframe", "object", "embed", "base", "frame"}
        assert element.get("http-equiv") is None
        for name, value in element.attrib.items():
            assert not name.lower().startswith("on"), (element.tag, name)
            if name in {"href", "src", "action"}:
                assert scheme_of(str(value)) in {"", "data"}
                assert not str(value).startswith(("/", "\\"))


@given(st.text(max_size=400))
def test_no_style_breaks_the_reader_and_nothing_outside_is_named(css: str) -> None:
    made = rewritten_style(css, BASE, PLACES)
    for each in addresses_in(made):
        assert scheme_of(each.address) in {"", "data", "about"} or not whole(each.address, BASE)


def test_sets_of_pictures_are_read_in_time() -> None:
    for trick in (" " * 200_000, "a" + "," * 200_000, "a " * 100_000, "( " * 100_000, ", ," * 60_000):
        assert body_of(f'<img srcset="{trick}x" alt="y">') == '<img alt="y">'


def test_styles_full_of_tricks_are_read_in_time() -> None:
    for trick in ("url(" + " " * 200_000, "url('" * 60_000, "/*" * 100_000, '"\\' * 100_000, "@import " * 40_000):
        assert rewritten_style(trick, BASE, PLACES)


@pytest.mark.parametrize(
    ("body", "said", "text"),
    [
        ("Żółw".encode("iso-8859-2"), "iso-8859-2", "Żółw"),
        ('<meta charset="windows-1250">Żółw'.encode("cp1250"), "", '<meta charset="windows-1250">Żółw'),
        ("Żółw".encode(), "", "Żółw"),
        ("Żółw".encode(), "no-such-set", "Żółw"),
        ("\ufeffŻółw".encode(), "iso-8859-2", "Żółw"),
        (b"caf\xe9 \x93x\x94", "iso-8859-1", "café “x”"),
        (b"caf\xe9", "hex", "café"),
    ],
)
def test_bytes_become_text_by_whose_word_counts(body: bytes, said: str, text: str) -> None:
    assert text_of(body, said) == text


def test_addresses_are_known_again() -> None:
    assert key_of("http://School.example/a%20b?x=1#y") == key_of("https://school.example/a b?x=1")
    assert key_of("https://school.example") == key_of("https://school.example/")
    assert is_same_site("https://www.school.example/a", "http://school.example/b")
    assert not is_same_site("https://school.example", "https://school.example.evil.example")
    assert whole(" \n//x.example/a b ", BASE) == "https://x.example/a%20b"
    assert [whole(each, BASE) for each in ("mailto:a@b.c", "http://[", "blob:https://x/y")] == ["", "", ""]


def test_what_a_page_says_is_read_without_what_nobody_sees() -> None:
    page = content_of("<title>T</title><style>a{}</style><script>s</script><h1>Head</h1><p>See <b>this</b>.", BASE)
    assert (page.title, page.text) == ("T", "Head See this .")
    assert (page.builds_itself, page.asks_password) == (True, False)
    assert content_of("", BASE).text == ""
