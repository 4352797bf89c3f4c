"""How the results of the example world go on: one as planned, one with a look overdue, one ended on purpose."""

import datetime

from django.utils import timezone

from plon.accounts.models import User
from plon.programme.lasting import months_later
from plon.projects.models import Project
from plon.results.models import Result
from plon.sustainability.actions import do_review, plan_lasting_use, plan_reviews, retire_on_purpose
from plon.sustainability.counting import count_standings

_DAY = datetime.timedelta(days=1)


def add_lasting(people: dict[str, User]) -> None:
    """Plan how results go on; one of the living project has no plan, so that the page has something to ask."""
    keeper = people["coordinator@example.org"]
    river = Project.objects.get(acronym="Żywa rzeka", is_example=True)
    results = {result.working_title: result for result in river.results.all()}
    _lessons(results["Dwanaście lekcji nad wodą"], keeper)
    _map(results["Otwarta mapa pomiarów rzek"], keeper)
    reading = Result.objects.filter(project__acronym="Czytamy razem", is_example=True).order_by("position").last()
    if reading is not None:
        retire_on_purpose(
            reading, by=people["editor@example.org"], on=datetime.date(2027, 6, 30), also=["archive"],
            why="Spotkania prowadzi już biblioteka według własnego programu; nasz zostaje w repozytorium.",
        )  # fmt: skip
    count_standings(Result.objects.filter(is_example=True).values_list("pk", flat=True))


def _lessons(lessons: Result, by: User) -> None:
    """The plan of the application stands; a look while the project ran, and three to come."""
    today = timezone.localdate()
    looked, end = today - 150 * _DAY, lessons.project.end or today
    plan_reviews(
        lessons, by=by, days=[looked, *(months_later(end, months) for months in (6, 12, 24))],
    )  # fmt: skip
    do_review(
        lessons.reviews.get(due_on=looked), by=by, outcome="mended", on=looked,
        note="Wiosną korzystało sześcioro nauczycieli; poprawiona karta do lekcji 4.",
    )  # fmt: skip


def _map(rivers: Result, by: User) -> None:
    """Planned with all its means; the look that was due lately still waits."""
    today = timezone.localdate()
    plan_lasting_use(
        rivers, by=by, form="network", also=["policy"],
        users="szkoły z sieci „rzeka” w trzech krajach; urząd gminy w raporcie o środowisku",
        keeper=rivers.responsible, until=datetime.date(2031, 12, 31), euros_a_year=120, hours_a_year=30,
        means_from="budżet szkoły (domena i serwer), opiekun koła geograficznego (godziny)",
        resources="domena i serwer mapy; przegląd punktów pomiarowych co kwartał",
        risk="wygaśnie domena: dane co pół roku zapisujemy w repozytorium",
        reviews=[today - 12 * _DAY, datetime.date(2027, 6, 30), datetime.date(2028, 12, 31)],
    )  # fmt: skip
