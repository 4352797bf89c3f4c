"""Letters about consents and keeping. They count and link; they carry no name of anybody who is shown."""

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override

from plon.accounts.models import User
from plon.projects.models import Project
from plon.projects.queries import coordinators_of


def tell_coordinators(kind: str, project: Project, **context: object) -> None:
    """Send the letter `kind` to the coordinators of a project once the change it tells of is safe."""
    for membership in coordinators_of(project):
        if membership.person.is_active:
            _send_on_commit(kind, membership.person, {**context, "project": project})


def _send_on_commit(kind: str, person: User, context: dict[str, object]) -> None:
    def send() -> None:  # not a partial: Django logs the failure of a robust callback by its qualified name
        with override(person.language), timezone.override(person.time_zone):
            text = render_to_string(f"evidence/letters/{kind}.txt", {**context, "base_url": settings.BASE_URL})
        subject, _separator, body = text.strip().partition("\n")
        send_mail(subject.strip(), body.strip() + "\n", None, [person.email])

    transaction.on_commit(send, robust=True)
