"""Who may take back what was measured or said: editors everything, contributors their own."""

from django.contrib.auth.models import AnonymousUser

from plon.accounts.models import User
from plon.evaluation.models import Measurement, Statement
from plon.projects.rules import CONTRIBUTE, EDIT


def may_take_back(user: User | AnonymousUser, told: Measurement | Statement) -> bool:
    if user.has_perm(EDIT, told.project):
        return True
    is_own = told.entered_by_id is not None and told.entered_by_id == user.pk
    return is_own and user.has_perm(CONTRIBUTE, told.project)
