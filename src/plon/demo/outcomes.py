"""People outside who agreed to be asked again, were asked after half a year, and answered; plainly examples."""

import datetime
from typing import Any

from django.utils import timezone

from plon.accounts.models import User
from plon.outcomes.actions import answer, take_up_agreements, turn_on
from plon.outcomes.letters.claims import claim, mark_sent
from plon.outcomes.models import Agreement
from plon.outcomes.periods import last_day
from plon.projects.models import Project
from plon.uptake.models import Contact

_DAY = datetime.timedelta(days=1)
# What the first of them answer; the others wait for their day.
ANSWERS: tuple[dict[str, Any], ...] = (
    {"still": "regularly", "change": "much", "people": 52, "shown": "signed",
     "words": "Lekcje nad wodą są w planie pracy zespołu przyrodniczego. (Przykład)",
     "quote": "Dzieci same pytają, kiedy znów idziemy nad rzekę.", "signed": "nauczycielka, Szkoła przykładowa nr 1"},
    {"still": "sometimes", "change": "some", "people": 18, "shown": "words",
     "words": "Dwa spotkania koła w roku; więcej nie zdążymy. (Przykład)",
     "quote": "Karty działają bez żadnych zmian.", "signed": ""},
    {"still": "no_more", "change": "nothing", "people": None, "shown": "nothing", "quote": "", "signed": "",
     "words": "The teacher who led it left our school. (Example)"},
)  # fmt: skip


def add_outcomes(acronym: str, lead: User) -> None:
    """Let those who use the lessons agree; four were asked half a year later, three answered."""
    project = Project.objects.get(acronym=acronym, is_example=True)
    Contact.objects.filter(about="use", use__result__project=project).update(may_ask_again=True)
    take_up_agreements()
    turn_on(project, by=lead, has_looked=True)
    agreements = list(Agreement.objects.filter(project=project).order_by("pk"))
    told = timezone.localdate() - 190 * _DAY
    for agreement in agreements[:4]:
        agreement.agreed_on, agreement.erase_on = told, last_day(told)
        agreement.save(update_fields=["agreed_on", "erase_on"])
        claim([(agreement, 6)])
        mark_sent([(agreement, 6)])
    for agreement, values in zip(agreements, ANSWERS, strict=False):
        answer(agreement, values=values, language=agreement.language)
