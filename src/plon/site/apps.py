from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SiteConfig(AppConfig):
    name = "plon.site"
    verbose_name = _("Site")

    def ready(self) -> None:
        from plon.catalogue.sitemap import register_listed
        from plon.portal.news.queries import public_articles  # models are loaded by now
        from plon.site import deployment  # noqa: F401  registers its check

        # The catalogue and the portal stand side by side and don't know each other.
        register_listed("news", public_articles, is_of_one_language=True)
