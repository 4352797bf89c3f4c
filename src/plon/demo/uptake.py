"""Uses of the example project's results: plainly examples, told and confirmed as people outside do."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from plon.accounts.models import User
from plon.results.models import Result
from plon.uptake.actions import add_policy, confirm, tell
from plon.uptake.models import Adaptation, PolicyReference, Use

# (organisation, town, country, language, learners, purposes, how, shown, words)
USES: tuple[tuple[str, str, str, str, int, tuple[str, ...], dict[str, str], str, str], ...] = (
    ("Szkoła przykładowa nr 1", "Opole", "PL", "pl", 52, ("lessons",), {"how": "as_it_is"}, "words",
     "Trzecia lekcja udała się nawet w deszczu. Dzieci same policzyły, ile wody przepływa pod mostem. (Przykład)"),
    ("Przykładowe Koło Przyrody", "Nysa", "PL", "pl", 18, ("after_school",), {"how": "changed"}, "organisation", ""),
    ("Escuela de ejemplo", "Valencia", "ES", "en", 75, ("lessons", "training"),
     {"how": "translated", "into_language": "es"}, "words",
     "We translated six lessons and tried them by the Turia gardens. The cards work without any change. (Example)"),
    ("Beispielschule", "Dresden", "DE", "en", 24, ("lessons",), {"how": "as_it_is"}, "nothing", ""),
    ("Example Teacher Training Centre", "Brno", "CZ", "en", 31, ("training",), {"how": "as_it_is"}, "organisation", ""),
)  # fmt: skip
QUESTION = (
    "Czy te lekcje nadają się dla klasy, w której jest uczeń na wózku? Które miejsca nad wodą polecacie? (Przykład)"
)


def add_uptake(lessons: Result, by: User) -> None:
    """Let five organisations use the lessons, one ask, one adapt them, and a strategy name them."""
    lessons.refresh_from_db()
    for place, (organisation, town, country, language, learners, purposes, how, shown, words) in enumerate(USES):
        values: dict[str, Any] = {
            "organisation": organisation, "town": town, "country": country, "learners": learners,
            "purposes": list(purposes), "shown": shown, "words": words, **how,
        }  # fmt: skip
        _told(lessons, "use", f"user{place}@example.org", language, values)
    told_before = timezone.now() - timedelta(days=40)
    for place, use in enumerate(Use.objects.filter(result=lessons).order_by("pk")):
        moment = told_before + timedelta(days=7 * place)
        Use.objects.filter(pk=use.pk).update(told_at=moment, confirmed_at=moment, is_example=True)
    _told(lessons, "question", "asker@example.org", "pl", {"words": QUESTION})
    _told(lessons, "adaptation", "adapter@example.org", "en", {
        "kind": "translation", "link": "https://example.org/lecciones-junto-al-rio", "licence": "CC-BY-SA-4.0",
        "title": "Seis lecciones junto al río (ejemplo)", "made_by": "Escuela de ejemplo", "into_language": "es",
    })  # fmt: skip
    add_policy(lessons, by=by, values={
        "body": "Gmina przykładowa", "kind": "strategy", "title": "Przykładowy program edukacji o wodzie",
        "link": "https://example.org/program-edukacji-o-wodzie", "country": "PL",
    })  # fmt: skip
    Adaptation.objects.filter(result=lessons).update(is_example=True)
    PolicyReference.objects.filter(result=lessons).update(is_example=True)


def _told(result: Result, telling: str, email: str, language: str, values: dict[str, Any]) -> None:
    contact = tell(result, telling, email=email, values=values, language=language)
    confirm(contact)
