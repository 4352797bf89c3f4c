"""A whole page of results as a server makes it: question, search, counts, rows of the database, snippets, template.

Only the results that the questions find have rows in the database: each lies one step from its key, however many
others there were.
"""

from typing import Any
from urllib.parse import urlencode

from django.db import transaction
from django.test import Client
from django.utils import timezone
from engines import KIND, SIZE, Ask, Plon, Shelf

from plon.catalogue.listing import RESULTS
from plon.programme.fit import fit_order
from plon.projects.models import Project
from plon.results.enums import ResultState
from plon.results.models import FitCard, Result, ResultText


class WholePage(Plon):
    """The page of results in the server, up to the last byte of HTML."""

    name = "whole page"

    def __init__(self, shelf: Shelf) -> None:
        super().__init__(shelf)
        self._client = Client(headers={"host": "127.0.0.1"})
        self._rows = _Rows(shelf)

    def prepare(self, ask: Ask) -> None:
        """Bring rows of what will be found."""
        self._rows.put([hit.key for hit in self._page(ask).hits])

    def ask(self, ask: Ask) -> int:
        answer = self._client.get(_address(ask))
        assert answer.status_code == 200, answer.status_code
        return len(answer.content)


def _address(ask: Ask) -> str:
    asked: dict[str, Any] = {"q": ask.typed, "page": ask.page, **ask.filters}
    if ask.is_all_open:
        asked["open"] = RESULTS.facets
    return f"/{'pl' if ask.language == 'pl' else 'en'}/results/?{urlencode(asked, doseq=True)}"


class _Rows:
    """Published results with texts and fit cards."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._known: set[int] = set()
        self._project = Project.objects.create(title="A project", call_year=2025, start=timezone.localdate())
        self._audiences = list(fit_order("audience"))

    @transaction.atomic
    def put(self, keys: list[int]) -> None:
        assert len(keys) <= SIZE
        for key in keys:
            if key not in self._known:
                self._put(key)
                self._known.add(key)

    def _put(self, key: int) -> None:
        document = self._shelf.document(key)
        assert document.kind == KIND
        first = document.texts[0]
        result = Result(pk=key, project=self._project, working_title=first.title[:300], licence="CC-BY-4.0")
        result.public_id, result.languages = document.public_id[:12], [text.language for text in document.texts]
        result.state, result.published_at = ResultState.PUBLISHED, timezone.now()
        Result.objects.bulk_create([result])
        texts = [
            ResultText(result=result, language=text.language, title=text.title[:300], summary=text.body[:5000])
            for text in document.texts
        ]
        ResultText.objects.bulk_create(texts)
        card = FitCard(result=result, audiences=self._audiences[:2], age_from=10, age_to=15, time_from=2, time_to=4)
        FitCard.objects.bulk_create([card])
