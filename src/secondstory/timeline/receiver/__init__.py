"""The door for webhooks: a bare ASGI application in front of Django.

A vendor waits a few seconds at most, and during an incident many arrive at once. So nothing of a page's middleware runs here: a request is
checked against what is known of its connection, stored as it came together with those that arrived in the same moment, and answered. What
it says is read later, by a job.
"""

from secondstory.timeline.receiver.application import Receiver, with_hooks

__all__ = ["Receiver", "with_hooks"]
