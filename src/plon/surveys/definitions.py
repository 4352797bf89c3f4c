"""A survey as a file: what it asks and how, without who asks, without rounds, without answers."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from plon.surveys.enums import SurveyKind
from plon.surveys.models import Survey
from plon.surveys.queries import questionnaire_of
from plon.surveys.questionnaire import Questionnaire, UnreadableQuestionnaire, from_json, to_json
from plon.surveys.refusals import NotADefinition

WHAT = "plon-survey"
# Bytes; the longest survey that a person could answer has a tenth of them.
LARGEST = 2_000_000


@dataclass(frozen=True, slots=True)
class Definition:
    """What a file says of a survey."""

    name: str
    kind: str
    questionnaire: Questionnaire


def definition_of(survey: Survey) -> dict[str, object]:
    """Return the survey as plain JSON values; people and days stay here."""
    asked = replace(questionnaire_of(survey), asked_by="", contact="", keep_until=None)
    return {"what": WHAT, "name": survey.name, "kind": survey.kind, "questionnaire": to_json(asked)}


def read_definition(content: bytes) -> Definition:
    """Read a file that `definition_of` made, here or in another Plon.

    Raises:
        NotADefinition: it is something else, or a part of it is malformed; the message says which.
    """
    try:
        found = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise NotADefinition(_("This file is no survey that Plon could read.")) from error
    if not isinstance(found, dict) or found.get("what") != WHAT:
        raise NotADefinition(_("This file is no survey that Plon could read."))
    try:
        questionnaire = from_json(found.get("questionnaire"))
    except UnreadableQuestionnaire as error:
        raise NotADefinition(_("The file is damaged at “%(place)s”."), {"place": str(error)}) from error
    return Definition(_name(found), _kind(found), questionnaire)


def _name(found: Mapping[str, object]) -> str:
    name = found.get("name")
    return name.strip()[:200] if isinstance(name, str) and name.strip() else _("Survey from a file")


def _kind(found: Mapping[str, object]) -> str:
    kind = found.get("kind")
    return kind if isinstance(kind, str) and kind in SurveyKind.values else SurveyKind.OTHER.value
