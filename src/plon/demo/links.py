"""States of links in the example world: its addresses are nobody's, so nothing ever asks them."""

import datetime

from django.utils import timezone

from plon.fetching.refusals import Why
from plon.linkwatch.asking import Finding
from plon.linkwatch.models import LinkState
from plon.linkwatch.watching import hash_of, note_finding
from plon.results.enums import ResultState
from plon.results.models import ResultLink

_FAR = datetime.timedelta(days=36_500)


def add_link_states(broken: str) -> None:
    """Say that all links of published example results work, but the one with the title `broken`."""
    now = timezone.now()
    links = ResultLink.objects.filter(result__is_example=True, result__state=ResultState.PUBLISHED)
    for url, title in dict(links.values_list("url", "title")).items():
        state = LinkState(url=url, url_hash=hash_of(url), next_check_at=now)
        gone = Finding(is_there=False, status=404, why=Why.NOT_FOUND)
        findings = [gone] * 3 if title == broken else [Finding(is_there=True, status=200)]
        for place, finding in enumerate(findings):
            note_finding(state, finding, now=now - datetime.timedelta(days=len(findings) - 1 - place))
        LinkState.objects.filter(pk=state.pk).update(next_check_at=now + _FAR)
