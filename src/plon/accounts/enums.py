from django.db import models
from django.utils.translation import gettext_lazy as _


class PlatformRole(models.TextChoices):
    """What a person is to the whole of Plon, beside the roles in single projects (design.md §2)."""

    MEMBER = "member", _("Member")
    OFFICER = "officer", _("Officer of the agency")
    ADMINISTRATOR = "administrator", _("Administrator")
