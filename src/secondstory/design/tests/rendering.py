"""Render a template written in a test the way a file is: components are compiled before Django reads the rest."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template import engines
from django_cotton.compiler_regex import CottonCompiler


def render(source: str, values: dict[str, Any] | None = None, *, request: HttpRequest | None = None) -> str:
    return engines["django"].from_string(CottonCompiler().process(source)).render(values or {}, request)
