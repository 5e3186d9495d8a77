"""The ASGI application that the server runs."""

import os

from django.core.asgi import get_asgi_application

from secondstory.config.warming import warm

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "secondstory.config.settings")
application = get_asgi_application()
warm()
