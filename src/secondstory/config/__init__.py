"""How the parts are put together: the environment, Django's settings, addresses and the ASGI application."""
