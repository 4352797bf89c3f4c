"""States of links in the example world: its addresses are nobody's, so nothing ever asks them.

What was seen there is told as if somebody had looked: one page is gone, one domain was taken over.
"""

import datetime

from django.utils import timezone

from plon.fetching.refusals import Why
from plon.linkwatch.asking import Look
from plon.linkwatch.judging import Reading
from plon.linkwatch.models import LinkState
from plon.linkwatch.noting import note_look
from plon.linkwatch.taking_up import Place, watch_places
from plon.results.enums import ResultState
from plon.results.models import ResultLink

_FAR = datetime.timedelta(days=36_500)
_DAY = datetime.timedelta(days=1)
# What a page of a river project says, and what stood there after the domain had been sold.
_GOOD_TEXT = (
    "Żywa rzeka: materiały dla szkół nad rzekami. Scenariusze lekcji w terenie, karty pracy, nagrania, mapy i wyniki "
    "badań jakości wody z dwunastu odcinków. Uczniowie mierzą temperaturę, przejrzystość i tlen, liczą bezkręgowce, "
    "opisują brzegi i porównują swoje wyniki ze szkołami partnerskimi. Nauczyciele biologii, geografii i chemii znajdą "
    "tu instrukcje, tabele, listę potrzebnych przyrządów i rady, jak bezpiecznie pracować nad wodą."
)
_TAKEN_OVER = (
    "Best online casino bonus 2026. Play slots, roulette, blackjack and live poker. Casino jackpot every day, free "
    "spins without deposit, betting on football. Claim your casino bonus now and win the jackpot on new slots today."
)


def add_link_states(*, broken: str, taken_over: str) -> None:
    """Say that all links of published example results work, but those two, by their titles."""
    links = ResultLink.objects.filter(result__is_example=True, result__state=ResultState.PUBLISHED)
    rows = list(links.values_list("pk", "url", "title", "result_id", "result__project_id"))
    watch_places(Place(url, project, result, link) for link, url, _title, result, project in rows)
    titles = {url: title for _link, url, title, _result, _project in rows}
    for state in LinkState.objects.filter(uses__link__in=links).distinct():
        title = titles[state.url]
        _see(state, 30, _page(state.url, title, _GOOD_TEXT, "pl"))
        if title == broken:
            for days in (5, 4, 3):
                _see(state, days, Reading(state.url, state.url, 404, Why.NOT_FOUND))
        elif title == taken_over:
            _see(state, 2, _page(state.url, "Casino bonus 2026", _TAKEN_OVER, "en"))
        else:
            _see(state, 2, _page(state.url, title, _GOOD_TEXT, "pl"))
    LinkState.objects.filter(uses__link__in=links).update(next_check_at=timezone.now() + _FAR)


def _page(url: str, title: str, text: str, language: str) -> Reading:
    return Reading(url, url, 200, is_page=True, title=title, text=text, language=language)


def _see(state: LinkState, days_ago: int, reading: Reading) -> None:
    note_look(state, Look(reading), now=timezone.now() - days_ago * _DAY)
