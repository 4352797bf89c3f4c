"""Every night: write down what Plon counts, of every project that has something to count; compare closed rounds."""

import datetime
import logging

from plon.evaluation.actions import keep_changes, write_down_values
from plon.evaluation.models import CounterFeed, SurveyFeed
from plon.plans.enums import Feeding
from plon.plans.models import Indicator
from plon.projects.models import Project

NIGHTLY = datetime.timedelta(days=1)
# Counters change every day; one line a week tells the same and stays readable for years.
APART = datetime.timedelta(days=6, hours=12)
log = logging.getLogger("plon.evaluation")


def write_down_all() -> int:
    """Write down what changed, project by project; one that fails does not stop the others. Return how many values."""
    # Most were compared when they closed; this finds those whose round before was chosen afterwards.
    keep_changes()
    counted = Indicator.objects.filter(feeding=Feeding.ACTIVITIES).values_list("project", flat=True)
    keys = set(counted)
    for model in (SurveyFeed, CounterFeed):
        keys |= set(model.objects.values_list("project", flat=True))
    written = 0
    for key in sorted(keys):
        project = Project.objects.filter(pk=key).first()
        if project is None:
            continue
        try:
            written += len(write_down_values(project, by=None, not_within=APART))
        except Exception:
            log.exception("The values of project %s could not be written down; tried again tomorrow", key)
    return written
