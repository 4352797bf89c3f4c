"""Answers to the survey of the example project: before a workshop, after it, and some of them half a year later."""

import datetime
import random
import uuid
from collections.abc import Mapping
from typing import Any

from plon.accounts.models import User
from plon.projects.models import Project
from plon.responses.actions import take_sheet
from plon.responses.answers import clean
from plon.surveys.actions import add_round, close_round, open_round
from plon.surveys.asking import field_name, steps_of
from plon.surveys.enums import Moment, QuestionKind, SurveyState
from plon.surveys.models import Round
from plon.surveys.questionnaire import Question, Questionnaire, from_json

# How far people are from the lowest step, on average, as a share of the scale.
HOW_FAR = {Moment.BEFORE: 0.35, Moment.AFTER: 0.72, Moment.LATER: 0.66}
SPREAD = 0.22
HOW_MANY = {Moment.BEFORE: 27, Moment.AFTER: 24, Moment.LATER: 13}
LASTED = datetime.timedelta(hours=3)
# Every so many answers in English, and every so many says something in own words.
IN_ENGLISH, SAYS = 5, 2
SAID = {
    Moment.BEFORE: {
        "pl": (
            "Jak zacząć lekcję, gdy klasa jest pierwszy raz nad wodą.",
            "Mierzyć tak, żeby uczniowie umieli to powtórzyć.",
            "Co zrobić, gdy pada.", "Gdzie szukać gotowych scenariuszy.", "Jak oceniać pracę w terenie.",
            "Boję się o bezpieczeństwo, chcę wiedzieć, jak wybrać miejsce.",
        ),
        "en": ("How to keep thirty pupils safe by the water.", "What the pH value tells, in simple words."),
    },
    Moment.AFTER: {
        "pl": (
            "Najpierw pytanie, potem pomiar. To zmienia całą lekcję.", "Próbkę pobieram pod prąd i nie mącę dna.",
            "Podział na role: nikt nie stoi bezczynnie.", "Umiem powiedzieć, kiedy nad wodę nie idziemy.",
            "Karta pracy na jednej stronie wystarczy.", "Że wynik „niezgodny” też jest wynikiem.",
        ),
        "en": ("That pupils ask better questions than the worksheet.", "How to explain pH with red cabbage."),
    },
    Moment.LATER: {
        "pl": ("Byliśmy nad rzeką trzy razy, za każdym razem szybciej.", "Brakuje mi odczynników, reszta działa."),
        "en": ("We measure every month now.",),
    },
}  # fmt: skip


def add_responses(acronym: str, by: User) -> None:
    """Let people answer the training's survey; the first two rounds are over, the third is open."""
    project = Project.objects.get(acronym=acronym, is_example=True)
    rounds = Round.objects.filter(survey__project=project, survey__has_pairs=True, state=SurveyState.OPEN)
    for asked in rounds.order_by("pk"):
        _answer(asked)
        close_round(asked, by=by)
        closed = (asked.opened_at or asked.survey.created_at) + LASTED
        Round.objects.filter(pk=asked.pk).update(closed_at=closed)
    first = Round.objects.filter(survey__project=project, moment=Moment.BEFORE).order_by("pk").first()
    if first is not None:
        later = add_round(
            first.survey, by=by, label="Pół roku później", moment=Moment.LATER, compared_with=first
        )  # fmt: skip
        _answer(open_round(later, by=by))


def _answer(asked: Round) -> None:
    # The same people each time: the world is the same whenever it is made.
    chance = random.Random(f"{asked.survey.name} {asked.moment}")  # noqa: S311  an example, no secret
    questionnaire = from_json(asked.questionnaire)
    for person in range(HOW_MANY[Moment(asked.moment)]):
        language = "en" if person % IN_ENGLISH == 0 else "pl"
        sent = _sheet(questionnaire, Moment(asked.moment), person, language, chance)
        take_sheet(
            asked, cleaned=clean(questionnaire, sent, language), sheet=str(uuid.UUID(int=chance.getrandbits(128))),
            language=language, code=f"an-{person:02d}-op",
        )  # fmt: skip


def _sheet(
    questionnaire: Questionnaire, moment: Moment, person: int, language: str, chance: random.Random
) -> Mapping[str, list[str]]:
    sent: dict[str, list[str]] = {}
    for question in questionnaire.questions:
        if question.kind == QuestionKind.TEXT:
            said = SAID[moment][language]
            sent[field_name(question.key)] = [said[person // SAYS % len(said)]] if person % SAYS == 0 else []
        elif question.kind == QuestionKind.MATRIX:
            sent |= {
                field_name(question.key, row.key): [_step(question, moment, chance)] for row in question.statements
            }
        elif question.kind == QuestionKind.SCALE:
            sent[field_name(question.key)] = [_step(question, moment, chance)]
        elif question.options:
            sent[field_name(question.key)] = [chance.choice(question.options).key]
    return sent


def _step(question: Question, moment: Moment, chance: random.Random) -> Any:
    steps = steps_of(question)
    place = round(chance.gauss(HOW_FAR[moment], SPREAD) * (len(steps) - 1))
    return steps[min(max(place, 0), len(steps) - 1)]
