"""An interim report of the fullest example project, with a text that its team wrote and one partner's answers."""

import datetime

from plon.accounts.models import User
from plon.projects.models import Partnership, Project
from plon.reports.beneficiary.actions import Said, assess, start_report, write_text
from plon.reports.beneficiary.enums import ReportKind
from plon.reports.beneficiary.loading import place_in

SINCE, UNTIL = datetime.date(2025, 1, 1), datetime.date(2025, 12, 31)
SUMMARY = (
    "Pierwszy rok „Żywej rzeki” to przede wszystkim **lekcje, które naprawdę się odbyły**. Uczniowie trzech szkół "
    "zbadali swoje rzeki, a nauczyciele spoza partnerstwa zaczęli korzystać ze scenariuszy jeszcze przed końcem roku "
    "szkolnego.\n\nNajtrudniejsze okazały się pomiary zimą. Przenieśliśmy je na wiosnę, a czas wykorzystaliśmy na "
    "poprawienie poradnika."
)
SAID = {
    "objectives": Said(4, "Chcieliśmy, żeby lekcje w terenie przestały być świętem. W dwóch klasach już nim nie są."),
    "tasks": Said(5, ""),
    "cooperation": Said(4, "Comiesięczne rozmowy wystarczały. Brakowało jednego wspólnego kalendarza."),
    "results": Said(4, "Scenariusze przetestowało pięcioro nauczycieli, którzy wcześniej nie uczyli poza klasą."),
    "change": Said(None, "Dyrekcja wpisała lekcje nad rzeką do planu pracy szkoły."),
}


def add_report(acronym: str, by: User) -> None:
    """Start the report, write its summary, and let the school assess its own part."""
    project = Project.objects.get(acronym=acronym, is_example=True)
    report = start_report(project, by=by, kind=ReportKind.INTERIM, since=SINCE, until=UNTIL, language="pl")
    write_text(place_in(report, "pl", "summary-all"), by=by, text=SUMMARY)
    school = Partnership.objects.filter(project=project).select_related("organisation")[0].organisation
    assess(report, school, by=by, said=SAID)
