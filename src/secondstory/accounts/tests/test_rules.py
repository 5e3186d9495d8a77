import pytest

from secondstory.accounts.rules import Ability, Role, digest, may, name_key, new_token, reason_not_to_merge, reason_not_to_weaken


@pytest.mark.parametrize("ability", list(Ability))
def test_an_administrator_may_do_everything(ability: Ability) -> None:
    assert may(Role.ADMINISTRATOR, ability)


@pytest.mark.parametrize("ability", list(Ability))
def test_a_viewer_may_change_nothing(ability: Ability) -> None:
    assert not may(Role.VIEWER, ability)


def test_a_facilitator_publishes_and_imports_but_does_not_look_after_people() -> None:
    assert may(Role.FACILITATOR, Ability.PUBLISH)
    assert may(Role.FACILITATOR, Ability.IMPORT)
    assert not may(Role.FACILITATOR, Ability.ADMINISTER)


def test_an_unknown_role_may_nothing() -> None:
    assert not may("owner", Ability.WRITE)


def test_case_and_spacing_of_a_name_do_not_matter() -> None:
    assert name_key("  Ana  LIMA ") == name_key("Ana Lima")


def test_a_token_carries_256_random_bits_behind_its_prefix() -> None:
    tokens = {new_token() for _ in range(20)}
    assert len(tokens) == 20
    assert all(token.startswith("sst_") and len(token) >= 4 + 43 for token in tokens)


def test_a_digest_does_not_contain_the_secret() -> None:
    assert digest("sst_secret") == digest("sst_secret")
    assert "secret" not in digest("sst_secret")
    assert len(digest("x")) == 64


def test_the_last_administrator_cannot_be_weakened() -> None:
    assert reason_not_to_weaken(is_administrator=True, other_administrators=0)
    assert reason_not_to_weaken(is_administrator=True, other_administrators=1) is None
    assert reason_not_to_weaken(is_administrator=False, other_administrators=0) is None


def merge_reason(**facts: bool) -> str | None:
    standard = {"is_same": False, "merged_is_signed_in": False, "kept_has_account": True, "merged_has_account": False}
    return reason_not_to_merge(**{**standard, **facts})


def test_a_name_merges_into_an_account() -> None:
    assert merge_reason() is None


def test_an_account_does_not_merge_into_a_mere_name() -> None:
    assert "other way round" in (merge_reason(kept_has_account=False, merged_has_account=True) or "")


def test_nobody_merges_themselves_away() -> None:
    assert merge_reason(merged_is_signed_in=True)
    assert merge_reason(is_same=True)
