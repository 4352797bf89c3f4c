"""Django's settings, made from the operator's `Configuration`. The reference page is docs/settings.md."""

from typing import Any

from csp.constants import NONE, SELF

from plon.site.configuration import Configuration
from plon.site.databases import database_from
from plon.site.mail import mail_settings_from
from plon.site.storage import storages_from

CONFIGURATION = Configuration()

DATA = CONFIGURATION.data.resolve()
DATA.mkdir(parents=True, exist_ok=True)
BASE_URL = CONFIGURATION.base_url.rstrip("/")
DEMONSTRATION = CONFIGURATION.demonstration
DEBUG = CONFIGURATION.debug
SECRET_KEY = CONFIGURATION.secret()
ALLOWED_HOSTS = CONFIGURATION.allowed_hosts()
CSRF_TRUSTED_ORIGINS = [BASE_URL]

INSTALLED_APPS = [
    "plon.site",
    "plon.demo",
    "plon.office",
    "plon.programmefigures",
    "plon.collections",
    "plon.savedsearches",
    "plon.freezing",
    "plon.exchange",
    "plon.portal",
    "plon.catalogue",
    "plon.deposits",
    "plon.resultsplatform",
    "plon.newsletter",
    "plon.packages",
    "plon.labels",
    "plon.review",
    "plon.verification",
    "plon.reports",
    "plon.findings",
    "plon.evaluation",
    "plon.events",
    "plon.outcomes",
    "plon.surveyresults",
    "plon.responses",
    "plon.surveys",
    "plon.sustainability",
    "plon.keptcopies",
    "plon.linkwatch",
    "plon.fixity",
    "plon.keepers",
    "plon.toolkit",
    "plon.uptake",
    "plon.filetexts",
    "plon.reach",
    "plon.visibility",
    "plon.shortlinks",
    "plon.corner",
    "plon.attendance",
    "plon.activities",
    "plon.evidence",
    "plon.plans",
    "plon.results",
    "plon.projects",
    "plon.organisations",
    "plon.contact",
    "plon.accounts",
    "plon.agency",
    "plon.search",
    "plon.history",
    "plon.files",
    "plon.jobs",
    # The editors' system of the portal, which no other room knows. Documents: it can't be without; nobody may use them.
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.typed_table_block",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_cotton.apps.SimpleAppConfig",
    "django_htmx",
    "csp",
    "rules.apps.AutodiscoverRulesConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "plon.site.middleware.FindNothingAtNul",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "plon.site.middleware.AnswerFromKept",
    "plon.site.middleware.RefuseOversizedUploads",
    "plon.site.middleware.NeverShareWhatIsPersonal",
    "plon.site.middleware.SendSharedOnlyOnce",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "plon.site.middleware.UserPreferences",
    "plon.accounts.middleware.RequireSecondFactor",
]

ROOT_URLCONF = "plon.site.urls"
WSGI_APPLICATION = "plon.site.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": ["django_cotton.templatetags.cotton", "django.templatetags.i18n"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "plon.site.context.site",
            ],
        },
    }
]

DATABASES = {"default": database_from(CONFIGURATION.database_url, DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/workspace/"
LOGOUT_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "plon.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_SIGNUP_FORM_CLASS = "plon.accounts.forms.SignupForm"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if CONFIGURATION.is_https else "http"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not CONFIGURATION.is_https
MFA_TOTP_ISSUER = "Plon"

LANGUAGE_CODE = "pl"
LANGUAGES = [("pl", "Polski"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Warsaw"
LANGUAGE_COOKIE_SAMESITE = "Lax"
FORMAT_MODULE_PATH = "plon.site.formats"

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES: dict[str, dict[str, Any]] = {
    **storages_from(CONFIGURATION.storage_url.get_secret_value(), DATA),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = DEBUG
MAX_UPLOAD_BYTES = CONFIGURATION.max_upload_mb * 1024 * 1024
MAX_EVIDENCE_BYTES = CONFIGURATION.max_evidence_mb * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
FILE_UPLOAD_TEMP_DIR = DATA / "incoming"
FILE_UPLOAD_TEMP_DIR.mkdir(exist_ok=True)
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
SEARCH_INDEX = DATA / "index"
# How long counts of readers wait in memory before they are written together; 0: until asked.
COUNTING_SECONDS = 5.0
# How old a page that everybody opens may be in a process that did not make the change; 0: always made anew.
KEPT_PAGES_SECONDS = 5.0
REQUESTS_PER_MINUTE = CONFIGURATION.requests_per_minute
ROBOT_REQUESTS_PER_MINUTE = CONFIGURATION.robot_requests_per_minute
# Repositories of the operator, offered for deposits.
DEPOSIT_SERVERS: dict[str, str] = CONFIGURATION.deposit_targets()

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

DEFAULT_FROM_EMAIL = CONFIGURATION.email_from
SERVER_EMAIL = CONFIGURATION.email_from
globals().update(mail_settings_from(CONFIGURATION.email_url))

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = CONFIGURATION.has_secure_cookies()
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if CONFIGURATION.is_https else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if CONFIGURATION.is_https else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "media-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}

WAGTAIL_SITE_NAME = "Plon"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
# Accounts are Plon's: editors change password, e-mail and language there.
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_ENABLE_UPDATE_CHECK = WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
# Milliseconds after the last key.
WAGTAIL_AUTOSAVE_INTERVAL = 2000
WAGTAIL_GRAVATAR_PROVIDER_URL = None
# Letters on articles are Plon's own (plon.portal.cms.letters).
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAILIMAGES_IMAGE_MODEL = "portal.Picture"
WAGTAILIMAGES_IMAGE_FORM_BASE = "plon.portal.cms.pictures.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 60_000_000
WAGTAILIMAGES_RENDITION_STORAGE = "public"
# Few articles: looking for words in them needs no index of its own, and is the same on both databases.
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "modelsearch.backends.database.fallback"}}
TAGGIT_CASE_INSENSITIVE = True

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "plon.site.logs.LineWithoutSecrets",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO" if DEBUG else "WARNING"},
    "loggers": {"django": {"level": "WARNING"}, "plon": {"level": "INFO"}},
}
