"""The coach: what an assessor would miss in a plan. It never blocks and never writes for the team."""

from plon.plans.checks.assessing import Checklist, what_an_assessor_looks_for
from plon.plans.checks.checking import check_plan
from plon.plans.checks.remarks import Remark

__all__ = ["Checklist", "Remark", "check_plan", "what_an_assessor_looks_for"]
