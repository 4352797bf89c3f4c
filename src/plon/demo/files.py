"""What the lessons of the example project have beside their first files: a newer version, a poster, a sound."""

import io
import random
import struct
import wave

from django.core.files.uploadedfile import SimpleUploadedFile

from plon.accounts.models import User
from plon.demo.covers import draw_cover
from plon.results import attaching
from plon.results.models import Result
from plon.typeset.documents import simple_document

LESSONS = "Dwanaście lekcji nad wodą"
_NAMES = (
    "Skąd płynie nasza rzeka", "Ciepła czy zimna", "Kwas i zasada", "Czego nie widać", "Kto tu mieszka",
    "Most i jaz", "Woda w naszym domu", "Deszcz na asfalcie", "Mapa, której nie ma", "Rozmowa z wędkarzem",
    "Rzeka za sto lat", "Nasza wystawa",
)  # fmt: skip
_STEPS = (
    "Przed wyjściem: 10 minut. Uczniowie mówią, co już wiedzą, i zapisują jedno pytanie, na które chcą znać odpowiedź.",
    "Nad wodą: 45 minut. Pracują w czwórkach; każda osoba ma swoje zadanie: mierzy, zapisuje, pilnuje czasu, rysuje.",
    "Po powrocie: 35 minut. Grupy porównują wyniki. Różnice są najciekawsze: skąd się wzięły?",
    "Co poszło inaczej, niż myśleliśmy: gdy pada, mierzymy pod mostem; gdy brakuje termometrów, wystarczy jeden.",
)
_SECONDS, _RATE = 4, 8000


def add_files(result: Result, by: User) -> None:
    """Give the published lessons a second version of their file, a poster and a sound."""
    first = result.files.get(name="dwanascie-lekcji-nad-woda.pdf")
    paragraphs = [words for number, name in enumerate(_NAMES, 1) for words in (f"Lekcja {number}. {name}", *_STEPS)]
    newer = simple_document(LESSONS, paragraphs, language="pl", footer="Plon · Plik przykładowy")
    attaching.add_file(
        result, by=by, upload=SimpleUploadedFile(first.name, newer), title=first.title, language="pl",
        is_accessible=True, replaces=first, change_note="Wszystkie dwanaście lekcji w jednym pliku; plan na deszcz.",
    )  # fmt: skip
    attaching.add_file(
        result, by=by, upload=SimpleUploadedFile("plakat.png", draw_cover("Plakat nad wodę")),
        title="Plakat do klasy, rysunek przykładowy", language="",
    )  # fmt: skip
    attaching.add_file(
        result, by=by, upload=SimpleUploadedFile("rzeka.wav", _rushing()), title="Szum rzeki, dźwięk przykładowy",
        language="",
    )  # fmt: skip


def _rushing() -> bytes:
    """Return some seconds that sound like water: soft noise, the same each time."""
    dice, made, level = random.Random(7), io.BytesIO(), 0.0  # noqa: S311  a sound, no secret
    with wave.open(made, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(_RATE)
        for _sample in range(_SECONDS * _RATE):
            level = 0.93 * level + 0.07 * dice.uniform(-1, 1)
            sound.writeframesraw(struct.pack("<h", int(level * 24_000)))
    return made.getvalue()
