"""Public links of published results, and whether they still lead somewhere."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from plon.linkwatch.enums import LinkHealth


class LinkState(models.Model):
    """One address, however many results link it. It is broken only after failures on several days.

    `failures` counts days, not tries: a server that is down for an evening has failed once.
    """

    url = models.CharField(_("address"), max_length=1000)
    # Addresses are too long to be unique themselves.
    url_hash = models.CharField(max_length=64, unique=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=LinkHealth.choices, default=LinkHealth.UNKNOWN)
    status = models.PositiveSmallIntegerField(_("answer of the server"), default=0)
    # A code of `plon.fetching.refusals.Why`, or "robots" where the site asks programs to stay away; "" for none.
    why = models.CharField(max_length=20, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    failed_on = models.DateField(null=True, blank=True)
    broken_since = models.DateTimeField(null=True, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    next_check_at = models.DateTimeField(db_index=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("state of a link")
        verbose_name_plural = _("states of links")
        ordering = ["next_check_at", "id"]

    def __str__(self) -> str:
        return self.url
