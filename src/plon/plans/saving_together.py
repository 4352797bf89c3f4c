"""Save a form that somebody else may have saved meanwhile: theirs and mine are brought together (see `meanwhile`)."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from plon.errors import DomainError
from plon.plans.meanwhile import SEEN, Choice, bring_together, saved_as_sent, with_choices
from plon.plans.refusals import ChangedMeanwhile
from plon.projects.refusing import show_refusal


@dataclass
class Saving:
    """How saving a form went: the form to show again, what was saved, what somebody else saved meanwhile."""

    form: Any
    is_saved: bool = False
    saved: Any = None
    theirs: tuple[Choice, ...] = ()
    told: str = ""


def save_together(
    request: HttpRequest, bind: Callable[[QueryDict | None], Any], version: int, write: Callable[[Any], Any]
) -> Saving:
    """Save a form; where another person saved other fields meanwhile, save on top of theirs."""
    if request.method != "POST":
        return Saving(bind(None))
    saving = Saving(bind(with_choices(request.POST, bind(None))), told=_("Saved."))
    for _attempt in range(2):
        if not saving.form.is_valid():
            break
        try:
            with transaction.atomic():
                saving.saved = write(saving.form)
            saving.is_saved = True
            break
        except ChangedMeanwhile as refusal:
            mixed, theirs = bring_together(saving.form, version)
            saving.form, saving.theirs = bind(mixed), tuple(theirs)
            saving.told = _("Saved. What somebody else changed meanwhile is kept too.")
            if theirs:
                show_refusal(saving.form, refusal)
                break
        except (DomainError, ValidationError) as refusal:
            show_refusal(saving.form, refusal)
            break
    return saving


def seen_by(form: forms.Form) -> str:
    """Return what a form remembers of what it showed first (see `meanwhile`)."""
    return form.data[SEEN] if SEEN in form.data else json.dumps(saved_as_sent(form))
