"""Where an act and a piece of evidence have their own page."""

from django.urls import NoReverseMatch, reverse


def act_address(project_id: str, act: str) -> str:
    return _address("activities:detail", project_id, act)


def evidence_address(project_id: str, evidence: str) -> str:
    return _address("evidence:piece", project_id, evidence)


def _address(name: str, *args: str) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
