"""What can be done to a fit card: answer its questions, copy another card into the open ones."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plon.accounts.models import User
from plon.history.models import Event
from plon.history.record import snapshot
from plon.results.actions import Outcome
from plon.results.fit.facets import card_or_none
from plon.results.models import FitCard, FitText, Result
from plon.results.refusals import StateRefused
from plon.results.sittings import record_in_sitting
from plon.search.changes import mark_changed

CARD_FIELDS = (
    "audiences", "learners", "levels", "age_from", "age_to", "group_from", "group_to", "time_from", "time_to",
    "time_unit", "preparation", "language_levels", "works_offline", "editable", "qualities", "piloted_with",
)  # fmt: skip
TEXT_FIELDS = ("materials", "preparation", "quality_note")


@transaction.atomic
def change_fit(
    result: Result,
    *,
    by: User,
    values: Mapping[str, Any],
    version: int | None = None,
    bases: Mapping[str, int] | None = None,
) -> Outcome:
    """Answer questions of a result's fit card; the first answer begins the card. Two people merge field by field.

    Args:
        result: the result.
        by: who answers.
        values: {field: value}; texts are named with their language, e.g. "materials_pl".
        version: the version the person saw (0 before there was a card); a field that somebody changed since is
            not written but returned as a conflict. None writes over whatever is there.
        bases: for fields that the person saw in another version than `version`, that one.

    Raises:
        ValidationError: a value is malformed, or a range runs backwards; then nothing is written.
    """
    result = Result.objects.select_for_update(of=("self",)).get(pk=result.pk)
    card = FitCard.objects.filter(result=result).first() or FitCard(result=result, version=0)
    texts = {text.language: text for text in card.texts.all()} if card.pk else {}
    outcome = Outcome(card.version)
    changes: dict[str, list[object]] = {}
    for name, value in values.items():
        holder, attribute = _holder_of(card, texts, name)
        before = snapshot(holder, [attribute])[attribute]
        if before == value:
            continue
        seen = (bases or {}).get(name, version)
        if seen is not None and card.field_versions.get(name, 0) > seen:
            outcome.conflicts[name] = before
            continue
        setattr(holder, attribute, value)
        changes[name] = [before, value]
    if changes:
        _save(result, card, texts, changes, by)
        outcome.version = card.version
    return outcome


def _holder_of(card: FitCard, texts: dict[str, FitText], name: str) -> tuple[FitCard | FitText, str]:
    if name in CARD_FIELDS:
        return card, name
    attribute, _underscore, language = name.rpartition("_")
    if attribute not in TEXT_FIELDS:
        raise KeyError(name)
    return texts.setdefault(language, FitText(card=card, language=language)), attribute


def _save(result: Result, card: FitCard, texts: dict[str, FitText], changes: dict[str, list[object]], by: User) -> None:
    card.version += 1
    card.field_versions = {**card.field_versions, **dict.fromkeys(changes, card.version)}
    card.full_clean()
    card.save()
    for text in texts.values():
        if any(name == f"{field}_{text.language}" for name in changes for field in TEXT_FIELDS):
            text.card = card
            text.full_clean()
            text.save()
    # The public page is as new as its card.
    Result.objects.filter(pk=result.pk).update(updated_at=timezone.now())
    record_in_sitting("fit.changed", by=by, subject=card, project_id=result.project_id, changes=changes)
    if result.is_published:
        mark_changed("result", [result.pk])


@transaction.atomic
def copy_fit(result: Result, *, by: User, source: Result) -> int:
    """Copy another result's answers into the questions that are still open; return how many.

    What the team answered here stays. Evidence of quality is not copied: it belongs to the thing that was tried.
    """
    theirs = card_or_none(source)
    if theirs is None:
        return 0
    result = Result.objects.select_for_update(of=("self",)).get(pk=result.pk)
    ours = FitCard.objects.filter(result=result).first() or FitCard(result=result)
    blank, values = FitCard(), dict[str, Any]()
    groups = (("age_from", "age_to"), ("group_from", "group_to"), ("time_from", "time_to", "time_unit"))
    grouped = {name for group in groups for name in group}
    kept = {"qualities", "piloted_with"}
    singles = tuple((name,) for name in CARD_FIELDS if name not in grouped | kept)
    for group in (*groups, *singles):
        is_open = all(getattr(ours, name) == getattr(blank, name) for name in group)
        if is_open:
            values |= {name: getattr(theirs, name) for name in group if getattr(theirs, name) != getattr(ours, name)}
    written = {text.language: text for text in ours.texts.all()} if ours.pk else {}
    for text in theirs.texts.all():
        for name in ("materials", "preparation"):
            if getattr(text, name) and not getattr(written.get(text.language), name, ""):
                values[f"{name}_{text.language}"] = getattr(text, name)
    if values:
        change_fit(result, by=by, values=values)
    return len(values)


def put_back(event: Event, by: User) -> None:
    """Restore what an event changed in a fit card (see `plon.projects.restoring`).

    Raises:
        StateRefused: its result is gone.
        ValidationError: what stood there does not go with what stands beside it now.
    """
    card = FitCard.objects.select_related("result").filter(pk=event.subject_id).first()
    if card is None:
        raise StateRefused(_("Its result was deleted since."))
    values = {
        name: before
        for name, (before, _after) in event.changes.items()
        if name in CARD_FIELDS or name.rpartition("_")[0] in TEXT_FIELDS
    }
    change_fit(card.result, by=by, values=values)
