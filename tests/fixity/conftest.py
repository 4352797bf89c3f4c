from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import storages

from plon.accounts.models import User
from plon.projects.models import Project
from plon.results import attaching
from plon.results.actions import publish_result
from plon.results.models import FitCard, Result, ResultFile
from tests.factories import ResultFactory, ResultTextFactory
from tests.results.conftest import PDF, docx, upload


@pytest.fixture
def result(project: Project, coordinator: User) -> Result:
    """A published result with a document that can be edited and one that can't."""
    made = ResultFactory(
        project=project, working_title="Lessons by the river", category="handbook", languages=["en"],
        licence="CC-BY-4.0", carries_emblem=True, carries_licence_notice=True,
    )  # fmt: skip
    ResultTextFactory(
        result=made, language="en", title="Lessons by the river", summary="Twelve lessons.", audience="Teachers"
    )
    ResultTextFactory(result=made, language="pl", title="Lekcje nad rzeką", summary="Dwanaście lekcji.")
    FitCard.objects.create(
        result=made, audiences=["teacher"], levels=["primary"], time_from=1, group_to=30, qualities=["piloted"]
    )
    attaching.add_file(made, by=coordinator, upload=upload("lessons.docx", docx()))
    attaching.add_file(made, by=coordinator, upload=upload("lessons.pdf", PDF))
    return publish_result(made, by=coordinator)


@pytest.fixture
def document(result: Result) -> ResultFile:
    return result.files.get(name="lessons.pdf")


def lies_at(file: ResultFile, place: str) -> Path:
    return Path(storages[place].path(file.path))


@pytest.fixture
def storage_is(settings: Any) -> Callable[[str, str], None]:
    """Let the storage called `name` have a fault of `tests.fixity.storages`."""

    def change(name: str, fault: str) -> None:
        described = {key: dict(options) for key, options in settings.STORAGES.items()}
        described[name]["BACKEND"] = f"tests.fixity.storages.{fault}"
        settings.STORAGES = described

    return change
