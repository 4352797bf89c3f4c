"""What a consent is worth on a given day (domain.md §5.5)."""

import datetime

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from plon.evidence.enums import ConsentScope
from plon.evidence.models import Consent

# How long before its end a consent is called "expires soon" and the coordinators are warned.
SOON = datetime.timedelta(days=30)


class ConsentState(models.TextChoices):
    VALID = "valid", _("valid")
    SOON = "soon", _("expires soon")
    EXPIRED = "expired", _("expired")
    WITHDRAWN = "withdrawn", pgettext_lazy("consent", "withdrawn")
    ERASED = "erased", _("erased")


COVERING = frozenset({ConsentState.VALID, ConsentState.SOON})


def state_of(consent: Consent, today: datetime.date) -> ConsentState:
    """Return what has become of a consent by `today`; on its last day it is still valid."""
    if consent.erased_at is not None:
        return ConsentState.ERASED
    if consent.withdrawn_on is not None:
        return ConsentState.WITHDRAWN
    if consent.valid_until is None:
        return ConsentState.VALID
    if consent.valid_until < today:
        return ConsentState.EXPIRED
    return ConsentState.SOON if consent.valid_until <= today + SOON else ConsentState.VALID


def covers(consent: Consent, today: datetime.date, scope: str = ConsentScope.WEB) -> bool:
    """Tell whether a consent lets a likeness be shown on `today` in the places of `scope`."""
    is_given = consent.given_on <= today
    return is_given and scope in consent.scopes and state_of(consent, today) in COVERING


def flaw_of(consent: Consent, today: datetime.date) -> Promise | None:
    """Say why a consent does not let a photo onto public pages, as a sentence with %(who)s; None if it does."""
    state = state_of(consent, today)
    if state == ConsentState.WITHDRAWN:
        return _("%(who)s withdrew their consent. Choose another photo, or one from which they are cut out.")
    if state == ConsentState.EXPIRED:
        return _("The consent of %(who)s has expired. Ask for a new one and enter until when it holds.")
    if state == ConsentState.ERASED:
        return _("The consent of %(who)s was erased when its years of keeping were over; it covers nothing now.")
    if consent.given_on > today:
        return _("The consent of %(who)s begins later. Wait for its day, or correct the date.")
    if ConsentScope.WEB not in consent.scopes:
        return _("The consent of %(who)s does not speak of websites. Ask whether they agree to that, too.")
    return None
