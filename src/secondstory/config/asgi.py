"""The ASGI application that the server runs."""

import os
from typing import cast

from django.core.asgi import get_asgi_application

from secondstory.config.warming import warm

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "secondstory.config.settings")
requests = get_asgi_application()

from secondstory.kit.live.asgi import Application, with_live_rooms  # noqa: E402 - needs the tables, which stand from here on
from secondstory.timeline.receiver import with_hooks  # noqa: E402

application = with_hooks(with_live_rooms(cast("Application", requests)))
warm()
