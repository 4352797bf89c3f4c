"""The letter to the coordinators when a label is given or withdrawn."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import get_language

from plon.labels.enums import State
from plon.labels.models import Label
from plon.pages import whole_address
from plon.projects.letters import post_to_coordinators


def tell_team(label: Label) -> None:
    """Tell every coordinator, in their language, what was decided and why."""
    kind = "given" if label.state == State.GIVEN else "withdrawn"
    post_to_coordinators(f"labels.{kind}", label.project, lambda: _values(label, kind))


def _values(label: Label, kind: str) -> Mapping[str, object]:
    told = {"kind": label.get_kind_display(), "title": label.title}
    if kind == "withdrawn":
        return {**told, "reason": label.withdrawn_reason}
    project = label.project
    return {
        **told,
        "reason": label.reason_in(get_language() or "pl"),
        "all_labels": whole_address(reverse("labels:index")),
        "address": whole_address(reverse("projects:overview", args=[project.public_id])) if project else "",
    }
