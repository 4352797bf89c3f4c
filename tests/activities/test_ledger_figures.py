"""Done and proven, counted from frozen facts: every figure is the sum of its shares."""

import datetime
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plon.activities.enums import ActivityState, PromiseState
from plon.activities.ledger.entries import Ledger, groups_of, ledger_of, totals_of
from plon.activities.ledger.enums import Counting
from plon.activities.ledger.facts import Act, Facts, ItemShown, Piece, Reached, Shown
from plon.activities.ledger.figures import Figures, figures_of, total
from plon.activities.ledger.measured import Measured
from plon.activities.ledger.promises import Promise, promises_of

TODAY, END = datetime.date(2026, 5, 20), datetime.date(2026, 8, 31)


def activity(public_id: str = "a1", **fields: Any) -> dict[str, Any]:
    return {
        "id": public_id, "title": "Workshop", "kind": "", "channel": "", "purpose": "dissemination", "phase": "during",
        "start": "2026-03-01", "end": "", "place": "", "responsible": "School", "cost": "", "objective": "",
        "work_package": "", "milestone": "", "results": [], "reach": {}, **fields,
    }  # fmt: skip


def indicator(public_id: str = "i1", **fields: Any) -> dict[str, Any]:
    return {
        "id": public_id, "name": "Teachers reached", "measures": "result", "level": "", "nature": "quantitative",
        "unit": "", "baseline": "", "interim_targets": [], "target": "40", "target_date": "", "source": "",
        "feeding": "", "work_package": "", "result": "", "activity": "", **fields,
    }  # fmt: skip


def result(public_id: str = "r1", **fields: Any) -> dict[str, Any]:
    return {
        "id": public_id, "title": {"en": "Lessons"}, "kind": "tangible", "category": "", "licence": "",
        "languages": [], "responsible": "School", "work_package": "", "planned_for": "2026-03-01", **fields,
    }  # fmt: skip


def content(**lists: list[dict[str, Any]]) -> dict[str, Any]:
    return {"format": 1, "project": {}, **lists}


def act(public_id: str = "x1", **fields: Any) -> Act:
    return Act(public_id, "Workshop held", fields.pop("state", ActivityState.DONE), **fields)


def one(made: dict[str, Any], facts: Facts) -> tuple[Promise, Figures]:
    (promise,) = promises_of(made).values()
    return promise, figures_of(promise, facts)


def counts(made: dict[str, Any], facts: Facts) -> tuple[Any, Any, Any]:
    promise, figures = one(made, facts)
    return promise.number, figures.done_number, figures.proven_number


TWO_ACTS = Facts((
    act("x1", promise="a1", reached=(Reached("g1", 20), Reached("", 3)), shown=(Shown("e1", "g1", 18),)),
    act("x2", promise="a1", reached=(Reached("g1", 10),), shown=(Shown("e1", "g1", 4), Shown("e2", "g1", 6))),
    act("x3", promise="a1", reached=(Reached("g1", 99),), shown=(Shown("e3", "g1", 99),), state="planned"),
    act("x4", reached=(Reached("g2", 7),)),
))  # fmt: skip


def test_an_activity_counts_the_people_of_its_acts_that_are_done() -> None:
    assert counts(content(activities=[activity(reach={"g1": 30, "g2": 10})]), TWO_ACTS) == (40, 33, 28)


def test_an_activity_without_promised_people_counts_acts_and_each_act_is_proven_once() -> None:
    assert counts(content(activities=[activity(reach={"g1": None})]), TWO_ACTS) == (1, 2, 2)


def test_an_act_without_evidence_is_done_and_not_proven() -> None:
    facts = Facts((act(promise="a1"),))

    assert counts(content(activities=[activity()]), facts) == (1, 1, 0)


def test_people_are_told_per_group_and_the_unpromised_group_too() -> None:
    (promise,) = promises_of(content(activities=[activity(reach={"g1": 30, "g2": 10})])).values()

    groups = groups_of([(promise.groups or {}, figures_of(promise, TWO_ACTS))])

    assert [(g.group, g.promised, g.reached, g.proven) for g in groups] == [
        ("g1", 30, 30, 28), ("g2", 10, 0, 0), ("", None, 3, 0),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("state", "proofs", "figures"),
    [
        ("planned", (), (1, 0, 0)),
        ("ready", (), (1, 1, 0)),
        ("published", (), (1, 1, 1)),
        ("published", (ItemShown("e1"), ItemShown("e2")), (1, 1, 1)),
        ("ready", (ItemShown("e1"), ItemShown("e2")), (1, 1, 1)),
        ("in_work", (ItemShown("e1"),), (1, 1, 1)),
        ("withdrawn", (), (1, 0, 0)),
    ],
)
def test_a_result_is_done_when_ready_and_proven_when_published(state: str, proofs: Any, figures: Any) -> None:
    facts = Facts(item_proofs={("result", "r1"): proofs}, results={"r1": state})

    assert counts(content(results=[result()]), facts) == figures


ACTS = Facts((
    act("x1", promise="a1", results=frozenset({"r1"}), reached=(Reached("g", 5),), shown=(Shown("e", "g", 4),)),
    act("x2", promise="a2", results=frozenset({"r1"}), reached=(Reached("g", 10),)),
    act("x3", reached=(Reached("", 100),)),
))  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "counting", "figures"),
    [
        ({"feeding": "activities", "activity": "a1", "result": "r1"}, Counting.PEOPLE_OF_ACTIVITY, (40, 5, 4)),
        ({"feeding": "activities", "result": "r1"}, Counting.PEOPLE_OF_RESULT, (40, 15, 4)),
        ({"feeding": "activities"}, Counting.PEOPLE_OF_ALL, (40, 115, 4)),
    ],
)
def test_an_indicator_fed_by_activities_counts_their_people(fields: Any, counting: Counting, figures: Any) -> None:
    made = content(indicators=[indicator(**fields)])

    assert (one(made, ACTS)[0].counting, counts(made, ACTS)) == (counting, figures)


def proofs(*values: str | None) -> Facts:
    shown = tuple(ItemShown(f"e{n}", None if v is None else Decimal(v)) for n, v in enumerate(values))
    return Facts(item_proofs={("indicator", "i1"): shown})


def test_an_indicator_fed_otherwise_adds_up_the_numbers_of_its_evidence() -> None:
    made = content(indicators=[indicator(target="25 schools", feeding="by_hand")])

    assert counts(made, proofs("10", "4.5", None)) == (25, Decimal("14.5"), Decimal("14.5"))


@pytest.mark.parametrize(
    ("fields", "values", "figures"),
    [
        ({"target": "80 %"}, ("75",), (1, 0, 0)),
        ({"target": "80 %"}, ("75", "82", "90"), (1, 1, 1)),
        ({"target": "80", "unit": "%"}, (None,), (1, 1, 1)),
        ({"target": "10", "baseline": "30"}, ("12",), (1, 0, 0)),
        ({"target": "10", "baseline": "30"}, ("9",), (1, 1, 1)),
        ({"target": "teachers feel sure"}, (), (1, 0, 0)),
        ({"target": "teachers feel sure"}, (None,), (1, 1, 1)),
        ({"target": "40", "nature": "qualitative"}, ("1",), (1, 1, 1)),
        ({"target": ""}, ("1",), (1, 1, 1)),
        ({"target": "0"}, (), (1, 0, 0)),
    ],
)
def test_what_does_not_add_up_is_one_statement(fields: Any, values: Any, figures: Any) -> None:
    assert counts(content(indicators=[indicator(**fields)]), proofs(*values)) == figures


@pytest.mark.parametrize(
    ("measured", "target", "figures"),
    [
        # By hand and without evidence: done as measured, proven as far as the evidence goes.
        (Measured(Decimal(30), TODAY), "40", (40, 30, 25)),
        (Measured(Decimal(30), TODAY, evidence="e9"), "40", (40, 30, 30)),
        (Measured(Decimal(30), TODAY, is_counted=True), "40", (40, 30, 30)),
        (Measured(Decimal("79.5"), TODAY, is_counted=True), "80 %", (1, 0, 0)),
        (Measured(Decimal(80), TODAY, is_counted=True), "80 %", (1, 1, 1)),
        (Measured(Decimal(80), TODAY), "80 %", (1, 1, 0)),
    ],
)
def test_what_was_measured_takes_the_place_of_the_sum_of_evidence(measured: Any, target: str, figures: Any) -> None:
    facts = replace(proofs("20", "5"), measured={"i1": measured})

    assert counts(content(indicators=[indicator(target=target, feeding="survey")]), facts) == figures


def test_people_of_activities_are_counted_from_acts_whatever_was_measured() -> None:
    facts = replace(TWO_ACTS, measured={"i1": Measured(Decimal(5000), TODAY, is_counted=True)})

    assert counts(content(indicators=[indicator(feeding="activities")]), facts) == (40, 40, 28)


def test_a_use_plan_is_kept_by_evidence() -> None:
    use = {"id": "u1", "result": "r1", "form": "", "users": "", "keeper": "", "resources": "", "until": "", "risk": ""}
    made = content(use_plans=[use])

    assert counts(made, Facts()) == (1, 0, 0)
    assert counts(made, Facts(item_proofs={("use_plan", "u1"): (ItemShown("e"),)})) == (1, 1, 1)


def ledger(promised: Any, plan: Any, facts: Facts, reasons: Any = (), today: datetime.date = TODAY) -> Ledger:
    return ledger_of(promised, plan, facts, commitment=1, reasons=dict(reasons), today=today, end=END)


def states(*args: Any, **others: Any) -> list[PromiseState]:
    return [row.state for row in ledger(*args, **others).rows]


def test_what_left_the_plan_is_dropped_only_with_a_reason() -> None:
    promised = content(activities=[activity()])

    assert states(promised, content(), Facts(), {("activity", "a1"): ["The school closed"]}) == [PromiseState.DROPPED]
    assert states(promised, content(), Facts()) == [PromiseState.LATE]


def test_cancelled_acts_drop_a_promise_with_their_reason() -> None:
    promised = content(activities=[activity()])
    cancelled = act(promise="a1", state="cancelled", reason="Flood")
    made = ledger(promised, promised, Facts((cancelled,))).rows[0]

    assert (made.state, made.reasons) == (PromiseState.DROPPED, ("Flood",))
    assert states(promised, promised, Facts((cancelled, act("x2", promise="a1", state="planned")))) == [
        PromiseState.LATE
    ]


def test_a_new_date_with_its_reason_excuses_until_it_passes() -> None:
    promised, plan = content(activities=[activity()]), content(activities=[activity(start="2026-06-01")])
    reasons = {("activity", "a1"): ["The hall was taken"]}

    assert states(promised, plan, Facts(), reasons) == [PromiseState.CHANGED]
    assert states(promised, plan, Facts(), reasons, today=datetime.date(2026, 6, 2)) == [PromiseState.LATE]
    assert states(promised, plan, Facts()) == [PromiseState.LATE]


def test_a_group_that_left_the_plan_gives_its_reason_to_the_activity() -> None:
    promised = content(activities=[activity(reach={"g1": 30, "g2": 10})])
    plan = content(activities=[activity(reach={"g1": 30})])
    facts = Facts((act(promise="a1", reached=(Reached("g1", 30),)),))

    assert states(promised, plan, facts, {("group", "g2"): ["They moved"]}) == [PromiseState.CHANGED]


def test_a_line_without_a_day_is_due_at_the_projects_end_unless_it_comes_after() -> None:
    promised = content(activities=[activity(start=""), activity("a2", start="", phase="after")])
    late = datetime.date(2026, 9, 1)

    assert [row.due for row in ledger(promised, promised, Facts()).rows] == [END, None]
    assert states(promised, promised, Facts(), today=late) == [PromiseState.MISSING, PromiseState.ON_THE_WAY]


groups = st.sampled_from(["", "g1", "g2"])
acts = st.lists(
    st.builds(
        lambda n, promise, state, purpose, reached, shown: Act(
            f"x{n}", "Act", state, promise=promise, purpose=purpose, results=frozenset({"r1"}),
            reached=tuple(Reached(group, people) for group, people in reached.items()),
            shown=tuple(Shown(f"e{e}", group, people) for (e, group), people in shown.items()),
        ),
        st.integers(0, 10**6), st.sampled_from(["a1", "a2", ""]), st.sampled_from(["done", "planned", "cancelled"]),
        st.sampled_from(["dissemination", "promotion"]), st.dictionaries(groups, st.integers(0, 50)),
        st.dictionaries(st.tuples(st.integers(0, 5), groups), st.integers(0, 50)),
    ),
    max_size=5, unique_by=lambda made: made.id,
)  # fmt: skip
PROMISED = content(
    results=[result()],
    activities=[activity(reach={"g1": 30}), activity("a2", purpose="promotion")],
    indicators=[indicator(feeding="activities"), indicator("i2", feeding="activities", result="r1")],
)


@settings(max_examples=20)
@given(acts)
def test_totals_are_the_sums_of_the_rows_and_of_what_was_beyond(made: list[Act]) -> None:
    facts = Facts(tuple(made), {f"e{n}": Piece(f"e{n}", "Photo", "photo") for n in range(6)})
    whole = ledger(PROMISED, PROMISED, facts)
    totals = totals_of(whole, whole.rows, with_beyond=True)
    done = [each for each in made if each.is_done]

    assert sum(g.reached for g in totals.groups) == sum(r.people for each in done for r in each.reached)
    assert sum(g.proven for g in totals.groups) == sum(s.people for each in done for s in each.shown)
    assert sum(p.reached for p in totals.purposes) == sum(g.reached for g in totals.groups)
    assert sum(p.proven for p in totals.purposes) == sum(g.proven for g in totals.groups)
    assert sum(totals.states.values()) == len(whole.rows)


@settings(max_examples=20)
@given(acts, st.integers(0, 5))
def test_taking_evidence_away_lowers_every_figure_by_what_it_showed(made: list[Act], gone: int) -> None:
    facts = Facts(tuple(made))
    less = Facts(tuple(
        Act(a.id, a.title, a.state, a.promise, purpose=a.purpose, results=a.results, reached=a.reached,
            shown=tuple(s for s in a.shown if s.evidence != f"e{gone}"))
        for a in made
    ))  # fmt: skip
    for before, after in zip(
        ledger(PROMISED, PROMISED, facts).rows, ledger(PROMISED, PROMISED, less).rows, strict=True
    ):
        assert after.done == before.done
        if before.is_of_people:
            lost = [share for share in before.figures.proven if share.evidence == f"e{gone}"]
            assert after.proven == before.proven - total(lost)
        else:
            assert after.proven <= before.proven
        assert (after.state == PromiseState.PROVEN) == (after.proven >= after.promised)
