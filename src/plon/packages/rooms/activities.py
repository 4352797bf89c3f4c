"""What was done, whom it reached, and what proves it: the ledger is their sum."""

from plon.activities.models import Activity, ItemProof, Proof, Reach
from plon.packages.parts import register_part
from plon.packages.tables import Table


def register() -> None:
    register_part(
        60,
        "activities",
        Table(
            Activity,
            project="project",
            result="results",
            left_out={"device_key": "of a phone's queue", "logged_label": "the name of a person"},
            keys=("promise",),
        ),
        Table(Reach, project="activity__project", result="activity__results", named_by="", keys=("group_key",)),
        Table(Proof, project="activity__project", result="activity__results", named_by="", keys=("group_key",)),
        Table(ItemProof, project="project", named_by="", keys=("item_public_id",)),
    )
