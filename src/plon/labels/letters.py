"""The letter to the coordinators when a label is given or withdrawn."""

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import override

from plon.accounts.models import User
from plon.labels.enums import State
from plon.labels.models import Label
from plon.projects.queries import coordinators_of


def tell_team(label: Label) -> None:
    """Tell every coordinator, in their language, what was decided and why."""
    if label.project is None:
        return
    kind = "given" if label.state == State.GIVEN else "withdrawn"
    for membership in coordinators_of(label.project):
        if membership.person.is_active:
            _send_on_commit(kind, membership.person, label)


def _send_on_commit(kind: str, person: User, label: Label) -> None:
    """Send once the change is safe; a mail server that is away spoils nothing."""

    def send() -> None:  # not a partial: Django logs the failure of a robust callback by its qualified name
        with override(person.language):
            context = {"label": label, "reason": label.reason_in(person.language), "base_url": settings.BASE_URL}
            text = render_to_string(f"labels/letters/{kind}.txt", context)
        subject, _, body = text.strip().partition("\n")
        send_mail(" ".join(subject.split()), body.strip() + "\n", None, [person.email])

    transaction.on_commit(send, robust=True)
