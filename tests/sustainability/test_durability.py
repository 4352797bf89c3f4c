"""How lasting: more facts never lower the score, and the next step is the missing fact that would bring most."""

import dataclasses

import pytest
from django.urls import resolve
from hypothesis import given
from hypothesis import strategies as st

from plon.sustainability.durability import FAIR, LASTING, WEIGHTS, Fact, Facts, score_of, word_of
from plon.sustainability.enums import Word
from plon.sustainability.wording import next_step_of, tell
from tests.factories import ResultFactory

answers = st.sampled_from([True, False, None])
some_facts = st.builds(Facts, **{fact.value: answers for fact in Fact})


@given(some_facts, st.sampled_from(list(Fact)))
def test_one_fact_more_never_lowers_the_score(facts: Facts, fact: Fact) -> None:
    richer = dataclasses.replace(facts, **{fact.value: True})

    assert score_of(richer).score >= score_of(facts).score


@given(some_facts, st.sampled_from(list(Fact)))
def test_one_fact_less_never_raises_it(facts: Facts, fact: Fact) -> None:
    poorer = dataclasses.replace(facts, **{fact.value: False})

    assert score_of(poorer).score <= score_of(facts).score


@given(some_facts)
def test_the_next_step_is_the_missing_fact_that_weighs_most(facts: Facts) -> None:
    told = score_of(facts)

    missing = [fact for fact, held in facts if held is False]
    assert (told.next_step is None) == (not missing)
    if told.next_step:
        assert WEIGHTS[told.next_step] == max(WEIGHTS[fact] for fact in missing)


@given(some_facts)
def test_the_next_step_brings_at_least_as_much_as_any_other(facts: Facts) -> None:
    told = score_of(facts)
    if told.next_step is None:
        return
    after = score_of(dataclasses.replace(facts, **{told.next_step.value: True})).score

    others = (score_of(dataclasses.replace(facts, **{each.fact.value: True})).score for each in told.missing)
    assert after == max(others)


@given(some_facts)
def test_it_is_between_nothing_and_all_and_says_what_it_rests_on(facts: Facts) -> None:
    told = score_of(facts)

    assert 0 <= told.score <= 100
    assert told.word == word_of(told.score)
    assert {each.fact: each.holds for each in told.basis} == {fact: held for fact, held in facts if held is not None}
    assert (*told.holding, *told.missing) != () or told.score == 0


def test_all_is_a_hundred_and_every_fact_has_its_weight() -> None:
    everything = Facts(**{fact.value: True for fact in Fact})

    assert (score_of(everything).score, score_of(everything).next_step) == (100, None)
    assert set(WEIGHTS) == set(Fact)
    assert sum(WEIGHTS.values()) == 100


def test_what_is_not_asked_of_a_result_costs_it_nothing() -> None:
    """A change in people has no files and no links."""
    assert score_of(Facts(keeper=True, people=True, plan=True, means=True)).score == 100
    assert score_of(Facts()).next_step == Fact.PLAN


@pytest.mark.parametrize(
    ("score", "word"),
    [(0, Word.AT_RISK), (FAIR - 1, Word.AT_RISK), (FAIR, Word.FAIR), (LASTING, Word.LASTING), (100, Word.LASTING)],
)
def test_words_begin_where_they_should(score: int, word: Word) -> None:
    assert word_of(score) == word


@pytest.mark.django_db
@pytest.mark.parametrize("fact", list(Fact))
def test_every_fact_has_words_and_a_place_to_mend_it(fact: Fact) -> None:
    result = ResultFactory()
    told = score_of(dataclasses.replace(Facts(keeper=None, people=None, plan=None, means=None), **{fact.value: False}))

    step = next_step_of(told, result)

    assert step is not None
    assert resolve(step.url.partition("#")[0])
    assert tell(told).missing[0].text != tell(score_of(Facts(**{fact.value: True}))).holding[0].text
