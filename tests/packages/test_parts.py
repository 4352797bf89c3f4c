"""Every model that belongs to a project is in a part of the package, or says why it never leaves."""

import pytest
from django.apps import apps
from django.db import models

from plon.accounts.models import User
from plon.packages.parts import all_tables, exceptions, tables
from plon.packages.tables import Table, columns_of
from plon.projects.models import Project
from plon.results.models import Result

# Columns that hold names, addresses or secrets of people, by the words in their names.
PERSONAL = {"made_by_label", "added_label", "author_label", "logged_label", "noted_label", "made_label",
            "changed_by_label", "requested_label", "email", "secret", "secret_hash", "nonce", "guardian", "person",
            "author", "contact", "device_key"}  # fmt: skip


def _of_projects() -> set[type[models.Model]]:
    """Return all models from which links lead to a project or a result, over however many others."""
    found: set[type[models.Model]] = {Project, Result}
    while True:
        more = {
            model
            for model in apps.get_models()
            if model not in found
            and model.__module__.startswith("plon.")
            and any(field.is_relation and field.related_model in found for field in model._meta.concrete_fields)
        }
        if not more:
            return found
        found |= more


def test_every_model_of_a_project_leaves_or_says_why_not() -> None:
    left = {model._meta.label for model in _of_projects()} - {model._meta.label for model in tables()}

    assert left - set(exceptions()) == set()


def test_no_exception_is_stale() -> None:
    assert set(exceptions()) & {model._meta.label for model in tables()} == set()
    assert {label for label in exceptions() if label not in {model._meta.label for model in apps.get_models()}} == set()
    assert all(reason.strip() for reason in exceptions().values())


@pytest.mark.parametrize("table", list(all_tables()), ids=lambda table: table.name)
def test_columns_of_people_never_leave(table: Table) -> None:
    columns = columns_of(table, tables())
    leaving = {*columns.values, *columns.links, *columns.many}

    assert leaving & PERSONAL == set()
    assert User not in {target.model for target in columns.links.values()}


@pytest.mark.parametrize("table", list(all_tables()), ids=lambda table: table.name)
def test_each_lookup_of_a_table_is_one_of_its_model(table: Table) -> None:
    for lookup in (table.project, table.result):
        if lookup:
            table.model._base_manager.filter(**{lookup: 1}).query.__str__()


@pytest.mark.parametrize("table", list(all_tables()), ids=lambda table: table.name)
def test_each_column_that_a_table_names_is_there(table: Table) -> None:
    columns = {field.name for field in table.model._meta.get_fields()}
    named = {*table.left_out, *table.keys, *table.private, *table.outside}
    if table.stored:
        named |= {table.stored.column, table.stored.name, table.stored.sha256} - {""}

    assert named - columns == set()
    assert all(reason.strip() for reason in table.left_out.values())
