"""The board as a document: the six columns in the poster's order, as the screen's filters leave them."""

from typing import Literal

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from plon.plans.checks import check_plan
from plon.plans.commitment import newest_commitment
from plon.plans.exporting import funding_words, project_line
from plon.plans.marking import marks_of
from plon.plans.narrowing import filters_for
from plon.plans.presenting import Card, Column, Narrowing, arrange, columns_of
from plon.plans.queries import Plan
from plon.typeset.planviews import BoardCard, BoardColumn, BoardMark, BoardPart, PlanBoard, render_board

# What speaks of a pair of result and group, or of a result alone, has no label of its own.
PAIRS = frozenset({"message", "use_plan"})


def board_document(plan: Plan, narrowing: Narrowing, language: str, *, picture: bool) -> bytes | None:
    """Return the board as PDF, or as a picture; None if nothing is planned yet.

    Raises:
        TypesetError: the compiler refused.
    """
    if plan.is_empty:
        return None
    shown: Literal["pl", "en"] = "pl" if language == "pl" else "en"
    with translation.override(shown):
        marks = marks_of(plan, check_plan(plan, shown), newest_commitment(plan.project))
        columns = arrange(columns_of(plan, shown), narrowing, marks)
        statement, small_print = funding_words(plan, shown)
        board = PlanBoard(
            language=shown, title=_("The plan"), project=project_line(plan),
            printed_on=date_format(timezone.localdate()), narrowed=_narrowed(plan, narrowing, shown),
            columns=tuple(_column(column) for column in columns), statement=statement, disclaimer=small_print,
        )  # fmt: skip
    return render_board(board, picture=picture)


def _narrowed(plan: Plan, narrowing: Narrowing, language: str) -> str:
    """Say what the filters leave, so that nobody takes a part of the plan for the whole."""
    chosen = [
        f"{label}: {name}"
        for _key, label, choices in filters_for(plan, narrowing, language)
        for _value, name, is_chosen in choices
        if is_chosen
    ]
    if narrowing.only_remarked:
        chosen.append(_("only with remarks"))
    return _("Only a part of the plan: %(filters)s") % {"filters": " · ".join(chosen)} if chosen else ""


def _column(column: Column) -> BoardColumn:
    parts = tuple(BoardPart(heading, tuple(map(_card, cards))) for heading, cards in column.parts)
    is_narrowed = column.shown != column.count
    return BoardColumn(
        title=str(column.title),
        note=_("%(shown)s of %(all)s shown") % {"shown": column.shown, "all": column.count} if is_narrowed else "",
        empty="" if column.cards else str(column.help),
        parts=parts,
    )


def _card(card: Card) -> BoardCard:
    return BoardCard(
        kind=card.kind, label=card.label, title=card.title, lines=card.lines,
        chips=tuple(BoardMark(chip.label, chip.kind) for chip in card.chips),
        tags=tuple(BoardMark(words, tone or "plain") for words, tone in (*card.tags, *_promise(card))),
        is_gap=card.is_gap, is_pair=card.kind in PAIRS,
    )  # fmt: skip


def _promise(card: Card) -> list[tuple[str, str]]:
    since = {"changed": _("changed since the promise"), "added": _("added since the promise")}.get(card.change)
    return [*([(_("promised"), "info")] if card.is_promised else []), *([(since, "wait")] if since else [])]
