"""What a served process does before its first request, so that none of them waits for it."""

import gc
from pathlib import Path

from django.apps import apps
from django.template.loader import get_template
from django.urls import get_resolver

from secondstory.language.actions import judge_action
from secondstory.language.linter import built_in_linter
from secondstory.timeline.sources import event_sources


def warm() -> None:
    """Load every page's code, compile every template, read event sources and the rules of the linter, then set aside what stands.

    What is set aside is never looked through for garbage again. Otherwise a full collection stops one request in a hundred or so for as
    long as three others take together.
    """
    _ = get_resolver().url_patterns
    for app in apps.get_app_configs():
        if app.name.startswith("secondstory."):
            folder = Path(app.path) / "templates"
            for file in folder.rglob("*.html"):
                get_template(file.relative_to(folder).as_posix())
    event_sources()
    built_in_linter()
    judge_action("Read the words by which action items are judged.")
    gc.collect()
    gc.freeze()
