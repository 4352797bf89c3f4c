"""How far the fullest example project is: values over two years, a share that was measured, words of people."""

import datetime
from decimal import Decimal

from django.utils import timezone

from plon.accounts.models import User
from plon.evaluation.actions import add_statement, enter_value, feed_by_counter, withdraw_measurement, write_down_values
from plon.evaluation.enums import Counter, StatementKind
from plon.evaluation.models import Measurement
from plon.plans.actions import add_indicator
from plon.plans.models import Indicator
from plon.projects.models import Project

_DAY = datetime.timedelta(days=1)


def add_evaluation(acronym: str, people: dict[str, User]) -> None:
    """Feed the indicators of the plan, and add those that a project of this kind has besides."""
    lead, partner = people["coordinator@example.org"], people["partner@example.org"]
    project = Project.objects.get(acronym=acronym, is_example=True)
    found = {each.level: each for each in Indicator.objects.filter(project=project)}
    feed_by_counter(found["use"], by=lead, counter=Counter.USES)
    _workshops(found["quality"], lead)
    _policy(found["policy"], lead)
    _more(project, lead, partner)
    write_down_values(project, by=lead)


def _enter(indicator: Indicator, by: User, value: str, days_ago: int, note: str = "") -> Measurement:
    on = timezone.localdate() - days_ago * _DAY
    return enter_value(indicator, by=by, value=Decimal(value), on=on, note=note)


def _workshops(share: Indicator, by: User) -> None:
    wrong = _enter(share, by, "92", 400, "średnia z kartek po pierwszym warsztacie")
    withdraw_measurement(wrong, by=by, reason="Policzone bez kartek z sali B; poprawny wynik wpisany niżej.")
    _enter(share, by, "74", 399, "57 z 77 kartek po pierwszym warsztacie")
    _enter(share, by, "78", 320, "61 z 78 kartek po drugim warsztacie")
    _enter(share, by, "86", 240, "43 z 50 kartek po trzecim warsztacie")


def _policy(change: Indicator, by: User) -> None:
    said = (
        (StatementKind.QUOTE, "Uczniowie pokazali nam, gdzie woda jest najgorsza. Żaden raport tego nie mówił.",
         "radna, komisja środowiska", 120, "zgoda ustna na posiedzeniu komisji"),
        (StatementKind.DOCUMENT, "W planie gminy na rok 2026 zapisano dwa stałe punkty pomiarów szkolnych.",
         "plan ochrony środowiska gminy, s. 14", 60, ""),
    )  # fmt: skip
    for kind, text, said_by, days_ago, consent in said:
        on = timezone.localdate() - days_ago * _DAY
        add_statement(
            change, by=by, kind=kind, text=text, said_by=said_by, on=on, language="pl", consent=consent
        )  # fmt: skip


def _more(project: Project, lead: User, partner: User) -> None:
    lessons = project.results.order_by("position").first()
    downloads = add_indicator(
        project, by=lead, name="Pobrania scenariuszy lekcji", measures="result", result=lessons, level="reach",
        unit="pobrania", baseline="0", target="400", feeding="counter", target_date=project.end,
        source="licznik Plonu",
    )  # fmt: skip
    feed_by_counter(downloads, by=lead, counter=Counter.DOWNLOADS)
    add_indicator(
        project, by=lead, name="Osoby, do których dotarły działania", measures="objective", level="reach",
        unit="osoby", baseline="0", target="1 500", feeding="activities", target_date=project.end,
        source="dziennik działań",
    )  # fmt: skip
    knowledge = add_indicator(
        project, by=lead, name="Wiedza uczniów o rzece: średnia z testu", measures="objective", level="learning",
        unit="punkty z 20", baseline="9,5", target="15", feeding="by_hand", target_date=project.end,
        source="test przed cyklem lekcji i po nim",
    )  # fmt: skip
    for value, days_ago in (("10.5", 330), ("11.8", 250), ("12.6", 200)):
        _enter(knowledge, partner, value, days_ago, "test w trzech szkołach")
