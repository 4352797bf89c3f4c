from django.db import models
from django.utils.translation import gettext_lazy as _


class Weight(models.TextChoices):
    """What comes of a finding if nobody mends it."""

    REFUSED = "refused", _("the platform would refuse it")
    SENT_BACK = "sent_back", _("an officer would send it back")
    LOOK = "look", _("look at it once")


TONES = {Weight.REFUSED: "bad", Weight.SENT_BACK: "wait", Weight.LOOK: ""}
