import re
from dataclasses import replace

from lxml import html

from plon.typeset.papers.blocks import Column, Grid, Heading, Note, Paper, Quote, Text
from plon.typeset.papers.html import as_html
from tests.typeset.papers.samples import DRAWING, REPORT, TABLE


def tree(paper: Paper, *, level: int = 2) -> html.HtmlElement:
    return html.fromstring(as_html(paper, level=level))


def test_headings_stand_beneath_the_pages_own_and_can_be_linked() -> None:
    page = tree(REPORT)

    headings = [(found.tag, found.get("id"), found.text) for found in page.xpath("//h1|//h2|//h3|//h4")]
    assert headings == [
        ("h2", "paper-contents", "Spis treści"), ("h2", "summary", "Podsumowanie"), ("h3", "wskazniki", "Wskaźniki"),
        ("h2", "zasieg", "Zasięg"), ("h3", "wydarzenia", "Wydarzenia"), ("h2", "na-koniec", "Na koniec"),
    ]  # fmt: skip
    assert [link.get("href") for link in page.xpath("//nav//a")] == [f"#{key}" for _tag, key, _text in headings[1:]]
    assert [found.tag for found in tree(REPORT, level=3).xpath("//h3|//h4")] == ["h3", "h3", "h4", "h3", "h4", "h3"]


def test_keys_are_one_of_a_kind() -> None:
    page = tree(Paper("T", "pl", tuple(Heading(text) for text in ("Cel", "Cel", "cel!", "", "漢字"))))

    assert [found.get("id") for found in page.xpath("//h2")][1:] == ["cel", "cel-2", "cel-3", "part", "part-2"]


def test_a_table_has_caption_heads_and_sum() -> None:
    page = tree(Paper("T", "pl", (TABLE,)))

    assert page.xpath("string(//table/caption)") == "Cele i wykonanie"
    assert page.xpath("//thead//th[@scope='col']/text()") == ["Wskaźnik", "Cel", "Wykonanie"]
    assert page.xpath("//tbody//th[@scope='row']/text()") == ["Szkoły, które uczą nad wodą", "Osoby na warsztatach"]
    assert page.xpath("//tfoot//th/text()") == ["Razem"]
    assert page.xpath("//tbody/tr[1]/td[@class='number']/text()") == ["25", "31"]
    assert page.xpath("//div[@class='table-scroll']/@tabindex") == ["0"]


def test_a_drawing_has_its_table_and_ids_of_its_own() -> None:
    page = tree(Paper("T", "pl", (DRAWING, DRAWING)))

    assert len(page.xpath("//figure[@class='chart']/details//table")) == 2
    assert page.xpath("//figure/figcaption/text()") == [DRAWING.title] * 2
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids)) > 2
    named = [name for names in page.xpath("//svg/@aria-labelledby") for name in names.split()]
    assert set(named) <= set(ids)
    assert set(re.findall(r"url\(#([^)]+)\)", as_html(Paper("T", "pl", (DRAWING, DRAWING))))) <= set(ids)


def test_nothing_is_styled_or_run_in_place() -> None:
    hostile = '<script>alert(1)</script><b onclick="x()" style="color:red">x</b> [l](javascript:alert(1)) {{ x }} "\x00'
    paper = Paper(
        hostile, "pl", (Heading(hostile), Text(f"# {hostile}\n\n{hostile}"), Note(hostile), Quote(hostile, hostile),
        Grid(hostile, (Column(hostile),), ((hostile,),)), DRAWING),
        hostile, funding=hostile, code=hostile, address=hostile,
    )  # fmt: skip

    page = tree(paper)
    assert page.xpath("//script | //b | //@style | //@onclick | //style") == []
    assert all(link.startswith("#") for link in page.xpath("//a/@href"))
    assert as_html(paper).count("&lt;script&gt;alert(1)&lt;/script&gt;") == 13


def test_headings_in_a_text_do_not_break_the_order() -> None:
    page = tree(Paper("T", "pl", (Heading("Jeden"), Text("# Mój nagłówek\n\n###### Drugi\n\nTekst `<h3>`"))))

    assert [found.tag for found in page.xpath("//h1|//h2|//h3|//h4|//h5|//h6")] == ["h2"]
    assert page.xpath("//p/strong/text()") == ["Mój nagłówek", "Drugi"]
    assert page.xpath("//code/text()") == ["<h3>"]


def test_code_address_and_funding_stand_at_its_foot() -> None:
    page = tree(replace(REPORT, attachments=(("manifest.json", b""),)))

    assert page.xpath("//a[text()=$address]/@href", address=REPORT.address) == [REPORT.address]
    assert "PLN-7K3F-9Q2M" in page.text_content()
    assert page.xpath("//*[@class='paper-funding']/svg/@aria-label") == ["Flaga Unii Europejskiej"]
    assert "manifest.json" in page.text_content()
    assert page.get("lang") == "pl-PL"
