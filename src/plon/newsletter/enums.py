from django.db import models
from django.utils.translation import pgettext_lazy


class DeliveryState(models.TextChoices):
    """What became of one letter to one address.

    `GOING` stands while the mail server has the letter in its hands: whoever dies then leaves a letter of which nobody
    knows whether it went. It becomes `UNSURE` and is never sent again.
    """

    WAITING = "waiting", pgettext_lazy("letter", "waiting")
    GOING = "going", pgettext_lazy("letter", "on its way")
    LATER = "later", pgettext_lazy("letter", "tried again later")
    SENT = "sent", pgettext_lazy("letter", "taken by the mail server")
    NO_MAILBOX = "no_mailbox", pgettext_lazy("letter", "refused: no such mailbox")
    REFUSED = "refused", pgettext_lazy("letter", "refused because of the letter")
    GIVEN_UP = "given_up", pgettext_lazy("letter", "given up after several tries")
    UNSURE = "unsure", pgettext_lazy("letter", "unsure: interrupted while it went")
    LEFT = "left", pgettext_lazy("letter", "not sent: unsubscribed or stopped before")


# What will still be tried.
OWED = (DeliveryState.WAITING, DeliveryState.LATER)
