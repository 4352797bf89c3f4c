"""What is done for frozen sites while nobody waits."""

import logging

from django_tasks import task

from plon.freezing.actions import fail_frozen_site
from plon.freezing.packing import run_frozen_site

log = logging.getLogger("plon.freezing")


@task()
def make_frozen_site(key: int) -> None:
    """Make a frozen site that is waiting."""
    try:
        run_frozen_site(key)
    except Exception:
        log.exception("the frozen site %s failed", key)
        fail_frozen_site(key)
