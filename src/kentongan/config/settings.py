"""The one settings file. Everything that differs between installations is an environment variable.

* A missing secret stops the program at once, with the name of what is missing.
* `KENTONGAN_ENV` names the file of `NAME=value` lines that `kentongan init` wrote (default `var/kentongan.env`).
* The pepper and the roots of trust never stand in the database: a thief of the database has neither.
"""

import base64
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()
_ENV_FILE = Path(env.str("KENTONGAN_ENV", default="var/kentongan.env"))
if _ENV_FILE.is_file():
    env.read_env(str(_ENV_FILE))


def _secret(name: str) -> str:
    value: str = env.str(name, default="")
    if not value:
        message = f"{name} is not set. Run `kentongan init` once, or set it in the environment."
        raise ImproperlyConfigured(message)
    return value


DATA_DIR = Path(env.str("KENTONGAN_DATA_DIR", default="var")).resolve()
FACE: str = env.str("KENTONGAN_FACE", default="both")  # portal | desk | both: which pages this process serves
if FACE not in {"portal", "desk", "both"}:
    raise ImproperlyConfigured("KENTONGAN_FACE must be portal, desk or both.")
HTTPS: bool = env.bool("KENTONGAN_HTTPS", default=True)

SECRET_KEY = _secret("KENTONGAN_SECRET_KEY")
DEBUG = False
ALLOWED_HOSTS: list[str] = env.list("KENTONGAN_HOSTS", default=["localhost", "127.0.0.1"])

KENTONGAN: dict[str, Any] = {
    # The name of this installation stands in every seal, so that no row can be moved to another one.
    "INSTALLATION": _secret("KENTONGAN_INSTALLATION"),
    "PEPPER": base64.b64decode(_secret("KENTONGAN_PEPPER"), validate=True),
    "DATA_DIR": DATA_DIR,
    "BLOBS_DIR": DATA_DIR / "blobs",  # sealed files
    "SHREDS_DIR": DATA_DIR / "shreds",  # shred shares: backed up apart, with a short cycle
    "ROOTS_DIR": DATA_DIR / "roots",  # public keys at which the officers' chains end
    "HEADS_DIR": DATA_DIR / "heads",  # journal heads as they were sent out
    "FACE": FACE,
    "DESK_URL": env.str("KENTONGAN_DESK_URL", default="http://localhost:8001/meja/"),
    "PORTAL_URL": env.str("KENTONGAN_PORTAL_URL", default="http://localhost:8000/"),
    # Argon2id: memory in KiB, passes, lanes (RFC 9106). Tests lower it; production must not.
    "ARGON2": (
        env.int("KENTONGAN_ARGON2_MEMORY", default=65536),
        env.int("KENTONGAN_ARGON2_PASSES", default=3),
        env.int("KENTONGAN_ARGON2_LANES", default=1),
    ),
    "MAIL_FROM": env.str("KENTONGAN_MAIL_FROM", default="meja@localhost"),
}

INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "kentongan.journal",
    "kentongan.agencies",
    "kentongan.notices",
    "kentongan.board",
    "kentongan.officers",
    "kentongan.papers",
    "kentongan.reports",
    "kentongan.cases",
    "kentongan.web",
    "kentongan.portal",
    "kentongan.desk",
]

MIDDLEWARE = [
    "kentongan.web.middleware.headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "kentongan.web.middleware.language",
    "kentongan.web.middleware.plain_addresses",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
]

ROOT_URLCONF = "kentongan.config.urls"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["kentongan.web.context.page"]},
    }
]

# SQLite: IMMEDIATE takes the write lock at the start, so that two acts queue instead of failing at commit;
# FULL survives a power cut; secure_delete overwrites what is deleted.
_SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
}
DATABASES = {
    "default": env.db_url("KENTONGAN_DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'kentongan.sqlite3'}")
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = _SQLITE
else:
    # PostgreSQL writes statements that failed into its log. Bound on the server, their values are no part of them.
    DATABASES["default"]["OPTIONS"] = {"server_side_binding": True}
DATABASES["default"]["CONN_MAX_AGE"] = 60
DATABASES["default"]["ATOMIC_REQUESTS"] = False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Sessions: the table holds a hash of the cookie and a payload sealed under the cookie.
SESSION_ENGINE = "kentongan.web.sessions"
# Each face has cookies of its own: two ports of one machine share a cookie jar.
SESSION_COOKIE_NAME = f"__Host-{FACE}"
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_AGE = 30 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_NAME = f"__Host-csrf-{FACE}"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_AGE = None  # ends with the browser
CSRF_FAILURE_VIEW = "kentongan.web.errors.csrf_failure"

# The handler stands in settings because the CSRF check parses the body before any view runs;
# Django's own would write what is over 2.5 MB to a clear temporary file.
FILE_UPLOAD_HANDLERS = ["kentongan.web.uploads.SealingUploadHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 20

USE_TZ = True
TIME_ZONE = "UTC"  # stored and computed in UTC; each agency's zone is used for display
USE_I18N = True
LANGUAGE_CODE = "id"  # the msgids are Indonesian; English is the translation
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [Path(__file__).resolve().parents[1] / "web" / "locale"]

# Collected and compressed when serving starts; styles hold no secret, so they may be compressed and cached.
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
WHITENOISE_ALLOW_ALL_ORIGINS = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# With a mail folder, mails are written there instead of sent (the demo).
EMAIL_FILE_PATH = env.str("KENTONGAN_MAIL_DIR", default="") or None
_MAILER = "filebased" if EMAIL_FILE_PATH else "smtp"
EMAIL_BACKEND = f"django.core.mail.backends.{_MAILER}.EmailBackend"
EMAIL_HOST = env.str("KENTONGAN_SMTP_HOST", default="localhost")
EMAIL_PORT = env.int("KENTONGAN_SMTP_PORT", default=25)
EMAIL_HOST_USER = env.str("KENTONGAN_SMTP_USER", default="")
EMAIL_HOST_PASSWORD = env.str("KENTONGAN_SMTP_PASSWORD", default="")
EMAIL_USE_TLS = env.bool("KENTONGAN_SMTP_TLS", default=False)
EMAIL_TIMEOUT = 20

# No address, no path, no POST data: Django's request loggers name the path and mail errors with the data.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": env.str("KENTONGAN_LOG_LEVEL", default="INFO")},
    "loggers": {
        "django": {"level": "INFO", "handlers": [], "propagate": True},
        "django.template": {
            "level": "INFO",
            "handlers": [],
            "propagate": False,
        },  # at DEBUG it writes tracebacks
        # These two write paths, queries and request bodies; what we need to know is written by web.errors.
        "django.request": {"level": "CRITICAL", "handlers": [], "propagate": False},
        "django.security": {"level": "CRITICAL", "handlers": [], "propagate": False},
        "django.db.backends": {"level": "CRITICAL", "handlers": [], "propagate": False},
    },
}
SILENCED_SYSTEM_CHECKS: list[str] = []
