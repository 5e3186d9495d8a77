import gc

from django.template import engines

from secondstory.config.warming import warm


def test_a_warm_process_has_every_template_and_sets_aside_what_stands() -> None:
    try:
        warm()
        assert gc.get_freeze_count() > 10_000
    finally:
        gc.unfreeze()
    loader = engines["django"].engine.template_loaders[0]
    compiled = {str(key) for key in getattr(loader, "get_template_cache", {})}
    assert not compiled or "web/hub.html" in compiled
