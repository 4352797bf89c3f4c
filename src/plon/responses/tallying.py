"""Keeps `RoundFigures`: sheets are taken up in whole groups, so that no difference is one person's answer.

While a round is open a group is taken up once there are two: the one that stays behind hides who came last. Which of
those that wait are taken up is drawn by chance, of choices and of texts apart. At the close the rest is taken up, if it
is a group. Everything that waits is written anew with each sheet, in random order and under new keys: after that,
neither keys nor places nor transactions tell which text belongs to which choices. All of it happens under the lock of
the round.
"""

import secrets
from collections.abc import Mapping
from typing import Any

from plon.responses.adding import Content, add_sheets, add_texts
from plon.responses.models import FreeText, IdentifiedResponse, Response, RoundFigures
from plon.responses.traces import overwriting
from plon.surveys.models import FEWEST, Round
from plon.surveys.questionnaire import Questionnaire

_chance = secrets.SystemRandom()


def group_of(questionnaire: Questionnaire) -> int:
    """Return how many answers are a group: what people were promised before they answered, whatever was set since."""
    return max(questionnaire.smallest_group, FEWEST)


def figures_row(asked: Round) -> RoundFigures:
    """Return the figures of a round, made with its first sheet; the round is locked by the caller."""
    return RoundFigures.objects.get_or_create(round=asked)[0]


def add_anonymous(
    asked: Round, questionnaire: Questionnaire, answers: Mapping[str, Any], texts: Mapping[str, str], pair: str
) -> None:
    """Keep one anonymous sheet among those that wait, and take up a group if there are two."""
    figures = figures_row(asked)
    figures.received += 1
    sheet = Response(round=asked, answers=dict(answers), pair="" if figures.is_final else pair)
    spoken = [FreeText(round=asked, question=key, text=text) for key, text in texts.items()]
    _write_anew(figures, questionnaire, [sheet], spoken, is_closing=False)


def add_identified(asked: Round, questionnaire: Questionnaire, sheet: IdentifiedResponse) -> None:
    """Keep one sheet with a name, and take up a group if there are two: reports show the figures to others."""
    sheet.save()
    figures = figures_row(asked)
    figures.received += 1
    _take_up_identified(figures, questionnaire, is_closing=False)


def take_up_rest(asked: Round, questionnaire: Questionnaire) -> None:
    """Take up what waits when a round closes, if it is a group; what is none stays out for ever."""
    figures = figures_row(asked)
    figures.is_final = True
    if questionnaire.is_anonymous:
        _write_anew(figures, questionnaire, [], [], is_closing=True)
    else:
        _take_up_identified(figures, questionnaire, is_closing=True)


def _how_many(waiting: int, group: int, *, is_closing: bool) -> int:
    """Return how many of those that wait are taken up now."""
    if is_closing:
        return waiting if waiting >= group else 0
    return (waiting // group - 1) * group if waiting >= 2 * group else 0


def _write_anew(
    figures: RoundFigures,
    questionnaire: Questionnaire,
    sheets: list[Response],
    texts: list[FreeText],
    *,
    is_closing: bool,
) -> None:
    waiting = _waiting(figures)
    sheets, texts = [*waiting[0], *sheets], [*waiting[1], *texts]
    _chance.shuffle(sheets)
    _chance.shuffle(texts)
    taken = _how_many(len(sheets), group_of(questionnaire), is_closing=is_closing)
    # As many of the texts, of the same or of other people: which text came with which sheet is not known any more.
    share = len(texts) * taken // len(sheets) if sheets else 0
    for sheet in sheets[:taken]:
        sheet.is_counted = True
    for text in texts[:share]:
        text.is_counted = True
    content = add_sheets(figures.content, questionnaire, (sheet.answers for sheet in sheets[:taken]))
    _note(figures, add_texts(content, (text.question for text in texts[:share])), taken, waiting=len(sheets) - taken)
    with overwriting():
        for model in (Response, FreeText):
            model.objects.filter(round_id=figures.round_id, is_counted=False).delete()
    # Those taken up must not lie together in front.
    _chance.shuffle(sheets)
    _chance.shuffle(texts)
    Response.objects.bulk_create(sheets)
    FreeText.objects.bulk_create(texts)


def _waiting(figures: RoundFigures) -> tuple[list[Response], list[FreeText]]:
    """Return what waits as new rows: their keys are drawn again."""
    mine = {"round_id": figures.round_id, "is_counted": False}
    sheets = Response.objects.filter(**mine).values("answers", "pair")
    texts = FreeText.objects.filter(**mine).values("question", "text")
    return (
        [Response(round_id=figures.round_id, **sheet) for sheet in sheets],
        [FreeText(round_id=figures.round_id, **text) for text in texts],
    )


def _take_up_identified(figures: RoundFigures, questionnaire: Questionnaire, *, is_closing: bool) -> None:
    waiting = list(figures.round.identified_responses.filter(is_counted=False).values_list("pk", "answers"))
    _chance.shuffle(waiting)
    taken = waiting[: _how_many(len(waiting), group_of(questionnaire), is_closing=is_closing)]
    IdentifiedResponse.objects.filter(pk__in=[key for key, _answers in taken]).update(is_counted=True)
    content = add_sheets(figures.content, questionnaire, (answers for _key, answers in taken))
    _note(figures, content, len(taken), waiting=len(waiting) - len(taken))


def _note(figures: RoundFigures, content: Content, taken: int, *, waiting: int) -> None:
    figures.content = content
    figures.counted += taken
    figures.waiting = waiting
    figures.save()
