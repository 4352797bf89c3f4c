"""What the pages of the ledger show beside its rows: the picture, the filters, what stands behind a figure."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from plon.activities.enums import ActivityState, PromiseState
from plon.activities.ledger.addresses import act_address, evidence_address
from plon.activities.ledger.drawing import ORDER, Stretch, bar_of
from plon.activities.ledger.entries import Ledger, Totals
from plon.activities.ledger.enums import PromiseKind
from plon.activities.ledger.facts import Act, Piece
from plon.activities.ledger.figures import Figures, Share
from plon.activities.ledger.narrowing import Narrowing, distinct
from plon.activities.ledger.presenting import Teller, number_words, summary_of
from plon.projects.models import Project

KEPT_IN_ADDRESSES = ("as", "partner", "result", "package", "state", "kind", "since", "until")


@dataclass(frozen=True, slots=True)
class Legend:
    """A state under the picture: how many promises, what share, and the address that shows them."""

    stretch: Stretch
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Picture:
    stretches: tuple[Stretch, ...]
    legend: tuple[Legend, ...]
    summary: str
    address: str


def picture_of(totals: Totals, project: Project, ledger: Ledger) -> Picture:
    """Return the bar of states with its table and its words."""
    stretches = bar_of(totals.states)
    address = reverse("ledger:index", args=[project.public_id])
    asked = "" if ledger.commitment else "as=promised&"
    return Picture(
        tuple(stretches),
        tuple(Legend(each, str(each.state.label), f"{address}?{asked}state={each.state.value}") for each in stretches),
        summary_of(totals),
        address,
    )


def query_of(request: HttpRequest, *, with_and: bool = False) -> str:
    """Return the filters of the address, to be kept in another one."""
    kept = QueryDict(mutable=True)
    for name in KEPT_IN_ADDRESSES:
        if value := request.GET.get(name, ""):
            kept[name] = value
    query = kept.urlencode()
    return f"{query}&" if query and with_and else query


def filters_for(teller: Teller, narrowing: Narrowing) -> list[tuple[str, str, list[tuple[str, str, bool]]]]:
    """Return (name, label, [(value, label, is it chosen)]) of each filter that has something to choose from."""
    promises = [row.promise for row in teller.ledger.rows]
    results = distinct(promise.id for promise in promises if promise.kind == PromiseKind.RESULT)
    offered: list[tuple[str, str, list[tuple[str, str]], str]] = [
        ("state", _("State"), [(state.value, str(state.label)) for state in ORDER], narrowing.state),
        ("kind", _("Kind"), [(kind.value, str(kind.label)) for kind in PromiseKind], narrowing.kind),
        ("partner", _("Partner"), [(each, each) for each in distinct(p.owner for p in promises)], narrowing.partner),
        ("result", _("Result"), [(each, teller.name_of(("result", each))) for each in results], narrowing.result),
        (
            "package",
            _("Work package"),
            [(each, each) for each in distinct(p.work_package for p in promises)],
            narrowing.package,
        ),
    ]
    return [
        (name, label, [(value, words, value == chosen) for value, words in choices])
        for name, label, choices, chosen in offered
        if choices
    ]


@dataclass(frozen=True, slots=True)
class ShareLine:
    """One line behind a figure: what it is, where it is, when, for whom, how much it adds.

    `of` is the activity that the evidence shows; `value` what the evidence or a measurement says, where it
    adds something else.
    """

    name: str
    address: str
    of: str
    evidence: str
    day: str
    group: str
    number: str
    value: str
    is_measured: bool = False


@dataclass(frozen=True, slots=True)
class Behind:
    """Both figures of a promise, line by line, with their sums."""

    done: tuple[ShareLine, ...]
    proven: tuple[ShareLine, ...]
    done_sum: str
    proven_sum: str


def _piece_address(project: Project, piece: Piece) -> str:
    return "" if piece.is_hidden else evidence_address(project.public_id, piece.id)


def behind(teller: Teller, figures: Figures, project: Project) -> Behind:
    """Return the acts and the evidence behind a promise's figures, so that a person can add them up."""

    def line(share: Share) -> ShareLine:
        act, piece = teller.acts.get(share.act), teller.ledger.facts.pieces.get(share.evidence)
        day = (piece.dated if piece else None) or (act.start if act else None)
        return ShareLine(
            name=teller.evidence(share) if piece else teller.act(share),
            address=_piece_address(project, piece) if piece
            else act_address(project.public_id, act.id) if act else "",
            of=(share.told or (act.title if act else "")) if piece else "",
            # A measurement keeps its evidence itself: there is nothing to take away here.
            evidence="" if share.told else share.evidence,
            day=date_format(day, "SHORT_DATE_FORMAT") if day else "",
            group=teller.group(share.group) if share.people else "",
            number=number_words(share.number),
            value="" if share.value is None else number_words(share.value),
            is_measured=bool(share.told),
        )  # fmt: skip

    return Behind(
        tuple(line(share) for share in figures.done),
        tuple(line(share) for share in figures.proven),
        number_words(figures.done_number),
        number_words(figures.proven_number),
    )


@dataclass(frozen=True, slots=True)
class ActLine:
    """An act in a list: its page, when, by whom, where it stands."""

    title: str
    address: str
    day: str
    owner: str
    state: str
    reason: str


def act_lines(acts: Iterable[Act], project: Project) -> list[ActLine]:
    return [
        ActLine(
            act.title, act_address(project.public_id, act.id),
            date_format(act.start, "SHORT_DATE_FORMAT") if act.start else "", act.owner,
            str(ActivityState(act.state).label), act.reason,
        )
        for act in acts
    ]  # fmt: skip


def narrowed_words(teller: Teller, narrowing: Narrowing) -> str:
    """Say on paper and in files what is left out; "" if nothing is."""
    told = [
        narrowing.partner,
        teller.name_of(("result", narrowing.result)) if narrowing.result else "",
        narrowing.package,
        str(PromiseState(narrowing.state).label) if narrowing.state else "",
        str(PromiseKind(narrowing.kind).label) if narrowing.kind else "",
        _("from %(day)s") % {"day": date_format(narrowing.since, "SHORT_DATE_FORMAT")} if narrowing.since else "",
        _("to %(day)s") % {"day": date_format(narrowing.until, "SHORT_DATE_FORMAT")} if narrowing.until else "",
    ]
    words = ", ".join(part for part in told if part)
    return _("Only a part of the promises: %(words)s.") % {"words": words} if words else ""
