"""The settings of the tests: the same house with a throw-away data folder and quick passwords."""

import os
import tempfile
from pathlib import Path

os.environ["PLON_DATA"] = tempfile.mkdtemp(prefix="plon-test-")
os.environ["PLON_DATABASE_URL"] = os.environ.get("PLON_TEST_POSTGRES_URL", "")
for name in ("PLON_SECRET_KEY", "PLON_BASE_URL", "PLON_DEBUG", "PLON_DEMONSTRATION", "PLON_EMAIL_URL"):
    os.environ.pop(name, None)

from plon.site.settings import *  # noqa: E402, F403  the environment must be set first
from plon.site.settings import STORAGES as _STORAGES  # noqa: E402  as above

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {**_STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "QUEUES": ["default"]}}
SEARCH_DICTIONARIES = Path(tempfile.gettempdir()) / "plon-test-dictionaries"
COUNTING_SECONDS = KEPT_PAGES_SECONDS = 0.0
REQUESTS_PER_MINUTE = ROBOT_REQUESTS_PER_MINUTE = 0
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
