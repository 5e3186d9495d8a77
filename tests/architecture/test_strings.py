"""The order of the steps also holds for what imports cannot show: foreign keys, templates and the names of addresses."""

import re
import tomllib
from pathlib import Path

from django.apps import apps

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "secondstory"
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
LAYERS = next(contract for contract in CONTRACTS if contract["id"] == "steps")["layers"]
FLOOR = {app.strip(): height for height, layer in enumerate(reversed(LAYERS)) for app in layer.split("|")}
LOADED = re.compile(r"{%\s*(?:extends|include)\s+['\"](\w+)/")
NAMED = re.compile(r"(?:{%\s*url|reverse\(|reverse_lazy\(|redirect\()\s*['\"](\w+):")


def looks_up(here: str, there: str) -> bool:
    """Say whether `here` points at an app that it should not know."""
    return here in FLOOR and there in FLOOR and there != here and FLOOR[there] >= FLOOR[here]


def test_foreign_keys_point_to_earlier_steps() -> None:
    wrong = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.is_relation
        and field.concrete
        and field.related_model
        and looks_up(model._meta.app_label, field.related_model._meta.app_label)
    ]
    assert wrong == []


def test_templates_and_names_of_addresses_point_to_earlier_steps() -> None:
    wrong = [
        f"{path.relative_to(PACKAGE)} -> {there}"
        for path in PACKAGE.rglob("*")
        if path.suffix in {".html", ".py", ".txt"} and path.relative_to(PACKAGE).parts[0] in FLOOR and "tests" not in path.parts
        for there in LOADED.findall(path.read_text()) + NAMED.findall(path.read_text())
        if looks_up(path.relative_to(PACKAGE).parts[0], there)
    ]
    assert wrong == []


def test_no_app_folder_is_empty() -> None:
    empty = [
        folder.name for folder in PACKAGE.iterdir() if folder.is_dir() and folder.name != "__pycache__" and not any(folder.rglob("*.py"))
    ]
    assert empty == []


def test_locks_name_no_registry() -> None:
    locks = [*ROOT.glob("requirements*.lock"), ROOT / "package-lock.json"]
    assert [lock.name for lock in locks if "registry" in lock.read_text() or "index-url" in lock.read_text()] == []
