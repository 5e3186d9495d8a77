"""The product's settings on data of their own, with a password hash that costs nothing."""

import os
import tempfile

os.environ["SECONDSTORY_DATA"] = tempfile.mkdtemp(prefix="second-story-tests-")
os.environ.setdefault("SECONDSTORY_SECRET_KEY", "only-for-tests-" + "x" * 32)

from secondstory.config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
