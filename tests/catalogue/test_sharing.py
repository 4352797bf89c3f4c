"""Citations as files, QR codes, the card on other pages, oEmbed, links for machines."""

import html
import json
import re
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from PIL import Image

from plon.results.models import Result
from tests.catalogue.conftest import make_result


def test_citations_come_as_files_in_the_language_asked_for(published: Result, client: Client) -> None:
    base = f"/r/{published.public_id}/cite"
    answer = client.get(f"{base}.bib?lang=en")
    assert answer["Content-Type"] == "application/x-bibtex; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="dziesiec-lekcji-nad-rzeka.bib"'
    assert "{{Ten lessons by the river}}" in answer.content.decode()
    assert "TI  - Dziesięć lekcji nad rzeką" in client.get(f"{base}.ris?lang=pl").content.decode()
    assert json.loads(client.get(f"{base}.json").content)[0]["URL"].endswith(f"/r/{published.public_id}")
    assert client.get(f"{base}.txt").content.decode().startswith("Szkoła nad Rzeką. (2026).")
    assert client.get(f"{base}.exe").status_code == 404
    Result.objects.update(state="withdrawn", withdrawn_at=timezone.now())
    assert client.get(f"{base}.bib").status_code == 200
    assert client.get(f"/r/{published.public_id}/qr.svg").status_code == 404
    Result.objects.update(state="ready")
    assert client.get(f"{base}.bib").status_code == 404


def test_the_code_of_the_permanent_address_can_be_read(published: Result, client: Client) -> None:
    import zxingcpp

    answer = client.get(f"/r/{published.public_id}/qr.png")
    with Image.open(BytesIO(answer.content)) as picture:
        [code] = zxingcpp.read_barcodes(picture.convert("L"))
    assert code.text == f"{settings.BASE_URL}/r/{published.public_id}"
    assert client.get(f"/r/{published.public_id}/qr.svg")["Content-Type"] == "image/svg+xml"


def test_the_card_may_be_framed_and_can_do_nothing(published: Result, client: Client) -> None:
    published.texts.update(title="<script>alert(1)</script>")
    answer = client.get(f"/r/{published.public_id}/embed/?lang=en")
    page = answer.content.decode()
    assert "X-Frame-Options" not in answer
    policy = answer["Content-Security-Policy"]
    assert "frame-ancestors *" in policy
    assert "script-src 'none'" in policy
    assert not answer.cookies
    assert "<script" not in page
    assert '<html lang="en">' in page
    assert f'href="{settings.BASE_URL}/en/results/{published.public_id}/' in page
    assert client.get(published.get_absolute_url())["X-Frame-Options"] == "DENY"
    Result.objects.update(state="withdrawn", withdrawn_at=timezone.now())
    gone = client.get(f"/r/{published.public_id}/embed/")
    assert (gone.status_code, "frame-ancestors *" in gone["Content-Security-Policy"]) == (410, True)


def test_oembed_answers_for_our_own_addresses_only(published: Result, client: Client) -> None:
    own = f"{settings.BASE_URL}/en/results/{published.public_id}/whatever/?text=pl"
    answer = client.get("/oembed", {"url": own})
    assert answer["Access-Control-Allow-Origin"] == "*"
    told = json.loads(answer.content)
    assert (told["type"], told["version"], told["title"]) == ("rich", "1.0", "Ten lessons by the river")
    assert f"/r/{published.public_id}/embed/?lang=en" in told["html"]
    for address in (
        "", "https://elsewhere.example/en/results/abc/", f"{settings.BASE_URL}.evil.example/r/{published.public_id}",
        f"{settings.BASE_URL}/pl/projects/{published.public_id}/", f"{settings.BASE_URL}/r/nothere",
    ):  # fmt: skip
        assert client.get("/oembed", {"url": address}).status_code == 404, address
    assert client.get("/oembed", {"url": own, "format": "yaml"}).status_code == 501


def test_oembed_keeps_to_the_limits_and_speaks_xml(published: Result, client: Client) -> None:
    published.texts.update(title='A "<b>" & more')
    address = f"{settings.BASE_URL}/r/{published.public_id}"
    small = json.loads(client.get("/oembed", {"url": address, "maxwidth": "300", "maxheight": "250"}).content)
    assert (small["width"], small["height"]) == (300, 250)
    assert "thumbnail_url" not in small
    odd = json.loads(client.get("/oembed", {"url": address, "maxwidth": "-5", "maxheight": "²"}).content)
    assert odd["thumbnail_width"] == 1200
    root = ET.fromstring(client.get("/oembed", {"url": address, "format": "xml"}).content)  # noqa: S314  our own
    assert root.findtext("title") == 'A "<b>" & more'
    assert 'title="A &quot;&lt;b&gt;&quot; &amp; more"' in (root.findtext("html") or "")


def test_a_page_tells_machines_what_belongs_to_it(published: Result, client: Client) -> None:
    answer = client.get(published.get_absolute_url())
    links = dict.fromkeys(re.findall(r'rel="([a-z-]+)"', answer["Link"]))
    assert list(links) == ["cite-as", "type", "license", "author", "describedby", "item", "linkset"]
    assert f'<{settings.BASE_URL}/r/{published.public_id}>; rel="cite-as"' in answer["Link"]
    [of_page, *back] = json.loads(client.get(f"/r/{published.public_id}/links.json").content)["linkset"]
    assert of_page["license"] == [{"href": "https://creativecommons.org/licenses/by/4.0/"}]
    assert of_page["item"][0]["type"] == "application/pdf"
    assert back[0]["collection"][0]["href"] == of_page["anchor"]
    page = html.unescape(answer.content.decode())
    [oembed] = re.findall(r'type="application/json\+oembed" [^>]*href="([^"]+)"', page)
    assert client.get(oembed.removeprefix(settings.BASE_URL)).status_code == 200
    assert '<meta property="og:locale:alternate" content="en_GB">' in page


def test_a_header_holds_a_few_files_of_many(published: Result, client: Client) -> None:
    for n in range(12):
        file = published.files.get(name="lekcje.pdf")
        file.pk, file.name = None, f'dziwna "nazwa" <{n}>, x.pdf'
        file.public_id = f"file{n}"
        file.save()
    header = client.get(published.get_absolute_url())["Link"]
    assert header.count('rel="item"') == 6
    assert len(header) < 3000
    assert '"nazwa"' not in header


@pytest.mark.parametrize("path", ["/r/{id}/cite.txt", "/r/{id}/links.json", "/r/{id}/embed/"])
def test_what_is_not_published_has_none_of_it(secret: Result, client: Client, path: str) -> None:
    assert client.get(path.format(id=secret.public_id)).status_code == 404


def test_the_page_offers_all_of_it(published: Result, client: Client) -> None:
    result = make_result(published.project, "Gra </pre> & spółka", licence="CC-BY-SA-4.0")
    page = client.get(result.get_absolute_url()).content.decode()
    for part in (
        "cite.bib",
        "cite.ris",
        "cite.json",
        "qr.png",
        "qr.svg",
        "/embed/?lang=pl",
        "&lt;iframe",
        "mailto:?subject=",
    ):
        assert part in page, part
    assert "Gra &lt;/pre&gt; &amp; spółka" in page
    assert "Gra </pre>" not in page
