"""The full mutation run: ``python -m benchmarks.mutations [returns] [bit-flipped files] [seed]`` (2,000 and 5,000).

Prints what was read right, left blank and read wrong, and the largest memory of the reading processes.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import threading
import time
from pathlib import Path

from danvan_xl.consolidation.consolidate import consolidate
from danvan_xl.consolidation.json_out import to_json
from tests.returns.filled import fill_form, issued
from tests.returns.harness import AS_OF, run
from tests.support.masters import SCORED, small_master


def mutated(returns: int, seed: int, folder: Path) -> dict[str, object]:
    """Mutate and consolidate; 17 returns a round."""
    started = time.monotonic()
    outcome = run(seed, -(-returns // 17), folder)
    comparison = outcome.comparison
    return {
        "returns": outcome.returns,
        "values right": comparison.right,
        "values left blank": comparison.blank,
        "share read": round(outcome.read_share, 5),
        "wrong": comparison.wrong,
        "blank without a finding": comparison.silent,
        "files unaccounted": outcome.unaccounted,
        "not accepted": outcome.not_accepted[:20],
        "seconds": round(time.monotonic() - started, 1),
    }


def flipped(files: int, seed: int, folder: Path) -> dict[str, object]:
    """One to eight flipped bits a file, 500 files a folder; memory of all children is watched."""
    master = small_master()
    rng = random.Random(seed)
    form = issued(folder / "forms", master)["VP"]
    whole = fill_form(master, "VP", form, folder / "VP.xlsx", rng).path.read_bytes()
    (folder / "whole").mkdir()
    (folder / "whole" / "VP.xlsx").write_bytes(whole)
    expected = _values(to_json(consolidate(folder / "whole", master, period=SCORED, as_of=AS_OF)))
    verdicts: dict[str, int] = {}
    wrong = 0
    peak = _Peak()
    started = time.monotonic()
    for batch in range(-(-files // 500)):
        place = folder / f"batch{batch}"
        place.mkdir()
        for number in range(500):
            data = bytearray(whole)
            for _ in range(rng.randrange(1, 9)):
                data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
            (place / f"{number:03d}.xlsx").write_bytes(bytes(data))
        result = to_json(consolidate(place, master, period=SCORED, as_of=AS_OF))
        for file in result["files"]:
            key = f"{file['verdict']} {file['reason'] or ''}".strip()
            verdicts[key] = verdicts.get(key, 0) + 1
        if any(file["verdict"] == "accepted" for file in result["files"]) and _values(result) != expected:
            wrong += 1
    return {
        "files": sum(verdicts.values()),
        "verdicts": verdicts,
        "folders read wrong": wrong,
        "largest reading process, MB": peak.stop(),
        "seconds": round(time.monotonic() - started, 1),
    }


def _values(result: dict) -> object:
    unit = next(unit for unit in result["units"] if unit["code"] == "VP")
    return unit["tasks"], unit["indicators"], unit["scores"]


class _Peak:
    """Largest resident memory of any child process, looked at every 20 ms."""

    def __init__(self) -> None:
        self.most = 0
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self._look, daemon=True)
        self.thread.start()

    def _look(self) -> None:
        import contextlib

        import psutil

        me = psutil.Process()
        while not self.ended.wait(0.02):
            for child in me.children():
                with contextlib.suppress(psutil.Error):
                    self.most = max(self.most, child.memory_info().rss)

    def stop(self) -> int:
        self.ended.set()
        self.thread.join()
        return self.most // 1_000_000


def main() -> None:
    numbers = [int(text) for text in sys.argv[1:4]]
    returns, files, seed = (numbers + [2000, 5000, 1][len(numbers) :])[:3]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in ("mutated", "flipped"):
            (folder / part).mkdir()
        if files:
            print(json.dumps(flipped(files, seed, folder / "flipped"), ensure_ascii=False, indent=1))
        if returns:
            print(json.dumps(mutated(returns, seed, folder / "mutated"), ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
