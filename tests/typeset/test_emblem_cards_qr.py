import io
import math

import pikepdf
from PIL import Image

from plon.typeset.cards import SocialCard, render_card
from plon.typeset.documents import simple_document
from plon.typeset.emblem import CIRCLE_RADIUS, HEIGHT, STAR_RADIUS, WIDTH, emblem_svg, star_centres, star_points
from plon.typeset.qr import qr_svg


def test_the_emblem_has_its_public_geometry() -> None:
    assert math.isclose(WIDTH / HEIGHT, 1.5)
    assert math.isclose(CIRCLE_RADIUS, HEIGHT / 3)
    assert math.isclose(STAR_RADIUS, HEIGHT / 18)
    centres = star_centres()
    assert len(centres) == 12
    assert all(math.isclose(math.dist(c, (WIDTH / 2, HEIGHT / 2)), CIRCLE_RADIUS) for c in centres)


def test_every_star_stands_upright() -> None:
    for x, y in star_centres():
        top = min(star_points(x, y), key=lambda point: point[1])
        assert math.isclose(top[0], x, abs_tol=1e-9)
        assert math.isclose(top[1], y - STAR_RADIUS)


def test_the_emblem_has_the_official_colours() -> None:
    assert "#003399" in emblem_svg()
    assert "#FFCC00" in emblem_svg()
    assert "#FFCC00" not in emblem_svg(mode="black")


def test_a_card_is_a_picture_of_the_size_that_networks_ask_for() -> None:
    card = SocialCard("pl", "Rezultat", "Bardzo długi tytuł rezultatu, " * 30, "Projekt 🌾", "CC BY 4.0")

    assert Image.open(io.BytesIO(render_card(card))).size == (1200, 630)


def test_a_document_is_tagged_and_titled() -> None:
    with pikepdf.open(io.BytesIO(simple_document("Tytuł", ["Jeden.", "Dwa."], language="pl"))) as pdf:
        assert pdf.open_metadata()["dc:title"] == "Tytuł"


def test_a_qr_code_says_where_it_leads() -> None:
    svg = qr_svg("https://plon.example/r/r7k2mq4", "Lekcje")

    assert svg.startswith("<svg")
    assert "<title>Lekcje</title>" in svg
