from django.db import models
from django.utils.translation import gettext_lazy as _


class LinkHealth(models.TextChoices):
    """What is known of a public link, in one word."""

    LIVING = "living", _("works")
    BROKEN = "broken", _("does not work")
    UNSAFE = "unsafe", _("leads to something else now")
    UNKNOWN = "unknown", _("not yet known")


class What(models.TextChoices):
    """What a look at a link found. Each is mended in another way, so each has its own word."""

    GOOD = "good", _("works")
    MOVED = "moved", _("works, at another address")
    UNTOLD = "untold", _("we may not look")
    DEAD = "dead", _("does not open")
    FRONT_PAGE = "front_page", _("leads to the front page")
    ELSEWHERE = "elsewhere", _("leads to another site")
    SOFT_404 = "soft_404", _("the page says that it is gone")
    OTHER_SUBJECT = "other_subject", _("the page is about something else")
    OTHER_LANGUAGE = "other_language", _("the page is in another language")
    PARKED = "parked", _("the domain is for sale")
    NEW_OWNER = "new_owner", _("the domain seems to have another owner")
    GAMBLING = "gambling", _("leads to gambling")
    ADULT = "adult", _("leads to a page for adults")


# What each means for a visitor; `other_language` is for the team to look at, and harms nobody.
HEALTH_OF: dict[str, LinkHealth] = {
    What.GOOD: LinkHealth.LIVING,
    What.MOVED: LinkHealth.LIVING,
    What.OTHER_LANGUAGE: LinkHealth.LIVING,
    What.UNTOLD: LinkHealth.UNKNOWN,
    What.DEAD: LinkHealth.BROKEN,
    What.FRONT_PAGE: LinkHealth.BROKEN,
    What.ELSEWHERE: LinkHealth.BROKEN,
    What.SOFT_404: LinkHealth.BROKEN,
    What.OTHER_SUBJECT: LinkHealth.BROKEN,
    What.PARKED: LinkHealth.UNSAFE,
    What.NEW_OWNER: LinkHealth.UNSAFE,
    What.GAMBLING: LinkHealth.UNSAFE,
    What.ADULT: LinkHealth.UNSAFE,
}
# What the team should do something about.
TROUBLES = frozenset(HEALTH_OF) - {What.GOOD, What.MOVED, What.UNTOLD}
# There was a page to look at, so the team may say that it is the right one.
OF_CONTENT = TROUBLES - {What.DEAD}
