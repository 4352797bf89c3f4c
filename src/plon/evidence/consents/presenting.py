"""What pages say of consents."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from plon.evidence.consents.validity import ConsentState, state_of
from plon.evidence.enums import ConsentScope
from plon.evidence.models import Consent

TONES = {
    ConsentState.VALID: "good",
    ConsentState.SOON: "wait",
    ConsentState.EXPIRED: "bad",
    ConsentState.WITHDRAWN: "bad",
    ConsentState.ERASED: "",
}
PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Row:
    """A consent as it stands in the register."""

    consent: Consent
    name: str
    state: str
    state_name: str
    tone: str
    scopes: str
    has_form: bool


def scope_names(scopes: Iterable[str]) -> str:
    """Return the places of a consent in words."""
    short = {scope.value: str(scope.label).partition(":")[0].partition(",")[0] for scope in ConsentScope}
    return ", ".join(short.get(scope, scope) for scope in scopes)


def row_of(consent: Consent, today: datetime.date) -> Row:
    state = state_of(consent, today)
    has_form = consent.proof_id is not None
    # Of an erased consent only its number is left.
    name = consent.public_id if state == ConsentState.ERASED else consent.name
    return Row(consent, name, state, str(state.label), TONES[state], scope_names(consent.scopes), has_form)


def rows_of(consents: Sequence[Consent], today: datetime.date) -> list[Row]:
    return [row_of(consent, today) for consent in consents]


def facts_of(consent: Consent, today: datetime.date) -> dict[str, object]:
    """Return what the page of one consent says beside its fields."""
    row = row_of(consent, today)
    return {
        "row": row,
        "is_open": row.state in {ConsentState.VALID, ConsentState.SOON, ConsentState.EXPIRED},
        "scope_labels": [ConsentScope(scope).label for scope in consent.scopes if scope in ConsentScope.values],
    }


def page_of(consents: list[Consent], number: str) -> Page[Consent]:
    return Paginator(consents, PER_PAGE).get_page(number[:9])
