"""A kept copy in the example world: made of pages that stand here, because its address is nobody's."""

import datetime

from django.utils import timezone

from plon.accounts.models import User
from plon.demo.covers import draw_cover
from plon.keptcopies.given import keep_given
from plon.results.models import Result
from plon.typeset.documents import simple_document

_AGE = datetime.timedelta(days=150)
_CARD = "Karta pracy: co mierzymy nad wodą"
_PAGE = """<!doctype html>
<html lang="pl"><head><meta charset="utf-8"><title>Lekcje nad wodą – Żywa rzeka</title>
<link rel="stylesheet" href="/wyglad.css"></head>
<body><header><p class="name">Żywa rzeka</p></header>
<main><h1>Dwanaście lekcji nad wodą</h1>
<p class="lead">Gotowe scenariusze na każdą porę roku.
Każdy mieści się w 90 minutach, a sprzęt kosztuje mniej niż 100 złotych.</p>
<img src="/rzeka.png" alt="Pola nad rzeką widziane z góry, rysunek przykładowy">
<h2>Jak zacząć</h2>
<ol><li>Wybierz scenariusz na porę roku.</li><li>Wydrukuj <a href="/karta-pracy.pdf">kartę pracy</a>.</li>
<li>Zabierz klasę nad najbliższą wodę: rzekę, staw, rów albo fontannę.</li></ol>
<h2>Lekcje</h2>
<ul><li>Skąd płynie nasza rzeka</li><li>Ciepła czy zimna</li><li>Kwas i zasada</li><li>Czego nie widać</li>
<li>Kto tu mieszka</li><li>Most i jaz</li></ul>
<p>Piszą do nas szkoły z czterech krajów. <a href="/kontakt">Napisz i Ty</a>.</p></main>
<script src="https://liczniki.example/kto-tu-jest.js"></script></body></html>
"""
_STYLE = """body { margin: 0; font: 1.1rem/1.6 Georgia, serif; color: #12303a; background: #eef6f6 }
header { background: #0b5563; color: #fff; padding: 1rem 2rem } .name { font-size: 1.4rem; margin: 0 }
main { max-width: 44rem; margin: 0 auto; padding: 1rem 2rem 3rem; background: #fff }
.lead { font-size: 1.25rem } img { max-width: 100%; height: auto; border-radius: .5rem } a { color: #0b5563 }
"""


def add_copy(result: Result, by: User) -> None:
    """Keep the page of the lessons as it was five months ago, before its server went away."""
    link = result.links.get(title="Strona scenariuszy")
    site = link.url.rsplit("/", 1)[0]
    card = simple_document(
        _CARD, ["Temperatura wody i powietrza.", "Odczyn i przejrzystość.", "Co pływa, co pełza, co rośnie na brzegu."],
        language="pl", footer="Plon · Plik przykładowy",
    )  # fmt: skip
    pages = {
        link.url: ("text/html; charset=utf-8", _PAGE.encode()),
        f"{site}/wyglad.css": ("text/css", _STYLE.encode()),
        f"{site}/rzeka.png": ("image/png", draw_cover("Lekcje nad wodą")),
        f"{site}/karta-pracy.pdf": ("application/pdf", card),
    }
    words = "Stronę zrobiła nasza szkoła w projekcie; teksty i rysunki są nasze, na licencji CC BY 4.0."
    keep_given(link, by=by, right="own", words=words, pages=pages, at=timezone.now() - _AGE)
