"""Surveys of the example project: self-assessment before and after a training in two languages, one to come."""

import datetime
from dataclasses import replace

from django.utils import timezone

from plon.accounts.models import User
from plon.activities.models import Activity
from plon.projects.models import Project
from plon.surveys.actions import (
    add_round,
    change_question,
    create_survey,
    open_round,
    remove_question,
    write_texts,
)
from plon.surveys.enums import Moment, QuestionKind
from plon.surveys.models import Round, Survey
from plon.surveys.queries import questionnaire_of
from plon.surveys.questionnaire import Option

# What the training teaches, in place of the general sentences of the bank.
STATEMENTS = (
    ("Umiem pobrać próbkę wody i zmierzyć jej pH.", "I can take a water sample and measure its pH."),
    ("Umiem poprowadzić lekcję nad rzeką dla całej klasy.", "I can teach a whole class by the river."),
    ("Umiem ocenić, czy miejsce nad wodą jest bezpieczne.", "I can judge whether a place by the water is safe."),
    ("Umiem wyjaśnić uczniom, co mówią ich pomiary.", "I can explain to pupils what their measurements say."),
)
WORDS = {
    "title": ("Lekcje nad wodą: co umiem", "Lessons by the water: what I can do"),
    "intro": (
        "Te same pytania zadajemy przed warsztatem i po nim. Nie ma dobrych ani złych odpowiedzi. Około 3 minut.",
        "We ask the same questions before and after the workshop. No answer is right or wrong. About 3 minutes.",
    ),
}
OCTOBER = datetime.datetime(2025, 10, 11, 9, tzinfo=datetime.UTC)


def add_surveys(acronym: str, by: User) -> None:
    """Write a survey for a training with a round before and one after, both open, and one for a club to come."""
    project = Project.objects.get(acronym=acronym, is_example=True)
    training = _training(project, by)
    workshop = _act(project, "druga grupa nauczycieli")
    before = add_round(training, by=by, label="Przed warsztatem", moment=Moment.BEFORE, activity=workshop)
    after = add_round(
        training, by=by, label="Po warsztacie", moment=Moment.AFTER, activity=workshop, compared_with=before
    )
    for place, each in enumerate((before, after)):
        opened = open_round(each, by=by)
        Round.objects.filter(pk=opened.pk).update(opened_at=OCTOBER + datetime.timedelta(hours=7 * place))
    club = create_survey(
        project, by=by, name="Klub badaczy rzeki: jak było?", kind="event", start="event", base_language="pl",
        asked_by="Szkoła przykładowa nad rzeką", contact="Anna Przykładowa, anna@example.org",
    )  # fmt: skip
    act = _act(project, "Klub badaczy")
    begins = timezone.now() + datetime.timedelta(days=9)
    add_round(
        club, by=by, label="Po pierwszym spotkaniu", activity=act, opens_at=begins,
        closes_at=begins + datetime.timedelta(days=14),
    )  # fmt: skip


def _act(project: Project, words: str) -> Activity | None:
    return Activity.objects.filter(project=project, title__contains=words).order_by("start").first()


def _training(project: Project, by: User) -> Survey:
    """The bank's self-assessment with what this training teaches; Polish and English, Spanish only begun."""
    survey = create_survey(
        project, by=by, name="Warsztat nad rzeką: przed i po", kind="self_assessment", start="self_assessment",
        base_language="pl", languages=["en", "es"], has_pairs=True,
        asked_by="Szkoła przykładowa nad rzeką", contact="Anna Przykładowa, anna@example.org",
    )  # fmt: skip
    table = next(each for each in questionnaire_of(survey).questions if each.kind == QuestionKind.MATRIX)
    statements = tuple(Option("", {"pl": pl, "en": en}) for pl, en in STATEMENTS)
    change_question(survey, by=by, question=replace(table, statements=statements))
    often = next(each for each in questionnaire_of(survey).questions if "często" in each.words["pl"])
    remove_question(survey, by=by, key=often.key)
    for place, language in enumerate(("pl", "en")):
        texts = {name: words[place] for name, words in WORDS.items()}
        write_texts(survey, by=by, language=language, texts=texts)
    write_texts(survey, by=by, language="es", texts={"title": "Clases junto al agua: lo que sé hacer"})
    return survey
