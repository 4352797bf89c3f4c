"""A package holds figures of answers and nothing of what anybody chose or wrote."""

import io
import re
import zipfile
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.db import transaction

from plon.accounts.models import User
from plon.packages.actions import request_package
from plon.packages.making import run_package
from plon.projects.models import Project
from plon.responses.actions import Person
from tests.responses.conftest import answer, close_round, open_round, questionnaire


@pytest.fixture
def packed(project: Project, coordinator: User) -> dict[str, str]:
    """Every file of a package of a project in which people answered: {name: text}."""
    hidden = open_round(project=project)
    named = open_round(questionnaire(is_anonymous=False), project=project)
    for number in range(12):
        answer(hidden, role="teacher", classes=4000 + number, why=f"unheard words {number}", sheet=f"device {number}")
        answer(named, why=f"unheard words {number}", person=Person(f"Somebody {number}", f"s{number}@example.org"))
    close_round(hidden)
    with transaction.atomic():
        package = request_package(project, by=coordinator)
    run_package(package.pk)
    package.refresh_from_db()
    with storages["default"].open(package.path) as file:
        bag = zipfile.ZipFile(io.BytesIO(file.read()))
    return {name: bag.read(name).decode("utf-8", "replace") for name in bag.namelist()}


def test_figures_leave_and_no_answer_does(packed: dict[str, str]) -> None:
    # Checksums hold any four digits now and then.
    whole = re.sub(r"\b[0-9a-f]{64,128}\b", "", "\n".join(packed.values()))
    record = next(text for name, text in packed.items() if Path(name).name == "responses.jsonl")
    assert '"counted":12' in record.replace(" ", "")
    assert '"total":"48066"' in record.replace(" ", "")
    for trace in ("unheard words", "Somebody", "s1@example.org", "4011", "4000", "device "):
        assert trace not in whole


def test_lowest_and_highest_are_not_even_stored(project: Project) -> None:
    asked = open_round(project=project)
    for number in range(5):
        answer(asked, role="teacher", classes=number)
    close_round(asked)
    asked.figures.refresh_from_db()
    assert set(asked.figures.content["classes"]) == {"answered", "total", "squares"}
