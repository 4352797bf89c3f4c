from django.db import models
from django.utils.translation import gettext_lazy as _


class RightToKeep(models.TextChoices):
    """By what right a team keeps somebody's page or file and shows it (domain.md: licences; Directive 2001/29/EC)."""

    OWN = "own", _("It is our own page or file: the project or a partner made it and holds the rights")
    LICENCE = "licence", _("Its licence allows everybody to copy it and to show it, e.g. CC BY 4.0")
    PERMISSION = "permission", _("Whoever holds the rights has permitted us to")


class Trouble(models.TextChoices):
    """Why a copy was not kept; the sentences are in `plon.keptcopies.words`."""

    # The server.
    NOT_THERE = "not_there"
    REFUSES = "refuses"
    FAILS = "fails"
    TOO_LARGE = "too_large"
    TOO_SLOW = "too_slow"
    UNSAFE_ADDRESS = "unsafe_address"
    ROBOTS = "robots"
    BAD_TLS = "bad_tls"
    # What came.
    ERROR_PAGE = "error_page"
    LOGIN = "login"
    EMPTY = "empty"
    ELSEWHERE = "elsewhere"
    WRONG_KIND = "wrong_kind"


class PieceKind(models.TextChoices):
    """What a piece of a copy is for; only pages and files are opened by themselves."""

    PAGE = "page", _("page")
    STYLE = "style", _("style")
    PICTURE = "picture", _("picture")
    FONT = "font", _("font")
    FILE = "file", _("file")
