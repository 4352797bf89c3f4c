"""Done and proven: every figure is the sum of its shares, and each share names its act and its evidence."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from plon.activities.ledger.enums import OF_PEOPLE, Counting, PromiseKind
from plon.activities.ledger.facts import Act, Facts, ItemShown
from plon.activities.ledger.measured import Measured
from plon.activities.ledger.promises import Number, Promise
from plon.activities.ledger.targets import target_in
from plon.results.enums import ResultState


@dataclass(frozen=True, slots=True)
class Share:
    """What one act or one piece of evidence adds to a figure: `number` in the unit of the promise.

    `people` are those of a target group, whatever the unit, so that groups add up across all activities. A share of 0
    stays listed: an act of which nobody counted the people, a second photo of the same meeting.
    """

    number: Number
    act: str = ""
    evidence: str = ""
    group: str = ""
    people: int = 0
    # The value that the evidence gives, where it is not what it adds.
    value: Decimal | None = None
    # Where it comes from, in the reader's words, if from neither an act nor evidence.
    told: str = ""


@dataclass(frozen=True, slots=True)
class Figures:
    """The two figures of a promise, as their shares."""

    done: tuple[Share, ...] = ()
    proven: tuple[Share, ...] = ()

    @property
    def done_number(self) -> Number:
        return total(self.done)

    @property
    def proven_number(self) -> Number:
        return total(self.proven)

    @property
    def evidence(self) -> frozenset[str]:
        return frozenset(share.evidence for share in self.proven if share.evidence)


def total(shares: Iterable[Share]) -> Number:
    return sum((share.number for share in shares), start=0)


def figures_of(promise: Promise, facts: Facts) -> Figures:
    """Return what was done and what is proven of a promise."""
    if promise.counting in OF_PEOPLE:
        return figures_of_acts(acts_for(promise, facts), in_people=True)
    if promise.counting == Counting.ACTS:
        return figures_of_acts(acts_for(promise, facts), in_people=False)
    proofs = facts.item_proofs.get(promise.key, ())
    if promise.counting == Counting.RESULT:
        return _of_result(promise, facts.results.get(promise.id, ""), proofs)
    measured = facts.measured.get(promise.id) if promise.kind == PromiseKind.INDICATOR else None
    if measured and promise.counting in {Counting.VALUES, Counting.MEASURED}:
        return _of_measured(promise, measured, proofs)
    return _of_proofs(promise, proofs)


def _of_proofs(promise: Promise, proofs: Sequence[ItemShown]) -> Figures:
    if promise.counting == Counting.VALUES:
        shares = tuple(Share(proof.value or 0, evidence=proof.evidence, value=proof.value) for proof in proofs)
        return Figures(shares, shares)
    shares = _first_counts(proofs, lambda proof: _meets(promise, proof))
    return Figures(shares, shares)


def acts_for(promise: Promise, facts: Facts) -> tuple[Act, ...]:
    """Return the acts that feed a promise, whatever their state."""
    if promise.counting in {Counting.PEOPLE, Counting.ACTS}:
        return facts.by_promise.get(promise.id, ())
    if promise.counting == Counting.PEOPLE_OF_ACTIVITY:
        return facts.by_promise.get(promise.activity, ())
    if promise.counting == Counting.PEOPLE_OF_RESULT:
        return facts.by_result.get(promise.result, ())
    return facts.acts if promise.counting == Counting.PEOPLE_OF_ALL else ()


def figures_of_acts(acts: Iterable[Act], *, in_people: bool) -> Figures:
    """Return what the done ones among some acts add up to, in people or in acts."""
    held = [act for act in acts if act.is_done]
    return Figures(
        tuple(share for act in held for share in _done_by(act, in_people=in_people)),
        tuple(share for act in held for share in _proven_of(act, in_people=in_people)),
    )


def _done_by(act: Act, *, in_people: bool) -> Iterable[Share]:
    # An act without people is one share too: it took place, and says that nobody was counted.
    people = [(reached.group, reached.people) for reached in act.reached] or [("", 0)]
    for place, (group, number) in enumerate(people):
        yield Share(number if in_people else int(place == 0), act=act.id, group=group, people=number)


def _proven_of(act: Act, *, in_people: bool) -> Iterable[Share]:
    for place, shown in enumerate(act.shown):
        yield Share(
            shown.people if in_people else int(place == 0),
            act=act.id, evidence=shown.evidence, group=shown.group, people=shown.people,
        )  # fmt: skip


def _of_measured(promise: Promise, measured: Measured, proofs: Sequence[ItemShown]) -> Figures:
    """Return a figure as it was measured last; it is proven if the measurement is, else as far as its evidence goes."""
    is_level = promise.counting == Counting.MEASURED
    number: Number = int(_is_enough(promise, measured.value)) if is_level else measured.value
    share = Share(number, evidence=measured.evidence, value=measured.value, told=measured.told)
    if not measured.is_proven:
        return Figures((share,), _of_proofs(promise, proofs).proven)
    others = tuple(
        Share(0, evidence=proof.evidence, value=proof.value) for proof in proofs if proof.evidence != share.evidence
    )
    return Figures((share,), (share, *others))


def _of_result(promise: Promise, state: str, proofs: Sequence[ItemShown]) -> Figures:
    is_published = state == ResultState.PUBLISHED
    attached = _first_counts(proofs, lambda proof: not is_published)
    # The catalogue's page is proof enough: it has no evidence of its own.
    proven = (Share(1), *attached) if is_published else attached
    if is_published or state == ResultState.READY:
        return Figures((Share(1),), proven)
    return Figures(attached, proven)


def _first_counts(proofs: Sequence[ItemShown], counts: Callable[[ItemShown], bool]) -> tuple[Share, ...]:
    """Make shares of which the first that `counts` adds 1 and all others nothing: once is enough."""
    first = next((place for place, proof in enumerate(proofs) if counts(proof)), None)
    return tuple(
        Share(int(place == first), evidence=proof.evidence, value=proof.value) for place, proof in enumerate(proofs)
    )


def _meets(promise: Promise, proof: ItemShown) -> bool:
    """Tell whether evidence shows that a level is met; without a number its word counts."""
    return promise.counting != Counting.MEASURED or proof.value is None or _is_enough(promise, proof.value)


def _is_enough(promise: Promise, value: Decimal) -> bool:
    wanted = target_in(promise.target).number or 0
    return value <= wanted if promise.is_less_better else value >= wanted
