import pytest
from django.conf import settings
from django.test import override_settings

from secondstory.kit.sealed import CannotUnseal, seal, unseal

ANOTHER_KEY = "another key of the product, long enough"


def test_a_sealed_text_opens_again_and_does_not_show_itself() -> None:
    sealed = seal("hush, päst")
    assert "hush" not in sealed
    assert unseal(sealed) == "hush, päst"
    assert (seal(""), unseal("")) == ("", "")


def test_another_secret_key_opens_nothing_unless_the_former_one_is_named() -> None:
    sealed = seal("hush")
    with override_settings(SECRET_KEY=ANOTHER_KEY), pytest.raises(CannotUnseal):
        unseal(sealed)
    with override_settings(SECRET_KEY=ANOTHER_KEY, SECRET_KEY_FALLBACKS=[settings.SECRET_KEY]):
        assert unseal(sealed) == "hush"


@pytest.mark.parametrize("damaged", ["x", "gAAAA", "päst"])
def test_damage_is_told_in_words(damaged: str) -> None:
    with pytest.raises(CannotUnseal, match="Enter it again"):
        unseal(damaged)
