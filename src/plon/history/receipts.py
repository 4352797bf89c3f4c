"""A form is taken once: a double click, a reload or a resend leads to what the first one made."""

import functools
import uuid
from collections.abc import Callable
from typing import Concatenate, ParamSpec

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from plon.history.models import FormReceipt

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
FIELD = "form_token"


def take_once(view: View[P]) -> View[P]:
    """Wrap a creating view: a second POST with the same ``{% form_token %}`` gets the first one's redirect.

    The view runs in one transaction with its receipt, so of two simultaneous posts the second waits
    and then finds the receipt. A POST without a token (a script) is simply run.
    """

    @functools.wraps(view)
    def wrapped(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        token = _token(request)
        if token is None:
            return view(request, *args, **kwargs)
        with transaction.atomic():
            receipt, is_new = FormReceipt.objects.select_for_update().get_or_create(
                token=token, defaults={"actor_id": getattr(request.user, "pk", None)}
            )
            if not is_new and receipt.location and receipt.actor_id == getattr(request.user, "pk", None):
                messages.info(request, _("You had sent this form already; here is what it made."))
                return HttpResponseRedirect(receipt.location)
            response = view(request, *args, **kwargs)
            if isinstance(response, HttpResponseRedirect):
                receipt.location = response.url
                receipt.save(update_fields=["location"])
            return response

    return wrapped


def _token(request: HttpRequest) -> uuid.UUID | None:
    if request.method != "POST":
        return None
    try:
        return uuid.UUID(request.POST.get(FIELD, ""))
    except ValueError:
        return None
