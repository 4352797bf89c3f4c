from django.db import models
from django.utils.translation import gettext_lazy as _


class ArticleKind(models.TextChoices):
    """What an article is to its readers."""

    NEWS = "news", _("News")
    REPORT = "report", _("Report of a training or meeting")
