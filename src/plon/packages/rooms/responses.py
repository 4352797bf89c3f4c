"""Answers to surveys as figures alone: what people chose and wrote stays where they were told that it stays."""

from decimal import DecimalException
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from plon.packages.parts import register_exceptions, register_part
from plon.packages.tables import Table
from plon.responses.figures import figures_of
from plon.responses.models import RoundFigures
from plon.surveys.models import Round
from plon.surveys.questionnaire import from_json


def _arrive(figures: Any, _loading: Any) -> None:
    """The round arrives closed, and what waited stays where it was. What was counted is read before it is kept."""
    figures.waiting, figures.is_final = 0, True
    asked = Round.objects.get(pk=figures.round_id)
    try:
        shown = figures_of(from_json(asked.questionnaire), figures.content)
        is_sound = all(isinstance(each.answered, int) and each.answered >= 0 for each in shown.values())
    except (AttributeError, TypeError, ValueError, DecimalException):
        is_sound = False
    if not is_sound:
        raise ValidationError(_("The figures of a survey are damaged."))


def register() -> None:
    register_part(
        151,
        "responses",
        Table(
            RoundFigures,
            project="round__survey__project",
            named_by="",
            left_out={"waiting": "those who wait are counted where they answered", "is_final": "true where it arrives"},
            adjust=_arrive,
        ),
    )
    register_exceptions(
        {
            "responses.Response": "what people chose, told to stay; the round's figures leave",
            "responses.FreeText": "what people wrote in their own words, told to stay",
            "responses.Receipt": "marks against counting a sheet twice",
            "responses.IdentifiedResponse": "answers of people with their names",
            "responses.PairSecret": "a secret of this installation",
        }
    )
