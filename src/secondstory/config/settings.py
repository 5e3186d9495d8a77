"""Django's settings, made from the checked environment."""

from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import dj_database_url
import django_stubs_ext
from csp.constants import NONE, SELF
from django.urls import reverse

from secondstory.config.environment import environment

django_stubs_ext.monkeypatch()

ENVIRONMENT = environment()
PACKAGE = Path(__file__).resolve().parent.parent

DEBUG = ENVIRONMENT.debug
SECRET_KEY = ENVIRONMENT.key
KEY_PREFIX = ENVIRONMENT.key_prefix
PUBLIC_HOST = urlsplit(ENVIRONMENT.url).hostname
ALLOWED_HOSTS = [*ENVIRONMENT.allowed_hosts, *([PUBLIC_HOST] if PUBLIC_HOST else []), "localhost", "127.0.0.1", "[::1]"]
PUBLIC_URL = ENVIRONMENT.url
CSRF_TRUSTED_ORIGINS = [ENVIRONMENT.url] if ENVIRONMENT.url else []

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_cotton",
    "django_htmx",
    "csp",
    "secondstory.accounts",  # before allauth, whose pages it replaces
    "allauth",
    "allauth.account",
    "django_q",
    "secondstory.kit.live",
    "secondstory.design",
    "secondstory.connections",
    "secondstory.incidents",
    "secondstory.timeline",
    "secondstory.reports",
    "secondstory.actions",
    "secondstory.library",
    "secondstory.web",
    "secondstory.demo",
    "secondstory.config.apps.WiringConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "secondstory.accounts.middleware.set_up_middleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "secondstory.accounts.middleware.person_middleware",
]

ROOT_URLCONF = "secondstory.config.urls"
ASGI_APPLICATION = "secondstory.config.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "secondstory.web.context.shell",
            ],
        },
    },
]

# ── where a record's page is: earlier steps link to it without knowing the door ──
ABSOLUTE_URL_OVERRIDES = {
    "incidents.incident": lambda incident: reverse("web:hub", args=[incident.key]),
    "reports.report": lambda report: reverse("web:report", args=[report.incident.key]),
}

# Where the page of a record is: pages of earlier steps link to it without knowing the door that shows it.
ABSOLUTE_URL_OVERRIDES = {
    "incidents.incident": lambda incident: reverse("web:hub", args=[incident.key]),
    "reports.report": lambda report: reverse("web:report", args=[f"{KEY_PREFIX}-{report.incident_id}"]),
}

# ── data ──
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16000;"
)
if ENVIRONMENT.is_embedded:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": ENVIRONMENT.data / "second-story.sqlite3",
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_PRAGMAS},
        }
    }
else:
    _postgresql = dj_database_url.parse(ENVIRONMENT.database_url)
    _postgresql["OPTIONS"] = {**_postgresql.get("OPTIONS", {}), "pool": {"min_size": 1, "max_size": 8, "timeout": 10}}
    DATABASES = {"default": {**_postgresql}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache", "OPTIONS": {"MAX_ENTRIES": 20_000}}}
Q_CLUSTER = {
    "name": "secondstory",
    "orm": "default",
    "workers": 1,
    "timeout": 3600,
    "retry": 3660,
    "max_attempts": 3,
    "poll": 1,
    "bulk": 1,
    "catch_up": False,
    "ack_failures": True,
    "save_limit": 250,
}

# ── people and doors ──
AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator", "OPTIONS": {"user_attributes": ("name", "email")}},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "secondstory.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_FORMS = {
    "login": "secondstory.accounts.forms.sign_in.SignInForm",
    "reset_password": "secondstory.accounts.forms.sign_in.AskForResetForm",
    "reset_password_from_key": "secondstory.accounts.forms.sign_in.NewPasswordForm",
    "change_password": "secondstory.accounts.forms.sign_in.ChangePasswordForm",
}
ALLAUTH_TRUSTED_PROXY_COUNT = ENVIRONMENT.trusted_proxies
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENVIRONMENT.is_secure
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.is_secure else None
SECURE_HSTS_SECONDS = 31_536_000 if ENVIRONMENT.is_secure else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = False
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    },
}
PICTURE_BYTES = ENVIRONMENT.picture_mb * 1_000_000
PICTURE_PIXELS = ENVIRONMENT.picture_megapixels * 1_000_000
FILE_BYTES = ENVIRONMENT.file_mb * 1_000_000
FILES_AN_EVENT = ENVIRONMENT.files_an_event
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
HOOK_LARGEST = ENVIRONMENT.hook_kb * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 1000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# ── mail ──
DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENVIRONMENT.email_from
EMAIL_TIMEOUT = 10
MAIL_IS_SET_UP = bool(ENVIRONMENT.email_url)
if ENVIRONMENT.email_url:
    _mail = urlsplit(ENVIRONMENT.email_url)
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = _mail.hostname or "localhost"
    EMAIL_PORT = _mail.port or (465 if _mail.scheme == "smtps" else 25)
    EMAIL_HOST_USER = unquote(_mail.username or "")
    EMAIL_HOST_PASSWORD = unquote(_mail.password or "")
    EMAIL_USE_SSL = _mail.scheme == "smtps"
    EMAIL_USE_TLS = parse_qs(_mail.query).get("tls") == ["1"]
else:
    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

# ── pages ──
STATIC_URL = "static/"
STATIC_ROOT = ENVIRONMENT.data / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
    },
}
LANGUAGE_CODE = "en-gb"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
