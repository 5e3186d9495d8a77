"""The TOML files that come with the product. Parsing them takes longer than linting a report, so what was read is kept.

It is kept as Python keeps its compiled modules: in `__pycache__` beside the files, and made anew when one of them changes. Where nothing
can or shall be written there, the files are parsed each time.
"""

import contextlib
import marshal
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

Table = dict[str, Any]


def read_table(path: Path) -> Table:
    """Return the content of one file of the product."""
    return read_tables([path], name=path.stem)[0]


def read_tables(paths: Sequence[Path], *, name: str) -> list[Table]:
    """Return the contents of files of the product; they are kept under this name beside the first of them."""
    sources = [(path.name, path.read_bytes()) for path in paths]
    kept = paths[0].parent / "__pycache__" / f"{name}.toml.{sys.implementation.cache_tag}"
    tables = _kept_tables(kept, sources)
    if tables is None:
        import tomllib

        tables = [tomllib.loads(content.decode("utf-8")) for _, content in sources]
        _keep(kept, sources, tables)
    return tables


def _kept_tables(kept: Path, sources: Sequence[tuple[str, bytes]]) -> list[Table] | None:
    try:
        of_sources, tables = marshal.loads(kept.read_bytes())  # noqa: S302 - written below, and as trusted as the modules beside it
    except (OSError, ValueError, EOFError, TypeError):
        return None
    return tables if of_sources == sources else None


def _keep(kept: Path, sources: Sequence[tuple[str, bytes]], tables: list[Table]) -> None:
    if sys.dont_write_bytecode or sys.pycache_prefix:
        return
    unfinished = kept.with_name(f"{kept.name}.{os.getpid()}")
    with contextlib.suppress(OSError, ValueError):
        kept.parent.mkdir(exist_ok=True)
        unfinished.write_bytes(marshal.dumps((list(sources), tables)))
        unfinished.replace(kept)
