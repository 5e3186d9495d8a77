import gc

from secondstory.config.warming import warm


def test_a_warm_process_reads_every_template_and_sets_aside_what_stands() -> None:
    try:
        warm()
        assert gc.get_freeze_count() > 10_000
    finally:
        gc.unfreeze()
