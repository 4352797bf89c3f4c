"""Surveys as the team's pages show them: rows, cards of questions, how far languages are, what is wrong and where."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from plon.pages import whole_address
from plon.programme.places import language_name
from plon.projects.models import Project
from plon.surveys.asking import AskedQuestion, asked_of
from plon.surveys.closing import received_of
from plon.surveys.drafting.draft import Draft
from plon.surveys.drafting.translating import Standing, standing_in
from plon.surveys.enums import QuestionKind, SurveyState
from plon.surveys.models import Round, Survey
from plon.surveys.problems import MUST, Problem, musts_of, problems_of
from plon.surveys.queries import draft_of, surveys_of


def address_of(the_round: Round) -> str:
    """Return the address at which people answer, in the language in use."""
    return whole_address(reverse("answering:start", args=[the_round.secret]))


@dataclass(frozen=True, slots=True)
class SurveyRow:
    """One survey in the list."""

    survey: Survey
    title: str
    questions: int
    languages: tuple[str, ...]
    rounds: int
    open_rounds: int
    received: int
    musts: int


def rows_of(project: Project, reader: str) -> list[SurveyRow]:
    """Return the surveys of a project, the newest first, in a constant number of queries."""
    surveys = sorted(surveys_of(project), key=lambda survey: (survey.created_at, survey.pk), reverse=True)
    received = received_of(each.pk for survey in surveys for each in survey.rounds.all())
    rows = []
    for survey in surveys:
        asked, rounds = draft_of(survey).questionnaire, list(survey.rounds.all())
        rows.append(
            SurveyRow(
                survey=survey,
                title=asked.title.get(reader) or asked.title.get(asked.base, ""),
                questions=len(asked.questions),
                languages=tuple(language_name(language, reader) for language in asked.languages),
                rounds=len(rounds),
                open_rounds=sum(each.state == SurveyState.OPEN for each in rounds),
                received=sum(received[each.pk] for each in rounds),
                musts=len(musts_of(asked)) if survey.state == SurveyState.DRAFT else 0,
            )
        )
    return rows


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong, with the place where it is mended."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Troubles:
    musts: tuple[Trouble, ...]
    hints: tuple[Trouble, ...]


_IN_SETTINGS = {"nobody-asks", "no-contact", "no-day", "languages", "pairs-with-names"}
_IN_WORDS = {"no-title", "no-privacy"}


def troubles_of(survey: Survey, draft: Draft) -> Troubles:
    """Return what keeps a survey from being opened, and what to think about first."""
    problems = problems_of(draft.questionnaire)
    told = [(problem.weight == MUST, Trouble(problem.text, _where(survey, draft, problem))) for problem in problems]
    return Troubles(
        tuple(trouble for is_must, trouble in told if is_must),
        tuple(trouble for is_must, trouble in told if not is_must),
    )


def _where(survey: Survey, draft: Draft, problem: Problem) -> str:
    address = [survey.project.public_id, survey.public_id]
    if problem.code in _IN_SETTINGS:
        return reverse("surveys:settings", args=address)
    if problem.code in _IN_WORDS:
        return reverse("surveys:words", args=address)
    if problem.owner and draft.questionnaire.question(problem.owner):
        return reverse("surveys:question", args=[*address, problem.owner])
    return ""


@dataclass(frozen=True, slots=True)
class QuestionCard:
    """One question on the page of its survey."""

    question: AskedQuestion
    kind: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SectionCard:
    key: str
    number: int
    title: str
    intro: str
    cards: tuple[QuestionCard, ...]


def sections_of(draft: Draft) -> list[SectionCard]:
    """Return the sections with their questions, in the language that the survey is written in."""
    sections = asked_of(draft.questionnaire, draft.questionnaire.base)
    return [
        SectionCard(
            section.key, number, section.title, section.intro, tuple(_card(question) for question in section.questions)
        )
        for number, section in enumerate(sections, start=1)
    ]


def _card(question: AskedQuestion) -> QuestionCard:
    if question.kind in {QuestionKind.SINGLE, QuestionKind.MULTIPLE}:
        parts = tuple(option.text for option in question.options)
    else:
        parts = tuple(row.text for row in question.rows)
    kind = str(QuestionKind(question.kind).label) if question.kind in QuestionKind.values else question.kind
    if question.kind in {QuestionKind.SCALE, QuestionKind.MATRIX}:
        kind = _("%(kind)s, %(lowest)s to %(highest)s") % {
            "kind": kind, "lowest": question.lowest, "highest": question.highest,
        }  # fmt: skip
    return QuestionCard(question, kind, parts)


@dataclass(frozen=True, slots=True)
class ShownLanguage:
    """One language and how far it is; `standing` is None for the one that the survey is written in."""

    code: str
    name: str
    standing: Standing | None


def languages_of(draft: Draft, reader: str) -> list[ShownLanguage]:
    """Return the languages of a survey, the base one first."""
    questionnaire = draft.questionnaire
    return [
        ShownLanguage(
            code, language_name(code, reader), standing_in(draft, code) if code != questionnaire.base else None
        )
        for code in questionnaire.languages
    ]


@dataclass(frozen=True, slots=True)
class RoundRow:
    """One round with the answers that came."""

    round: Round
    received: int
    name: str


def round_rows(rounds: Iterable[Round]) -> list[RoundRow]:
    """Return rounds with how many answers came to each."""
    found: Sequence[Round] = list(rounds)
    received = received_of(each.pk for each in found)
    return [RoundRow(each, received[each.pk], name_of(each, number)) for number, each in enumerate(found, start=1)]


def name_of(the_round: Round, number: int = 0) -> str:
    """Return how a round is called: its name, else the event it is asked at, else its number."""
    if the_round.label:
        return the_round.label
    if the_round.activity is not None:
        return the_round.activity.title
    return _("Round %(number)s") % {"number": number} if number else _("Round without a name")
