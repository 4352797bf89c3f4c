"""Take a sheet; close a round's figures. No person of ours does either, and the history hears of no sheet."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from plon.responses.answers import Cleaned
from plon.responses.codes import lock_code, mark_of
from plon.responses.models import IdentifiedResponse, PairSecret, Receipt
from plon.responses.queries import is_before, is_open, questionnaire_of
from plon.responses.refusals import NotOpen
from plon.responses.tallying import add_anonymous, add_identified, take_up_rest
from plon.surveys.models import Round
from plon.surveys.questionnaire import Questionnaire


@dataclass(frozen=True, slots=True)
class Person:
    """Who answers a survey that is not anonymous, as she says."""

    name: str = ""
    email: str = ""
    may_ask_again: bool = False


@transaction.atomic
def take_sheet(
    asked: Round, *, cleaned: Cleaned, sheet: str, language: str, code: str = "", person: Person | None = None
) -> bool:
    """Take one person's sheet and keep it; a sheet that was taken already is left as it is.

    Args:
        asked: the round.
        cleaned: answers that fit its questionnaire.
        sheet: a number that the device made for this sheet: sent twice, it is taken once.
        language: that the person read; kept of identified sheets only.
        code: as `codes.code_in` reads it; "" for none.
        person: who answers, for surveys that are not anonymous; ignored by the others.

    Returns:
        Whether it is new.

    Raises:
        NotOpen: too early or too late, and it was not taken before.
        ValidationError: a name or an address that can't be one.
    """
    asked = Round.objects.select_for_update(of=("self",)).get(pk=asked.pk)
    mark = mark_of(asked.pk, sheet)
    questionnaire = questionnaire_of(asked) if asked.questionnaire else None
    if questionnaire is not None and _is_taken(asked, questionnaire, mark):
        return False
    if is_before(asked) or questionnaire is None:
        raise NotOpen(_("This survey is not open yet."))
    if not is_open(asked):
        raise NotOpen(_("This survey is closed: its time is over."))
    if questionnaire.is_anonymous:
        Receipt.objects.create(round=asked, mark=mark)
        add_anonymous(asked, questionnaire, cleaned.answers, cleaned.texts, _locked(asked, questionnaire, code))
        return True
    who = person or Person()
    response = IdentifiedResponse(
        round=asked, mark=mark, language=language, name=who.name, email=who.email, may_ask_again=who.may_ask_again,
        answers={**cleaned.answers, **cleaned.texts},
    )  # fmt: skip
    response.full_clean()
    add_identified(asked, questionnaire, response)
    return True


def _is_taken(asked: Round, questionnaire: Questionnaire, mark: str) -> bool:
    kept = Receipt if questionnaire.is_anonymous else IdentifiedResponse
    return kept.objects.filter(round=asked, mark=mark).exists()


def _locked(asked: Round, questionnaire: Questionnaire, code: str) -> str:
    if not code or not questionnaire.has_pairs:
        return ""
    secret, _is_new = PairSecret.objects.get_or_create(survey_id=asked.survey_id)
    return lock_code(code, secret.secret)


@transaction.atomic
def close_figures(asked: Round) -> None:
    """Take up what waits of a round that closes, in the transaction that closes it (`surveys.closing`)."""
    asked = Round.objects.select_for_update(of=("self",)).get(pk=asked.pk)
    if asked.questionnaire:
        take_up_rest(asked, questionnaire_of(asked))
