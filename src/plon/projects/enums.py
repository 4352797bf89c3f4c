from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ProjectOrigin(models.TextChoices):
    """Where the record came from: only imported register data is public before anything is published."""

    CREATED = "created", _("made by hand")
    IMPORTED = "imported", _("imported from the results platform")
    EXAMPLE = "example", _("example")


class PartnershipRole(models.TextChoices):
    """The part an organisation plays (Programme Guide 2025, Part D, pp. 465-471)."""

    COORDINATOR = "coordinator", _("coordinator")
    PARTNER = "partner", _("partner")
    ASSOCIATED = "associated", _("associated partner")


class TeamRole(models.TextChoices):
    """What a person may do in a project (design.md §2)."""

    COORDINATOR = "coordinator", _("Coordinator")
    EDITOR = "editor", _("Editor")
    CONTRIBUTOR = "contributor", _("Contributor")


class ClaimState(models.TextChoices):
    WAITING = "waiting", _("waiting for a decision")
    ACCEPTED = "accepted", pgettext_lazy("claim", "accepted")
    REFUSED = "refused", _("refused")
