"""Example collections, a teacher's and the agency's, and a saved search."""

from collections.abc import Mapping

from plon.accounts.models import User
from plon.catalogue.queries import published_results
from plon.collections.actions import add_entry, feature_collection, make_collection, show_to
from plon.collections.enums import Visibility
from plon.collections.models import Collection
from plon.projects.queries import public_projects
from plon.results.models import Result
from plon.savedsearches.actions import save_search
from plon.savedsearches.enums import Rhythm

# What each collection holds: the English title of a result, and why it is there.
_OUTDOORS = (
    (
        "Twelve lessons by the water",
        "Zacznij od lekcji trzeciej: słoik i termometr wystarczą, dzieci chcą więcej.",
    ),
    ("Open map of river measurements", "Po lekcji wpiszcie swoje pomiary. Klasa widzi je obok pomiarów innych szkół."),
)
_INTRODUCTION_PL = (
    "Dla kogoś, kto pierwszy raz wychodzi z klasą nad wodę. **Najpierw** jedna lekcja, potem mapa, "
    "a kiedy klasa złapie bakcyla: projekt, z którego to wszystko pochodzi."
)
_INTRODUCTION_EN = (
    "For somebody who takes a class to the water for the first time. **First** one lesson, then the map, "
    "and when the class has caught fire: the project that all of it comes from."
)
_READING = (
    ("Ten evenings with a book", "Scenariusze spotkań, które prowadzi biblioteka albo szkoła, bez przygotowania."),
    ("Course: a multilingual class from day one", "Dla nauczycielek, do których klasy dołącza dziecko z innego kraju."),
)


def add_collections(people: Mapping[str, User]) -> None:
    """Make one public collection of a person, one of the agency's that stands in front, one saved search."""
    teacher, officer = people["partner@example.org"], people["officer@example.org"]
    results = {result.title_in("en"): result for result in published_results().filter(is_example=True)}
    outdoors = make_collection(
        by=teacher,
        byline="nauczycielka przyrody (przykład)",
        texts={
            "pl": (
                "Lekcje nad rzeką: od czego zacząć",
                _INTRODUCTION_PL,
            ),
            "en": (
                "Lessons by the river: where to begin",
                _INTRODUCTION_EN,
            ),
        },
    )
    _fill(outdoors, teacher, results, _OUTDOORS)
    if river := public_projects().filter(is_example=True, acronym="Żywa rzeka").first():
        add_entry(outdoors, by=teacher, thing=river, note="Tu są wszystkie materiały i partnerzy.", language="pl")
    recommended = make_collection(
        by=officer,
        for_agency=True,
        texts={
            "pl": ("Czytanie w wielu językach", "Wyniki, po które szkoły i biblioteki mogą sięgnąć od razu."),
            "en": ("Reading in many languages", "Results that schools and libraries can use at once."),
        },
    )
    _fill(recommended, officer, results, _READING)
    for collection, by in ((outdoors, teacher), (recommended, officer)):
        show_to(collection, by=by, visibility=Visibility.PUBLIC)
    feature_collection(recommended, by=officer)
    Collection.objects.filter(pk__in=[outdoors.pk, recommended.pk]).update(is_example=True)
    save_search(
        by=people["coordinator@example.org"], of="results", query="q=rzeka", name="Rzeki i woda w szkole",
        language="pl", rhythm=Rhythm.WEEKLY,
    )  # fmt: skip


def _fill(collection: Collection, by: User, results: Mapping[str, Result], chosen: tuple[tuple[str, str], ...]) -> None:
    for title, note in chosen:
        if title in results:
            add_entry(collection, by=by, thing=results[title], note=note, language="pl")
