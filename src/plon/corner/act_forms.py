"""The form of an act as a partner corrects it: the team's form without what is not theirs to say."""

from typing import Any

from django.db.models import Q

from plon.activities.forms import ActForm
from plon.organisations.models import Organisation
from plon.plans.models import PlannedActivity


class OwnActForm(ActForm):
    """An act of one's own partner, kept to that partner's lines of the plan."""

    # Who did it is settled; what it cost goes into the team's books, not into a page whose address is its only lock.
    NOT_HERE = ("responsible", "cost")

    def __init__(self, *args: Any, partner: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.NOT_HERE:
            del self.fields[name]
        theirs = Q(responsible=partner) | Q(pk=self.activity.planned_id if self.activity else None)
        self.choose_from("planned", PlannedActivity.objects.filter(theirs, project=self.project))
