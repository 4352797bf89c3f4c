"""A project on its way to the final report: 60 indicators, 300 activities, 20 surveys with 20,000 answers.

Everything is written through the rooms' own models, answers as they lie there after they were taken up.
"""

import datetime
import itertools
import random
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

import bench_ledger

INDICATORS, MEASUREMENTS, PROOFS = 60, 8, 400
SURVEYS, ANSWERS, MANY_ANSWERS = 20, 1000, 100_000
WORDS = (
    "woda",
    "rzeka",
    "szkoła",
    "lekcja",
    "pomiar",
    "uczniowie",
    "ryba",
    "brzeg",
    "mapa",
    "gmina",
    "razem",
    "wiedza",
)


class Evaluated(NamedTuple):
    project: Any
    # A round of a thousand answers, one of a hundred thousand.
    asked: Any
    large: Any
    report: Any


def make_evaluated(person: Any) -> Evaluated:
    """Make the project; `person` coordinates it."""
    from plon.reports.beneficiary.actions.reports import start_report
    from plon.reports.beneficiary.enums import ReportKind

    chance = random.Random(8)  # noqa: S311  the same answers every time, no secret
    project = bench_ledger.make_project(person, indicators=INDICATORS, evidence=PROOFS)
    indicators = list(project.indicators.all())
    _add_measurements(project, indicators)
    rounds = [_add_round(project, person, chance, ANSWERS, f"Survey {number}") for number in range(SURVEYS)]
    large = _add_round(project, person, chance, MANY_ANSWERS, "Everybody")
    _add_feeds(project, indicators, rounds)
    report = start_report(
        project, by=person, kind=ReportKind.FINAL, since=datetime.date(2026, 9, 1), until=datetime.date(2028, 8, 31)
    )
    return Evaluated(project, rounds[0], large, report)


def _add_measurements(project: Any, indicators: list[Any]) -> None:
    from plon.evaluation.models import Measurement, Statement

    begin = datetime.date(2026, 10, 1)
    Measurement.objects.bulk_create(
        Measurement(
            project=project, indicator=indicator.public_id, indicator_name=indicator.name, entered_label="Bench",
            value=Decimal(place + number), on=begin + datetime.timedelta(days=30 * number),
        )
        for place, indicator in enumerate(indicators)
        for number in range(MEASUREMENTS)
    )  # fmt: skip
    Statement.objects.bulk_create(
        Statement(
            project=project, indicator=indicator.public_id, indicator_name=indicator.name,
            text="W tej rzece coś żyje!", said_by="nauczycielka", on=begin,
        )
        for indicator in indicators[:20]
    )  # fmt: skip


def _add_feeds(project: Any, indicators: list[Any], rounds: list[Any]) -> None:
    from plon.evaluation.enums import Counter, Reckoning
    from plon.evaluation.models import CounterFeed, SurveyFeed

    SurveyFeed.objects.bulk_create(
        SurveyFeed(
            project=project, indicator=indicator.public_id, indicator_name=indicator.name, survey=asked.survey,
            question="good", reckoning=Reckoning.TOP_SHARE,
        )
        for indicator, asked in zip(indicators[1::4], rounds, strict=False)
    )  # fmt: skip
    CounterFeed.objects.bulk_create(
        CounterFeed(
            project=project, indicator=indicator.public_id, indicator_name=indicator.name, counter=Counter.DOWNLOADS
        )
        for indicator in indicators[3::8]
    )


def questionnaire() -> Any:
    """Return what every survey asks: one question of each kind, a scale more, two for own words."""
    from plon.surveys.enums import QuestionKind
    from plon.surveys.questionnaire import Option, Question, Questionnaire, Section

    def said(text: str) -> dict[str, str]:
        return {"pl": text}

    lists = {"options": tuple(Option(f"o{n}", said(f"odpowiedź {n}")) for n in range(1, 6))}
    scale = {"lowest": Decimal(1), "highest": Decimal(5)}
    questions = (
        Question("who", QuestionKind.SINGLE, said("Kim jesteś?"), **lists),
        Question("liked", QuestionKind.MULTIPLE, said("Co się podobało?"), **lists),
        Question("good", QuestionKind.SCALE, said("Jak było?"), **scale),
        Question("again", QuestionKind.SCALE, said("Czy przyjdziesz znowu?"), **scale),
        Question(
            "can", QuestionKind.MATRIX, said("Umiem"), **scale,
            statements=tuple(Option(f"s{n}", said(f"rzecz {n}")) for n in range(1, 5)),
        ),
        Question("pupils", QuestionKind.NUMBER, said("Ilu masz uczniów?")),
        Question("day", QuestionKind.DATE, said("Kiedy?")),
        Question("say", QuestionKind.TEXT, said("Co jeszcze?")),
        Question("wish", QuestionKind.TEXT, said("Czego brakuje?")),
    )  # fmt: skip
    return Questionnaire(
        title=said("Po warsztatach"), intro={}, thanks={}, base="pl", languages=("pl",), is_anonymous=True,
        has_pairs=False, sections=(Section("s", said("O warsztatach"), {}, questions),),
    )  # fmt: skip


def _add_round(project: Any, person: Any, chance: random.Random, answers: int, name: str) -> Any:
    from django.utils import timezone

    from plon.responses.adding import add_sheets, add_texts
    from plon.responses.models import FreeText, Response, RoundFigures
    from plon.surveys.enums import SurveyState
    from plon.surveys.models import Draft, Round, Survey
    from plon.surveys.questionnaire import to_json

    asked = questionnaire()
    now = timezone.now()
    survey = Survey.objects.create(project=project, name=name, state=SurveyState.CLOSED, created_by=person)
    Draft.objects.create(survey=survey, content={})
    made = Round.objects.create(
        survey=survey, questionnaire=to_json(asked), state=SurveyState.CLOSED,
        opened_at=now - datetime.timedelta(days=30), closed_at=now,
    )  # fmt: skip
    content: dict[str, Any] = {}
    for sheets in _batches(_sheets(chance, answers), 5000):
        content = add_sheets(content, asked, sheets)
        Response.objects.bulk_create(Response(round=made, answers=sheet, is_counted=True) for sheet in sheets)
    texts = [(key, " ".join(chance.choices(WORDS, k=20))) for key in ("say", "wish") for _ in range(answers // 5)]
    FreeText.objects.bulk_create(
        (FreeText(round=made, question=key, text=text, is_counted=True) for key, text in texts), batch_size=5000
    )
    RoundFigures.objects.create(
        round=made, counted=answers, received=answers, content=add_texts(content, (key for key, _text in texts)),
        is_final=True,
    )  # fmt: skip
    return made


def _sheets(chance: random.Random, count: int) -> Iterator[dict[str, Any]]:
    for _ in range(count):
        yield {
            "who": f"o{chance.randint(1, 5)}",
            "liked": [f"o{n}" for n in range(1, 6) if chance.random() < 0.4] or ["o1"],
            "good": chance.randint(1, 5),
            "again": chance.randint(1, 5),
            "can": {f"s{n}": chance.randint(1, 5) for n in range(1, 5)},
            "pupils": str(chance.randint(5, 32)),
            "day": f"2027-0{chance.randint(1, 9)}-1{chance.randint(0, 9)}",
        }


def _batches(sheets: Iterator[dict[str, Any]], size: int) -> Iterator[list[dict[str, Any]]]:
    while batch := list(itertools.islice(sheets, size)):
        yield batch
