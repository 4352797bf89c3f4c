"""Labels in the catalogue: filter, pages, cards, data for machines, packages; given here or on the results platform."""

import io
import json
import re
import zipfile
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from plon.accounts.models import User
from plon.catalogue.sources import project_documents, result_documents
from plon.labels import actions
from plon.labels.models import Label, Opinion
from plon.packages.packing import write_bag
from plon.packages.tables import Scope
from plon.results.models import Result
from plon.search.models import IndexChange
from plon.search.updating import rebuild
from tests.labels.making import WHY, given, proposed


def shown(address: str) -> str:
    return " ".join(Client().get(address).content.decode().split())


def machine_read(address: str) -> Any:
    found = re.search(r'<script type="application/ld\+json"[^>]*>(.+?)</script>', shown(address))
    assert found
    return json.loads(found[1])


def facets(result: Result) -> list[tuple[str, ...]]:
    documents = [*project_documents([result.project_id]), *result_documents([result.pk])]
    return [tuple(document.facets["label"]) for document in documents]


def test_the_filter_follows_what_is_given_and_withdrawn(lessons: Result, officer: User, colleague: User) -> None:
    label = proposed(lessons.project)
    Opinion.objects.create(label=label, supports=True, text="Yes", by=colleague, by_label="Colleague")
    rebuild()
    assert "Clean rivers" not in shown("/en/projects/?label=good_practice")

    actions.decide_label(label, by=officer, give=True, **WHY)
    changed = set(IndexChange.objects.values_list("kind", "key"))
    assert {("project", lessons.project_id), ("result", lessons.pk)} <= changed
    rebuild()
    assert "Clean rivers" in shown("/en/projects/?label=good_practice")
    assert "River lessons" in shown("/en/results/?label=good_practice")
    assert "good practice, says the agency" in shown("/en/projects/?open=more")

    actions.withdraw_label(label, by=officer, reason="Copied.")
    rebuild()
    assert "Clean rivers" not in shown("/en/projects/?label=good_practice")


def test_what_the_platform_marks_and_the_agency_too_stands_once(lessons: Result) -> None:
    project = lessons.project
    project.is_good_practice = True
    project.save()
    assert facets(lessons) == [("good_practice",), ("good_practice",)]
    given(project)
    assert facets(lessons) == [("good_practice",), ("good_practice",)]
    given(project, kind="success_story")
    assert facets(lessons) == [("good_practice", "success_story")] * 2

    page = shown(project.get_absolute_url())
    assert "· good practice · success story" in page
    assert page.count("· good practice") == 1


def test_a_label_of_a_result_is_not_one_of_its_project(lessons: Result) -> None:
    given(lessons.project, result=lessons, is_of_result=True, kind="success_story")

    assert facets(lessons) == [(), ("success_story",)]
    rebuild()
    assert "success story" in shown("/en/results/?label=success_story")
    assert "River lessons" in shown("/en/results/?label=success_story")


def test_the_pages_of_project_and_result_give_the_reasons(lessons: Result) -> None:
    given(lessons.project)
    given(lessons.project, result=lessons, is_of_result=True, reason_en="Clear <steps>.")
    year = timezone.now().year

    of_project = shown(lessons.project.get_absolute_url())
    assert WHY["reason_en"] in of_project
    assert f"good practice {year}</span>" in of_project
    page = shown(lessons.get_absolute_url())
    assert "Clear &lt;steps&gt;." in page
    assert WHY["reason_en"] not in page
    assert machine_read(lessons.get_absolute_url())["award"] == [f"good practice ({year})"]
    assert machine_read(lessons.project.get_absolute_url())["award"] == [f"good practice ({year})"]


@pytest.mark.parametrize("state", ["proposed", "declined", "withdrawn"])
def test_what_is_not_given_stands_nowhere(lessons: Result, state: str) -> None:
    now = timezone.now()
    label = proposed(lessons.project)
    Label.objects.filter(pk=label.pk).update(
        state=state,
        decided_at=None if state == "proposed" else now,
        withdrawn_at=now if state == "withdrawn" else None,
        withdrawn_reason="Copied." if state == "withdrawn" else "",
        **WHY,
    )

    page = shown(lessons.project.get_absolute_url())
    assert WHY["reason_en"] not in page
    assert "good practice" not in page
    assert "award" not in machine_read(lessons.project.get_absolute_url())
    assert facets(lessons) == [(), ()]


def test_a_label_stays_with_the_agency_and_leaves_in_no_package(lessons: Result) -> None:
    given(lessons.project)
    made = io.BytesIO()
    write_bag(made, Scope(lessons.project), folder="plon", made_at=timezone.now(), advance=lambda *_args: None)

    bag = zipfile.ZipFile(made)
    thing = json.loads(bag.read("plon/data/metadata/schema.org.json"))
    assert "award" not in thing
    told = "".join(bag.read(name).decode(errors="replace") for name in bag.namelist() if "/record/" in name)
    assert WHY["reason_en"] not in told
