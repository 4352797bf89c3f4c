from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReviewConfig(AppConfig):
    name = "plon.review"
    verbose_name = _("Review")

    def ready(self) -> None:
        from plon.review.registering import register_review  # rooms register when all are loaded

        register_review()
