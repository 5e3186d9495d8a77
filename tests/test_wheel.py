"""What a stranger gets: a wheel with the built front end that runs in an empty environment."""

import os
import re
import subprocess
import sys
import urllib.request
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

pytestmark = [pytest.mark.wheel, pytest.mark.xdist_group("journeys")]


def build(folder: Path) -> Path:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return next(folder.glob("*.whl"))


def test_a_wheel_installs_into_an_empty_environment_and_runs_the_demonstration(tmp_path: Path) -> None:
    wheel = build(tmp_path)
    names = zipfile.ZipFile(wheel).namelist()
    assert "secondstory/design/static/design/build/site.css" in names
    assert not [name for name in names if "/tests/" in name]

    venv.create(tmp_path / "empty", with_pip=True)
    python = tmp_path / "empty" / "bin" / "python"
    locked = ["--require-hashes", "-r", str(ROOT / "requirements.lock")]
    subprocess.run([python, "-m", "pip", "install", "-q", *locked], check=True, capture_output=True)
    subprocess.run([python, "-m", "pip", "install", "-q", "--no-deps", wheel], check=True, capture_output=True)
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("SECONDSTORY_", "DATABASE_URL", "DJANGO_", "PYTHON"))}
    server = subprocess.Popen(
        [tmp_path / "empty" / "bin" / "secondstory", "demo", "--data", str(tmp_path / "data"), "--port", "0"],
        stdout=subprocess.PIPE,
        text=True,
        env={**environment, "PYTHONUNBUFFERED": "1"},
        cwd=tmp_path,
    )
    try:
        assert server.stdout is not None
        url = next(found[1] for line in server.stdout if (found := re.search(r"Second Story is ready at (\S+)", line)))
        with urllib.request.urlopen(f"{url}/accounts/login/") as answer:
            page = answer.read().decode()
        assert "Sign in" in page
        style = re.search(r'href="(/static/design/build/site\.[^"]*css)"', page)
        assert style is not None
        with urllib.request.urlopen(url + style[1]) as answer:
            assert answer.status == 200
    finally:
        server.terminate()
        server.wait(20)
