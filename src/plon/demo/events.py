"""Trainings of the agency: one that comes, with a waiting list, and one that was; plainly examples."""

import datetime
from typing import Any

from django.utils import timezone

from plon.accounts.models import User
from plon.events import actions
from plon.events.models import AgencyEvent, EventLetter

_DAY = datetime.timedelta(days=1)
_EMPTY = {"description": "", "agenda": "", "accessibility": "", "consent": ""}
# Nobody of these exists.
PEOPLE = (
    ("Ala Przykładowa", "Szkoła przykładowa nr 1", "", ""),
    ("Jan Przykładowy", "Dom kultury (przykład)", "", "bez mięsa"),
    ("Ewa Przykładowa", "Szkoła przykładowa nr 2", "Wejście bez schodów", ""), ("Olek Przykładowy", "", "", ""),
    ("Zofia Przykładowa", "Fundacja przykładowa", "", "bez orzechów"),
)  # fmt: skip
COMING = {
    "pl": {
        "title": "Pierwszy plan upowszechniania w trzy godziny (przykład)",
        "summary": "Wyjdziesz z planem na jednej kartce: komu, co, kiedy i po czym poznamy, że zadziałało.",
        "description": "Dla koordynatorów i osób odpowiedzialnych za upowszechnianie. Weź ze sobą wniosek projektu.\n\n"
        "- nazwiesz rezultaty tak, żeby ktoś z zewnątrz je zrozumiał,\n- wybierzesz **trzy grupy**, do których chcesz "
        "dotrzeć,\n- wydrukujesz plan jako plakat.",
        "agenda": "- 10:00 Powitanie i pytania\n- 10:20 Rezultat a produkt\n- 11:15 Przerwa\n- 11:30 Praca nad własnym "
        "planem\n- 12:45 Co dalej",
        "accessibility": "Wejście bez schodów od podwórza, winda, pętla indukcyjna, toaleta dla osób na wózkach.",
        "consent": "",
    },
    "en": {
        "title": "A first dissemination plan in three hours (example)",
        "summary": "You leave with a plan on one sheet: for whom, what, when, and how we will know that it worked.",
        "description": "For coordinators and everybody who looks after dissemination. Bring your application.\n\n"
        "- you name your results so that people outside understand them,\n- you choose **three groups** to reach,\n- "
        "you print the plan as a poster.",
        "agenda": "- 10:00 Welcome and questions\n- 10:20 Result and product\n- 11:15 Break\n- 11:30 Work on your own "
        "plan\n- 12:45 What comes next",
        "accessibility": "Step-free entrance from the yard, lift, induction loop, wheelchair-accessible toilet.",
        "consent": "",
    },
}
OVER = {
    "pl": _EMPTY | {"title": "Wolne licencje bez strachu (przykład)",
                    "summary": "Webinarium: co wolno innym, gdy dasz licencję CC, i jak ją oznaczyć."},
    "en": _EMPTY | {"title": "Open licences without fear (example)",
                    "summary": "A webinar: what others may do when you give a CC licence, and how to mark it."},
}  # fmt: skip


def add_events(by: User) -> None:
    """Plan two trainings; people register, one waits, and some were at the one that is over."""
    coming = _event(by, COMING, days=24, kind="training", capacity=4, place="Warszawa, Aleje Przykładowe 1",
                    joining="Sala 7, drugie piętro; kod do drzwi 4321", asks_diet=True)  # fmt: skip
    over = _event(by, OVER, days=10, kind="webinar", capacity=None, place="online",
                  joining="https://example.org/webinarium", asks_diet=False)  # fmt: skip
    for number, (name, organisation, needs, diet) in enumerate(PEOPLE):
        told = {"name": name, "organisation": organisation, "needs": needs, "diet": diet}
        for event in (coming, over):
            asked = actions.register(
                event, email=f"guest{number}@example.org", values=told, agreed_to="Przykład", language="pl"
            )
            actions.confirm(asked)
    # The guests don't exist: nothing goes to them.
    EventLetter.objects.filter(registration__event__in=(coming, over)).update(sent_at=timezone.now())
    _let_it_be_over(over, by)


def _event(by: User, texts: dict[str, dict[str, str]], *, days: int, **facts: Any) -> AgencyEvent:
    day = timezone.localdate() + days * _DAY
    # On a Tuesday, whenever the example world is made.
    begins = datetime.datetime.combine(day + (1 - day.weekday()) % 7 * _DAY, datetime.time(10))
    start = timezone.make_aware(begins)
    values = {
        "starts_at": start, "ends_at": start + datetime.timedelta(hours=3), "time_zone": "Europe/Warsaw",
        "opens_at": None, "closes_at": None, "asks_needs": True, "contact": "agency@example.org",
        "gives_certificates": True, "hours": "3 godziny", "signature": "Agencja przykładowa", "survey_address": "",
        "report_address": "", "erase_on": start.date() + 90 * _DAY,
    } | facts  # fmt: skip
    event = actions.add_event(by=by, values=values, texts=texts)
    actions.publish_event(event, by=by)
    return event


def _let_it_be_over(event: AgencyEvent, by: User) -> None:
    for name in ("starts_at", "ends_at"):
        setattr(event, name, getattr(event, name) - 42 * _DAY)
    event.save(update_fields=["starts_at", "ends_at"])
    people = list(event.registrations.values_list("public_id", flat=True))
    actions.tick_attendance(event, by=by, present=people[:4], listed=people)
