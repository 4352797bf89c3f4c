"""The ledger in the reader's words: names instead of ids, numbers and dates as people write them."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext, pgettext_lazy

from plon.activities.enums import PromiseState
from plon.activities.ledger.entries import GroupFigures, Ledger, PurposeFigures, Row, Totals
from plon.activities.ledger.enums import OF_PEOPLE, Counting, PromiseKind
from plon.activities.ledger.figures import Share
from plon.activities.ledger.promises import Key, Number, Promise
from plon.activities.ledger.use_words import used_words
from plon.plans.commitment import KINDS
from plon.plans.commitment_words import Words
from plon.plans.enums import Purpose

# How a state looks beside its words: (tone of its tag, icon).
LOOKS: dict[PromiseState, tuple[str, str]] = {
    PromiseState.PROVEN: ("good", "check"),
    PromiseState.KEPT: ("good", "flag"),
    PromiseState.ON_THE_WAY: ("info", "clock"),
    PromiseState.CHANGED: ("wait", "edit"),
    PromiseState.LATE: ("bad", "danger"),
    PromiseState.MISSING: ("bad", "question"),
    PromiseState.DROPPED: ("", "cross"),
}
_UNITS: dict[Counting, LazyText] = {
    Counting.ACTS: pgettext_lazy("unit", "activities"),
    Counting.RESULT: pgettext_lazy("unit", "result"),
    Counting.STATEMENT: pgettext_lazy("unit", "statement"),
    Counting.MEASURED: pgettext_lazy("unit", "target"),
    Counting.USE: pgettext_lazy("unit", "use"),
}


def number_words(number: Number | None) -> str:
    """Return a number as the reader's language writes it, without empty decimals; a dash for none."""
    if number is None:
        return "–"
    if isinstance(number, Decimal):
        number = int(number) if number == number.to_integral_value() else number.normalize()
    return number_format(number, force_grouping=True)


def unit_of(promise: Promise) -> str:
    """Return what a promise is counted in."""
    if promise.counting in OF_PEOPLE:
        return pgettext("unit", "people")
    return str(_UNITS[promise.counting]) if promise.counting in _UNITS else promise.unit or pgettext("unit", "number")


@dataclass(frozen=True, slots=True)
class GroupLine:
    """People of one target group, in words."""

    name: str
    promised: str
    reached: str
    proven: str


@dataclass(frozen=True, slots=True)
class PurposeLine:
    name: str
    promises: int
    promised: str
    reached: str
    proven: str


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the ledger, ready to be shown, printed or written to a file."""

    row: Row
    name: str
    kind: str
    purpose: str
    counted: str
    unit: str
    promised: str
    done: str
    proven: str
    due: str
    state: str
    tone: str
    icon: str
    change: str
    # Those that explain the change; a promise that stands as it was promised needs none.
    reasons: tuple[str, ...]
    groups: tuple[GroupLine, ...]
    # Beside a promise of use: how often others confirmed it.
    used: str = ""


class Teller:
    """Puts one ledger into the words of one language (which must be active)."""

    def __init__(self, ledger: Ledger, language: str) -> None:
        self.ledger = ledger
        self._words = Words(language, ledger.plan, ledger.content)
        self._items = {
            (kind, item["id"]): item
            for content in (ledger.plan, ledger.content)
            for name, kind in KINDS.items()
            for item in content.get(name, [])
        }
        self.acts = {act.id: act for act in ledger.facts.acts}

    def name_of(self, key: Key) -> str:
        item = self._items.get(key)
        return (self._words.name_of(key[0], item) if item else "") or _("without a name")

    def group(self, key: str) -> str:
        if not key:
            return _("other people")
        known = self._items.get(("group", key))
        return str(known["name"]) if known else self.ledger.facts.groups.get(key) or _("a group that left the plan")

    def groups(self, figures: Iterable[GroupFigures]) -> tuple[GroupLine, ...]:
        return tuple(
            GroupLine(self.group(each.group), number_words(each.promised), number_words(each.reached),
                      number_words(each.proven))
            for each in figures
        )  # fmt: skip

    def line(self, row: Row) -> Line:
        promise = row.promise
        tone, icon = LOOKS[row.state]
        return Line(
            row=row,
            name=self.name_of(row.key),
            kind=str(promise.kind.label),
            purpose=str(Purpose(promise.purpose).label) if promise.purpose else "",
            counted=str(promise.counting.label),
            unit=unit_of(promise),
            promised=number_words(row.promised),
            done=number_words(row.done),
            proven=number_words(row.proven),
            due=self.due(promise.due, row.due),
            state=str(row.state.label),
            tone=tone,
            icon=icon,
            change=self.change(row),
            reasons=row.reasons if row.has_changed or row.now is None or row.state == PromiseState.DROPPED else (),
            groups=self.groups(row.groups) if promise.kind == PromiseKind.ACTIVITY else (),
            used=used_words(self.ledger.uses, promise.results) if promise.kind == PromiseKind.USE_PLAN else "",
        )

    def lines(self, rows: Iterable[Row]) -> list[Line]:
        return [self.line(row) for row in rows]

    @staticmethod
    def due(own: datetime.date | None, effective: datetime.date | None) -> str:
        if own:
            return date_format(own, "SHORT_DATE_FORMAT")
        if effective:
            return _("%(day)s (end of the project)") % {"day": date_format(effective, "SHORT_DATE_FORMAT")}
        return _("no date")

    @staticmethod
    def change(row: Row) -> str:
        """Return what the promise is in today's plan, if it is not what was promised."""
        if row.now is None:
            return _("no longer in the plan")
        told = []
        if row.now.number != row.promise.number:
            told.append(_("now %(number)s") % {"number": number_words(row.now.number)})
        if row.now.due != row.promise.due:
            day = date_format(row.now.due, "SHORT_DATE_FORMAT") if row.now.due else _("without a date")
            told.append(_("now by %(day)s") % {"day": day} if row.now.due else day)
        return ", ".join(told)

    def evidence(self, share: Share) -> str:
        """Return what proves a share: the title of the evidence."""
        if not share.evidence:
            return self.act(share)
        piece = self.ledger.facts.pieces.get(share.evidence)
        if piece and piece.is_hidden:
            return _("confidential evidence (editors may open it)")
        title = piece.title if piece else share.evidence
        return (
            _("%(title)s (names erased; the figure stays)") % {"title": title} if piece and piece.is_erased else title
        )

    def attached(self, row: Row) -> tuple[str, ...]:
        """Return what is attached to a promise itself."""
        proofs = self.ledger.facts.item_proofs.get(row.key, ())
        return tuple(self.evidence(Share(0, evidence=proof.evidence)) for proof in proofs)

    def act(self, share: Share) -> str:
        """Return which act a share comes from; of a measurement, its source; of a result, its own state."""
        if share.told:
            return share.told
        act = self.acts.get(share.act)
        return act.title if act else _("the result itself: ready or published in the catalogue")

    @staticmethod
    def together(totals: Totals) -> GroupLine:
        """Return the last line of the people by target group."""
        groups = totals.groups
        return GroupLine(
            _("together"), number_words(sum(each.promised or 0 for each in groups)),
            number_words(sum(each.reached for each in groups)), number_words(sum(each.proven for each in groups)),
        )  # fmt: skip

    def totals(self, totals: Totals) -> tuple[tuple[GroupLine, ...], tuple[PurposeLine, ...]]:
        return self.groups(totals.groups), tuple(self.purpose(each) for each in totals.purposes)

    @staticmethod
    def purpose(figures: PurposeFigures) -> PurposeLine:
        return PurposeLine(
            str(Purpose(figures.purpose).label), figures.promises, number_words(figures.promised),
            number_words(figures.reached), number_words(figures.proven),
        )  # fmt: skip


def summary_of(totals: Totals) -> str:
    """Return the picture in a sentence or two."""
    states, whole = totals.states, sum(totals.states.values())
    proven = states[PromiseState.PROVEN]
    kept = proven + states[PromiseState.KEPT]
    first = ngettext(
        "%(kept)s of %(whole)s promise is kept, %(proven)s with proof.",
        "%(kept)s of %(whole)s promises are kept, %(proven)s with proof.",
        whole,
    )
    told = [first % {"kept": kept, "whole": whole, "proven": proven}]
    late = states[PromiseState.LATE] + states[PromiseState.MISSING]
    if late:
        told.append(ngettext("%(count)s is overdue.", "%(count)s are overdue.", late) % {"count": late})
    elif whole > kept:
        told.append(_("Nothing is overdue."))
    return " ".join(told)
