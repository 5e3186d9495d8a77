import pytest
from pytest_django import SettingsWrapper

from secondstory.kit.sealed import CannotUnseal, seal, unseal


def test_a_sealed_text_opens_again_and_does_not_show_itself() -> None:
    sealed = seal("hush, päst")
    assert "hush" not in sealed
    assert unseal(sealed) == "hush, päst"
    assert (seal(""), unseal("")) == ("", "")


def test_another_secret_key_opens_nothing_unless_the_former_one_is_named(settings: SettingsWrapper) -> None:
    former = settings.SECRET_KEY
    sealed = seal("hush")
    settings.SECRET_KEY = "another key of the product, long enough"
    with pytest.raises(CannotUnseal):
        unseal(sealed)
    settings.SECRET_KEY_FALLBACKS = [former]
    assert unseal(sealed) == "hush"


@pytest.mark.parametrize("damaged", ["x", "gAAAA", "päst"])
def test_damage_is_told_in_words(damaged: str) -> None:
    with pytest.raises(CannotUnseal, match="Enter it again"):
        unseal(damaged)
