"""What the answering pages show: the language, who asks, what is asked. Nothing here knows who reads."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf.locale import LANG_INFO
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation.trans_real import parse_accept_lang_header

from plon.programme.places import language_name
from plon.programme.visibility import funding_statement
from plon.projects.models import Project
from plon.responses.answers import spoken
from plon.responses.tallying import group_of
from plon.surveys.asking import AskedSection, Sent, asked_of, text_in
from plon.surveys.models import Round
from plon.surveys.questionnaire import Questionnaire

# Longer numbers of sheets are no device's.
LONGEST_SHEET = 64


@dataclass(frozen=True, slots=True)
class Reading:
    """How a page is read.

    Attributes:
        language: of the survey's texts.
        is_shared: on a device that is handed on: nothing is kept on it but what could not be sent yet.
    """

    language: str
    is_shared: bool

    @property
    def direction(self) -> str:
        return "rtl" if LANG_INFO.get(self.language, {}).get("bidi") else "ltr"

    def query(self) -> str:
        return "?" + urlencode({"lang": self.language} | ({"shared": "1"} if self.is_shared else {}))


def reading_of(request: HttpRequest, questionnaire: Questionnaire) -> Reading:
    """Return the language that was chosen, else the browser's, else the one that the survey was written in."""
    offered = questionnaire.languages or (questionnaire.base,)
    header = parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    wanted = [request.GET.get("lang", ""), *(code.partition("-")[0] for code, _weight in header)]
    language = next((code for code in wanted if code in offered), questionnaire.base)
    return Reading(language, request.GET.get("shared") == "1")


@dataclass(frozen=True, slots=True)
class Page:
    """A round as its page shows it, in one language."""

    asked: Round
    questionnaire: Questionnaire
    reading: Reading

    @property
    def project(self) -> Project:
        return self.asked.survey.project

    @property
    def title(self) -> str:
        return self._text(self.questionnaire.title)

    @property
    def intro(self) -> str:
        return self._text(self.questionnaire.intro)

    @property
    def thanks(self) -> str:
        return self._text(self.questionnaire.thanks)

    @property
    def privacy(self) -> str:
        return self._text(self.questionnaire.privacy)

    @property
    def group(self) -> int:
        """From how many answers on results are shown."""
        return group_of(self.questionnaire)

    @property
    def languages(self) -> list[tuple[str, str, str]]:
        """The other languages: code, own name, address."""
        others = [code for code in self.questionnaire.languages if code != self.reading.language]
        return [
            (code, language_name(code, code), self.address + Reading(code, self.reading.is_shared).query())
            for code in others
        ]

    @property
    def address(self) -> str:
        return reverse("answering:start", args=[self.asked.secret])

    @property
    def sending(self) -> str:
        return self.address + self.reading.query()

    @property
    def thanked(self) -> str:
        return reverse("answering:thanks", args=[self.asked.secret]) + self.reading.query()

    @property
    def statement(self) -> str:
        """The funding statement in the language of the interface."""
        project = self.project
        told = funding_statement(
            spoken(self.reading.language), cofunded=project.is_cofunded, programme=project.programme
        )
        return told.text if told else ""

    def sections(self, sent: Sent, errors: Mapping[str, Sequence[str]]) -> tuple[AskedSection, ...]:
        return asked_of(self.questionnaire, self.reading.language, sent, errors)

    def _text(self, words: Mapping[str, str]) -> str:
        return text_in(words, self.reading.language, self.questionnaire.base)


def sheet_in(sent: Sent) -> str:
    """Return the number that the device gave to its sheet, a new one where it gave none."""
    given = (sent.get("sheet") or ("",))[-1]
    return given if given and len(given) <= LONGEST_SHEET else new_sheet()


def new_sheet() -> str:
    return secrets.token_urlsafe(16)
