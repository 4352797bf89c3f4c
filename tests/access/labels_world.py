"""A label that is given, one that is proposed, and a list of nominations, for the doors of the office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plon.labels.models import Nomination, NominationList
from tests.labels.making import given, proposed

if TYPE_CHECKING:
    from tests.access.world import World


def add_labels(world: World) -> None:
    """Label the project and put it on a list."""
    listed = NominationList.objects.create(name="Competition", made_label="Officer")
    nomination = Nomination.objects.create(list=listed, label=given(world.project), position=1)
    waiting = proposed(world.project, kind="success_story")
    world.fillings |= {
        "candidate": world.project.public_id, "label": waiting.public_id, "listed": listed.public_id,
        "office_labels:export:form": "csv",
        "office_labels:change_nomination:nomination": nomination.pk,
    }  # fmt: skip
