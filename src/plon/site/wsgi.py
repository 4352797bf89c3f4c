"""The WSGI application, for any server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "plon.site.settings")

django_application = get_wsgi_application()

from plon.site.limiting import LimitRequests  # noqa: E402  models are there once Django is set up

application = LimitRequests(django_application)
