"""An attack: somebody has the database, the pages over time, the files that leave, the logs, and knows who was there.

Each test is one way to join an answer to a person, or a text to the choices of the same person; each must fail.
What remains for who owns the server at that very moment is told in docs/decisions/0024.
"""

import csv
import io
import itertools
import json
import logging
from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models
from django.test import Client

from plon.accounts.models import User
from plon.evaluation.actions import keep_changes
from plon.evaluation.models import Change
from plon.history.models import Event
from plon.responses import limits
from plon.responses.blurring import WITHHELD
from plon.responses.models import FreeText, IdentifiedResponse, PairSecret, Receipt, Response, RoundFigures
from plon.responses.queries import free_texts_of, shown_of
from plon.responses.rows import rows_of
from plon.surveys.models import FEWEST, Round, Survey
from plon.surveys.questionnaire import Condition, Question
from tests.conftest import client_of
from tests.factories import ActivityFactory
from tests.responses.conftest import answer, close_round, open_round, options, questionnaire, words

SECRETLY = (Response, FreeText, Receipt)
BROWSER = "Spyphone/7.0 (person 4711)"
ADDRESS = "203.0.113.99"


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    limits.sheets.forget()


def columns() -> dict[str, dict[str, str]]:
    """What the database itself says of the tables: {table: {column: type}}."""
    found = {}
    with connection.cursor() as cursor:
        for model in SECRETLY:
            described = connection.introspection.get_table_description(cursor, model._meta.db_table)
            found[model._meta.db_table] = {column.name: str(column.type_code) for column in described}
    return found


# --- The schema.


def test_the_tables_have_no_column_for_a_person_a_time_a_device_or_one_another(db: None) -> None:
    assert {table: set(names) for table, names in columns().items()} == {
        "responses_response": {"id", "round_id", "answers", "pair", "is_counted"},
        "responses_freetext": {"id", "round_id", "question", "text", "is_counted"},
        "responses_receipt": {"id", "round_id", "mark"},
    }


def test_links_lead_to_the_round_alone_and_none_lead_in(db: None) -> None:
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
        secret = {model._meta.db_table for model in SECRETLY}
        for table in names:
            targets = {
                (column, target) for column, (_own, target) in
                ((column, (into, other)) for column, (into, other) in _relations(cursor, table).items())
            }  # fmt: skip
            if table in secret:
                assert targets == {("round_id", "surveys_round")}
            else:
                assert not {target for _column, target in targets} & secret
    people = {Response: "answers", FreeText: "text", Receipt: "mark"}
    for model in SECRETLY:
        kinds = {type(field) for field in model._meta.get_fields() if isinstance(field, models.Field)}
        assert not kinds & {models.DateTimeField, models.DateField, models.TimeField, models.GenericIPAddressField}
        assert people[model] in {field.name for field in model._meta.get_fields()}


def _relations(cursor: Any, table: str) -> dict[str, tuple[str, str]]:
    return {column: found[:2] for column, found in connection.introspection.get_relations(cursor, table).items()}


def test_no_value_stands_in_two_of_the_tables(asked: Round) -> None:
    for number in range(12):
        answer(asked, sheet=f"sheet-{number}", mood=3, why=f"Text {number}", better=f"More {number}")
    values: dict[str, set[str]] = {}
    for model in SECRETLY:
        rows = model._default_manager.values()
        values[model.__name__] = {
            str(value) for row in rows for name, value in row.items() if name not in {"round_id", "is_counted"}
        }
    assert not values["Response"] & values["FreeText"]
    assert not values["Response"] & values["Receipt"]
    assert not values["FreeText"] & values["Receipt"]
    assert not any("sheet-" in value for value in values["Receipt"])


# --- Order, places and transactions in the database.


def test_keys_are_chance_and_drawn_again_with_each_sheet(asked: Round) -> None:
    seen: list[set[int]] = []
    for number in range(FEWEST):
        answer(asked, why=f"Text {number}")
        seen.append({*Response.objects.values_list("pk", flat=True), *FreeText.objects.values_list("pk", flat=True)})
    assert all(not before & after for before, after in itertools.pairwise(seen))
    assert [len(keys) for keys in seen] == [2, 4, 6, 8, 10]


def test_no_table_counts_its_rows_as_they_come(asked: Round) -> None:
    """SQLite numbers rows beside a key of another type; PostgreSQL and SQLite have sequences."""
    answer(asked, why="Text")
    with connection.cursor() as cursor:
        for model in SECRETLY:
            table = model._meta.db_table
            assert not connection.introspection.get_sequences(cursor, table) or connection.vendor == "sqlite"
            if connection.vendor == "sqlite":
                cursor.execute(f'SELECT COUNT(*) FROM "{table}" WHERE rowid <> id')  # noqa: S608
                assert cursor.fetchone() == (0,)
                cursor.execute("SELECT COUNT(*) FROM sqlite_sequence WHERE name = %s", [table])
                assert cursor.fetchone() == (0,)


def places(model: type[models.Model]) -> Iterator[tuple[Any, ...]]:
    """Rows in the order in which they lie, with the transaction that wrote them, where a database tells."""
    column = {Response: "answers", FreeText: "text"}[model]  # type: ignore[index]
    told = ("xmin::text, cmin::text", "ctid") if connection.vendor == "postgresql" else ("'', ''", "rowid")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column}, {told[0]} FROM {model._meta.db_table} ORDER BY {told[1]}")  # noqa: S608
        yield from cursor.fetchall()


@pytest.mark.django_db(transaction=True)
def test_neither_places_nor_transactions_join_a_text_to_choices() -> None:
    """Everybody writes the same number as a choice and as a text; the attacker joins by order and by transaction."""
    asked = open_round()
    people = 120
    for number in range(people):
        answer(asked, role="teacher", classes=number, why=str(number))
    chosen = [
        (str((json.loads(value) if isinstance(value, str) else value)["classes"]), *told)
        for value, *told in places(Response)
    ]
    written = list(places(FreeText))
    hits = sum(one[0] == other[0] for one, other in zip(chosen, written, strict=False))
    assert hits <= people * 0.2
    # By arrival: neither table lies in the order in which people came.
    assert sum(int(value[0]) == place for place, value in enumerate(chosen)) <= people * 0.1
    assert sum(int(value[0]) == place for place, value in enumerate(written)) <= people * 0.1
    if connection.vendor == "postgresql":
        together: dict[Any, set[str]] = defaultdict(set)
        for value, transaction, _command in chosen:
            together[transaction].add(value)
        assert all(len(values) >= FEWEST for values in together.values())


@pytest.mark.django_db(transaction=True)
def test_what_waits_is_of_one_transaction() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL tells which transaction wrote a row")
    asked = open_round()
    for number in range(7):
        answer(asked, why=str(number))
    for model in (Response, FreeText):
        assert len({tuple(told) for _value, *told in places(model)}) == 1


# --- The pages over time.


def test_no_state_of_the_page_differs_from_the_next_by_fewer_than_a_group(asked: Round) -> None:
    states = [shown_of([asked.pk])[asked.pk]]
    for number in range(33):
        answer(asked, role=("pupil", "teacher", "parent")[number % 3], mood=number % 5 + 1, why=f"Text {number}")
        states.append(shown_of([asked.pk])[asked.pk])
    close_round(asked)
    states.append(shown_of([asked.pk])[asked.pk])
    for before, after in itertools.pairwise(states):
        more = after.questions["role"].answered - before.questions["role"].answered
        assert more == after.counted - before.counted
        assert more == 0 or more >= FEWEST
        if not more:
            assert after.questions == before.questions
    assert states[-1].counted == 33


def test_who_came_last_is_not_in_what_is_shown_more_often_than_others(project: Any) -> None:
    """Of the two groups that wait one is drawn: that something appears after my sheet does not mean that it is mine."""
    mine = 0
    for _each in range(40):
        asked = open_round(project=project)
        for _other in range(2 * FEWEST - 1):
            answer(asked, mood=1)
        answer(asked, mood=5)
        counts = shown_of([asked.pk])[asked.pk].questions["mood"].counts
        assert counts is not None
        mine += counts["5"]
    assert 6 <= mine <= 34  # 20 on average; outside of it once in a hundred thousand


def test_texts_appear_with_a_group_and_not_with_their_author(asked: Round) -> None:
    shown: list[set[str]] = []
    for number in range(30):
        answer(asked, why=f"Text {number}" if number % 4 == 0 else "")
        shown.append(set(free_texts_of(asked, "why")))
        if shown[-1] and len(shown) > 1 and shown[-1] != shown[-2]:
            assert shown_of([asked.pk])[asked.pk].counted % FEWEST == 0
    assert not any(f"Text {number}" in shown[number] for number in range(0, 2 * FEWEST - 1, 4))


# --- Small groups.


@pytest.mark.parametrize("came", range(1, FEWEST))
def test_a_group_that_is_too_small_is_told_nothing_whatever_is_set(asked: Round, came: int) -> None:
    for _each in range(came):
        answer(asked, mood=1, why="Text")
    Survey.objects.update(smallest_group=1)
    close_round(asked)
    shown = shown_of([asked.pk])[asked.pk]
    assert (shown.counted, shown.questions["mood"].answered) == (0, 0)
    assert free_texts_of(asked, "why") == []
    assert list(rows_of(asked)) == []


def test_a_line_of_a_table_that_few_rated_has_no_counts(asked: Round) -> None:
    for number in range(FEWEST + 1):
        lines = {"skills-plan": 3, "skills-check": 4} if number < 2 else {"skills-plan": 3}
        answer(asked, **lines)
    close_round(asked)
    table = shown_of([asked.pk])[asked.pk].questions["skills"]
    assert table.answered == FEWEST + 1
    assert {key.partition("/")[0] for key in table.counts or {}} == {"plan"}


# --- Before and after, beside the figures of each round.


def before_and_after(project: Any, before: list[dict[str, Any]], after: list[dict[str, Any]]) -> dict[str, int]:
    """Answer two rounds with the codes 0, 1, 2 ... in each; return of what a change is told, and of how many people."""
    asks = questionnaire(has_pairs=True)
    first = open_round(asks, project=project)
    second = open_round(asks, survey=first.survey, compared_with=first)
    for asked, sheets in ((first, before), (second, after)):
        for number, sheet in enumerate(sheets):
            answer(asked, code=f"an-{number:02d}-op", **sheet)
        close_round(asked)
    keep_changes()
    content = [part for change in Change.objects.all() for part in change.content]
    return {part["statement"] or part["question"]: part["people"] for part in content}


@pytest.mark.parametrize(("came", "again"), [(10, 9), (9, 10), (12, 8)])
def test_who_came_once_is_not_what_a_round_has_more_than_its_pairs(project: Any, came: int, again: int) -> None:
    """The sum of the round less the pairs' mean times the pairs would be the answer of the one who is in no pair."""
    assert before_and_after(project, [{"mood": 2}] * came, [{"mood": 4}] * again) == {}


@pytest.mark.parametrize(("came", "again"), [(10, 10), (10, 5), (5, 11)])
def test_a_change_is_told_where_nobody_or_a_group_is_in_no_pair(project: Any, came: int, again: int) -> None:
    told = before_and_after(project, [{"mood": 2}] * came, [{"mood": 4}] * again)
    assert told == {"mood": min(came, again)}


def test_who_answered_one_statement_once_is_not_worked_out_either(project: Any) -> None:
    both, one = {"mood": 2, "skills-plan": 1, "skills-check": 1}, {"mood": 2, "skills-check": 1}
    assert before_and_after(project, [both] * 7, [both] * 6 + [one]) == {"mood": 7, "check": 7}


# --- Files that leave, joined with the list of who was there.


def test_who_was_there_is_found_in_no_row_that_leaves(project: Any) -> None:
    """The list of participants says in which role each came; one came as the only parent, two as teachers."""
    came = ["pupil"] * 20 + ["teacher"] * 2 + ["parent"]
    asked = open_round(project=project, activity=ActivityFactory(project=project))
    for number, role in enumerate(came):
        more = {"classes": number} if role == "teacher" else {}
        answer(asked, role=role, mood=1 if role == "parent" else 4, why=f"I came as a {role}", **more)
    close_round(asked)
    rows = list(rows_of(asked))
    for role in ("pupil", "teacher", "parent"):
        matching = [row for row in rows if row.get("role") == role]
        assert len(matching) == 0 or len(matching) >= FEWEST
    # The one unhappy person stands among others of whom nothing is said either.
    unhappy = next(row for row in rows if row["mood"] == 1)
    assert sum({**row, "mood": 0} == {**unhappy, "mood": 0} for row in rows) >= FEWEST
    assert not any("why" in row for row in rows)


def test_texts_that_leave_stand_in_no_order_of_rows(asked: Round) -> None:
    people = 60
    for number in range(people):
        answer(asked, role="teacher", classes=number, why=str(number))
    close_round(asked)
    by_key = Response.objects.filter(is_counted=True).order_by("id").values_list("answers", flat=True)
    texts = free_texts_of(asked, "why")
    assert len(texts) == people
    assert sum(answers["classes"] == text for answers, text in zip(by_key, texts, strict=True)) <= people * 0.2


def test_a_question_that_only_some_are_asked_does_not_undo_what_is_withheld(project: Any) -> None:
    """One parent came from school x, where roles are withheld: who answered what only parents are asked is her."""
    asked = open_round(
        questionnaire(
            Question("school", "single", words("School"), {}, options=options("x", "y")),
            Question("role", "single", words("You are"), {}, options=options("teacher", "parent")),
            Question("mood", "scale", words("At home?"), {}, lowest=Decimal(1), highest=Decimal(5),
                     condition=Condition("role", frozenset({"parent"}))),
            Question("age", "number", words("Age of your child"), {}, condition=Condition("mood", frozenset("12345"))),
        ),
        project=project,
    )  # fmt: skip
    came = [("teacher", "x")] * 5 + [("parent", "x")] + [("teacher", "y")] * 5 + [("parent", "y")] * 6
    for role, school in came:
        answer(asked, role=role, school=school, **({"mood": 1, "age": 9} if role == "parent" else {}))
    close_round(asked)
    rows = list(rows_of(asked))
    assert Counter((row["role"], row["school"]) for row in rows) == {
        (WITHHELD, "x"): 6, ("teacher", "y"): 5, ("parent", "y"): 6,
    }  # fmt: skip
    # Not of the parents of y either: the figures of all parents less theirs would be hers.
    assert {row["mood"] for row in rows} == {row["age"] for row in rows} == {WITHHELD}
    assert shown_of([asked.pk])[asked.pk].questions["mood"].answered == 7


def test_rows_of_a_round_that_is_open_are_not_taken_again_and_again(project: Any, coordinator: User) -> None:
    """Files of two states, joined, would divide people more finely than either does."""
    asked = open_round(project=project)
    for _each in range(2 * FEWEST):
        answer(asked, why="Text")
    results = f"/workspace/{project.public_id}/evaluation/answers/{asked.survey.public_id}/{asked.public_id}/"
    client = client_of(coordinator)
    rows = ("answers.csv", "answers.xlsx", "spss.zip")
    page = client.get(results).content.decode()
    assert "once the round is closed" in page
    assert not any(name in page for name in rows)
    assert [client.get(f"{results}files/{name}").status_code for name in rows] == [404] * 3
    # What is counted in whole groups, and texts, which lead to no choices, are there all the time.
    assert [client.get(f"{results}files/{name}").status_code for name in ("codebook.csv", "texts.csv")] == [200] * 2
    close_round(asked)
    page = client.get(results).content.decode()
    assert "once the round is closed" not in page
    assert all(name in page for name in rows)
    assert [client.get(f"{results}files/{name}").status_code for name in rows] == [200] * 3


# --- Traces elsewhere: other tables, logs, history, cookies.


def all_rows() -> Iterator[tuple[str, str]]:
    """Every value of every table of the house."""
    for model in apps.get_models():
        for row in model._base_manager.values_list():
            for value in row:
                yield model._meta.label, str(value)


def test_a_sheet_leaves_traces_in_no_other_table_and_nothing_of_the_device(
    asked: Round, caplog: pytest.LogCaptureFixture
) -> None:
    before = Counter(label for label, _value in all_rows())
    client = Client(REMOTE_ADDR=ADDRESS, headers={"user-agent": BROWSER})
    with caplog.at_level(logging.DEBUG):
        for number in range(6):
            sheet = {"q-role": "parent", "q-mood": "1", "q-why": f"unique words {number}", "sheet": f"device-{number}"}
            assert client.get(f"/s/{asked.secret}/?lang=pl").status_code == 200
            assert client.post(f"/s/{asked.secret}/?lang=pl", sheet).status_code == 303
            assert client.post(f"/s/{asked.secret}/?lang=pl", {**sheet, "q-mood": "9"}).status_code == 422
    after = Counter(label for label, _value in all_rows())
    assert {label for label in after if after[label] != before[label]} == {
        "responses.Response", "responses.FreeText", "responses.Receipt", "responses.RoundFigures",
    }  # fmt: skip
    written = [value for _label, value in all_rows()]
    for trace in (ADDRESS, "Spyphone", "device-"):
        assert not any(trace in value for value in written)
        assert trace not in caplog.text
    for trace in (asked.secret, "unique words", "/s/"):
        assert trace not in caplog.text
    assert not Event.objects.filter(project_id=asked.survey.project_id).exists()
    assert not client.cookies


def test_figures_hold_no_sheet(asked: Round) -> None:
    for number in range(12):
        answer(asked, why=f"Text {number}", mood=2)
    content = json.dumps(RoundFigures.objects.get().content)
    assert "Text" not in content
    assert json.loads(content) == {
        "role": {"answered": 5, "counts": {"pupil": 5}},
        "mood": {"answered": 5, "counts": {"2": 5}, "total": "10", "squares": "20", "lowest": "2", "highest": "2"},
        "why": {"answered": 5},
    }


def test_codes_can_not_be_tried_out_with_the_database_alone(project: Any, settings: Any) -> None:
    """Who has the database and knows birthdays tries all codes: the server's own key is missing."""
    from plon.responses.codes import lock_code  # the attacker has the source, too

    asked = open_round(questionnaire(has_pairs=True), project=project)
    answer(asked, code="an-07-op")
    locked, stolen = Response.objects.get().pair, PairSecret.objects.get().secret
    assert lock_code("an-07-op", stolen) == locked
    settings.SECRET_KEY = "what the attacker guesses"
    assert lock_code("an-07-op", stolen) != locked
    other = open_round(questionnaire(has_pairs=True), project=project)
    settings.SECRET_KEY = "the same again"
    answer(other, code="an-07-op")
    answer(asked, code="an-07-op")
    pairs = list(Response.objects.filter(round__in=[asked, other]).values_list("pair", flat=True))
    assert len(set(pairs)) == len(pairs)


def test_names_stand_in_a_table_that_only_named_surveys_use(asked: Round) -> None:
    answer(asked)
    assert not IdentifiedResponse.objects.exists()
    assert not {field.name for field in IdentifiedResponse._meta.get_fields()} & {"responses", "free_texts", "receipts"}


def test_files_as_they_are_taken_away_find_nobody(project: Any, coordinator: User) -> None:
    """The same attack with the files themselves: rows and texts as the team takes them, joined with who was there."""
    asked = open_round(project=project)
    for number in range(23):
        role = "parent" if number == 0 else "teacher" if number < 3 else "pupil"
        answer(asked, role=role, mood=number % 5 + 1, why=f"Text {number:02d}", day=f"2026-01-{number + 1:02d}")
    close_round(asked)
    files = f"/workspace/{project.public_id}/evaluation/answers/{asked.survey.public_id}/{asked.public_id}/files/"
    client = client_of(coordinator)
    rows = list(csv.reader(io.StringIO(client.get(f"{files}answers.csv").getvalue().decode("utf-8-sig"))))
    texts = client.get(f"{files}texts.csv").getvalue().decode("utf-8-sig")
    assert len(rows) == 24
    for role in ("Parent", "Teacher"):
        assert sum(role in row for row in rows) == 0
    days = Counter(cell for row in rows[1:] for cell in row if cell.startswith("2026-01-"))
    assert all(count >= FEWEST for count in days.values())
    assert "Text 00" in texts
    assert "Text" not in str(rows)
