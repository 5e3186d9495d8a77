"""How many documents a second the import reads and stores, in one process: `python -m benchmarks.importing --texts DIR`."""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the import of a folder of documents.")
    parser.add_argument("--texts", type=Path, default=os.environ.get("BENCHMARK_TEXTS"), help="the folder; nothing is measured without one")
    parser.add_argument("--runs", type=int, default=3)
    options, _ = parser.parse_known_args()
    if options.texts is None:
        return
    files = sum(1 for path in options.texts.rglob("*") if path.is_file())
    rates: dict[str, list[float]] = {"read and stored": [], "read alone": []}
    for _ in range(options.runs):
        for name, arguments in (("read and stored", []), ("read alone", ["--dry-run"])):
            with tempfile.TemporaryDirectory() as folder:
                environment = {**os.environ, "SECONDSTORY_DATA": folder, "DATABASE_URL": ""}
                command = [sys.executable, "-m", "secondstory", "import", "reports", str(options.texts), "--format", "json", *arguments]
                if not arguments:
                    subprocess.run([sys.executable, "-m", "secondstory", "migrate"], env=environment, check=True, capture_output=True)
                started = time.perf_counter()
                subprocess.run(command, env=environment, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                rates[name].append(files / (time.perf_counter() - started))
    for name, found in rates.items():
        least, *_, most = sorted([*found, *found])
        print(f"{files} documents {name}: {least:.0f} / {statistics.median(found):.0f} / {most:.0f} a second (least / median / most)")


if __name__ == "__main__":
    main()
