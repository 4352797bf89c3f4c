"""Everything that points at an organisation, read from the models themselves so that nothing is forgotten."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plon.organisations.models import Organisation

# What the preview calls the rows, by "model.field"; a test holds that none is missing.
WORDS: dict[str, str | Promise] = {
    "projects.Partnership.organisation": _("Parts in projects"),
    "projects.Membership.organisation": _("People of teams"),
    "projects.Invitation.organisation": _("Invitations to teams"),
    "results.Result.responsible": _("Results it answers for"),
    "plans.PlannedActivity.responsible": _("Planned activities it answers for"),
    "plans.UsePlan.keeper": _("Plans for use in which it is the keeper"),
    "activities.Activity.responsible": _("Activities it answers for"),
    "evidence.Evidence.organisation": _("Pieces of evidence"),
    "corner.PartnerLink.organisation": _("Personal links of partners"),
    "corner.Subscription.organisation": _("Calendars of partners"),
    "keepers.Keeping.organisation": _("Results it keeps"),
    "findings.EvaluationQuestion.responsible": _("Evaluation questions it answers for"),
    "findings.Decision.responsible": _("Decisions it answers for"),
    "reports.Report.organisation": _("Reports of partners"),
    "reports.SelfAssessment.organisation": _("Self-assessments"),
    "organisations.FormerOrganisation.organisation": _("Records merged before"),
    "office.Merge.kept": _("Notes of earlier merges"),
}


@dataclass(frozen=True, slots=True)
class Reference:
    """A column that points at organisations."""

    model: type[models.Model]
    column: str

    @property
    def name(self) -> str:
        return f"{self.model._meta.label}.{self.column}"

    @property
    def words(self) -> str:
        return str(WORDS.get(self.name, self.model._meta.verbose_name_plural))

    def rows(self, organisation_id: int) -> "models.QuerySet[models.Model]":
        """Return the rows that point at an organisation, whatever the model's own manager hides."""
        return self.model._base_manager.filter(**{self.column: organisation_id}).order_by("pk")

    def clashing(self, gone_id: int, kept_id: int) -> set[int]:
        """Return the rows of the one that can't move, since the other has the like and there may be only one."""
        found: set[int] = set()
        for others, condition in _uniques(self.model, self.column):
            mine = self.model._base_manager.filter(condition, **{self.column: gone_id})
            theirs = self.model._base_manager.filter(condition, **{self.column: kept_id})
            taken = set(theirs.values_list(*others)) if others else {()} if theirs.exists() else set()
            for pk, *values in mine.values_list("pk", *others):
                if tuple(values) in taken and None not in values:
                    found.add(pk)
        return found


def references() -> list[Reference]:
    """Return every column of the house that points at an organisation, also those without a way back."""
    return sorted(_pointing_at(Organisation), key=lambda each: each.name)


def points_at(row: models.Model) -> bool:
    """Whether anything points at a row."""
    return any(each.rows(row.pk).exists() for each in _pointing_at(type(row)))


def _pointing_at(model: type[models.Model]) -> Iterator[Reference]:
    for field in model._meta.get_fields(include_hidden=True):
        if isinstance(field, models.ManyToOneRel) and field.auto_created:  # one to one are of this kind, too
            yield Reference(field.related_model, field.field.name)


def _uniques(model: type[models.Model], column: str) -> Iterator[tuple[tuple[str, ...], models.Q]]:
    """Return what else must differ between two rows with the same organisation, and for which rows."""
    field: Any = model._meta.get_field(column)
    if field.unique:
        yield (), models.Q()
    for together in model._meta.unique_together:
        if column in together:
            yield tuple(each for each in together if each != column), models.Q()
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and column in constraint.fields:
            others = tuple(each for each in constraint.fields if each != column)
            yield others, constraint.condition or models.Q()
