"""What is sent while nobody waits."""

from django_tasks import task

from plon.newsletter.letters.asked import send_asked_letter
from plon.newsletter.sending.sender import run_sending


@task()
def send_asked(public_id: str) -> None:
    """Send somebody the link that confirms what they asked for."""
    send_asked_letter(public_id)


@task()
def send_issue(key: int) -> None:
    """Go on with a sending."""
    run_sending(key)
