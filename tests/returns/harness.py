"""Filled forms, mishaps, other programs, wrappers: then compared with what was typed. Seeded throughout."""

from __future__ import annotations

import email.message
import email.policy
import json
import random
import shutil
import subprocess
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl

from danvan_xl.consolidation.consolidate import consolidate
from danvan_xl.consolidation.json_out import to_json
from danvan_xl.model import Master
from tests.returns.filled import Comparison, Filled, compare, fill_form, issued
from tests.returns.mutations import mutate
from tests.support.masters import SCORED, small_master
from tests.support.office import convert

TOOLS = Path(__file__).resolve().parents[2] / ".tools"
AS_OF = date(2025, 11, 30)
PROGRAMS = (
    "openpyxl",
    "openpyxl",
    "openpyxl",
    "lo-xlsx",
    "lo-xls",
    "lo-ods",
    "js-xlsx",
    "js-xlsb",
    "js-ods",
    "js-xls",
)
DESTROYS = {
    "system_1904": ("js-xlsb", "js-ods"),
    "formulas_over_inputs": ("js-xls", "js-xlsb", "js-ods"),
}
"""What SheetJS itself destroys, so that no person could read it either: it writes 1904's numbers without 1904's mark,
and drops a cell whose formula was never calculated."""
WRAPPERS = ("plain", "plain", "plain", "renamed", "zip", "mail", "folder")


@dataclass
class Run:
    """What came of a run."""

    comparison: Comparison = field(default_factory=Comparison)
    returns: int = 0
    unaccounted: list[str] = field(default_factory=list)
    not_accepted: list[str] = field(default_factory=list)
    codes: Counter[str] = field(default_factory=Counter)

    @property
    def read_share(self) -> float:
        """Values read ÷ values that a person could still read."""
        return self.comparison.right / max(1, self.comparison.right + self.comparison.blank)


def sheetjs(files: list[Path], kind: str, outdir: Path) -> list[Path]:
    """Save workbooks anew with SheetJS from npm (``xlsx``)."""
    outdir.mkdir(parents=True, exist_ok=True)
    script = (
        "const X=require('xlsx');const [kind,out,...files]=process.argv.slice(2);"
        "for(const f of files){const b=X.readFile(f,{cellDates:false,cellNF:true,cellStyles:true});"
        "X.writeFile(b,out+'/'+require('path').parse(f).name+'.'+kind,{bookType:kind==='xls'?'biff8':kind});}"
    )
    place = outdir / "save.cjs"
    place.write_text(script, encoding="utf-8")
    subprocess.run(
        ["node", str(place), kind, str(outdir), *map(str, files)],
        check=True,
        env={"NODE_PATH": str(TOOLS / "node_modules"), "PATH": "/usr/bin:/bin:/usr/local/bin:" + _path()},
        capture_output=True,
        timeout=300,
    )
    return [outdir / f"{file.stem}.{kind}" for file in files]


def _path() -> str:
    import os

    return os.environ.get("PATH", "")


def run(seed: int, rounds: int, folder: Path, *, most: int = 5, programs: tuple[str, ...] = PROGRAMS) -> Run:
    """``rounds`` times every unit's form filled, mutated, saved by some program, wrapped; then consolidated."""
    master = small_master()
    forms = issued(folder / "forms", master)
    outcome = Run()
    for number in range(rounds):
        rng = random.Random(f"{seed}-{number}")
        _round(master, forms, rng, folder / f"round{number}", outcome, most, programs)
    return outcome


def _round(
    master: Master,
    forms: dict[str, Path],
    rng: random.Random,
    folder: Path,
    outcome: Run,
    most: int,
    programs: tuple[str, ...],
) -> None:
    work, returns = folder / "work", folder / "returns"
    work.mkdir(parents=True)
    returns.mkdir()
    all_filled: dict[str, Filled] = {}
    notes: dict[str, list[str]] = {}
    by_program: dict[str, list[Filled]] = {}
    for unit, form in forms.items():
        target = work / f"{unit}.xlsx"
        filled = fill_form(master, unit, form, target, rng)
        book = openpyxl.load_workbook(target)
        notes[unit] = mutate(book, filled, rng, rng.randrange(1, most + 1))
        book.save(target)
        program = rng.choice(programs)
        if any(program in programs for mishap, programs in DESTROYS.items() if mishap in notes[unit]):
            program = "openpyxl"
        notes[unit].append(program)
        by_program.setdefault(program, []).append(filled)
        all_filled[unit] = filled
    for program, items in by_program.items():
        _save_by(program, items, folder / program)
    for unit, filled in all_filled.items():
        notes[unit].append(_wrap(filled, returns, rng))
    found = sum(1 for path in returns.rglob("*") if path.is_file())
    result = to_json(consolidate(returns, master, period=SCORED, as_of=AS_OF))
    _judge(result, all_filled, notes, found, outcome)
    shutil.rmtree(folder)


def _save_by(program: str, items: list[Filled], outdir: Path) -> None:
    maker, _, kind = program.partition("-")
    if maker == "openpyxl":
        return
    files = [filled.path for filled in items]
    made = convert(files, kind, outdir) if maker == "lo" else sheetjs(files, kind, outdir)
    for filled, path in zip(items, made, strict=True):
        filled.path = path


def _wrap(filled: Filled, returns: Path, rng: random.Random) -> str:
    wrapper, source = rng.choice(WRAPPERS), filled.path
    name = source.name
    if wrapper == "renamed":
        name = (
            rng.choice(["Bao cao", "phiếu sửa lần cuối", "Copy of form (2)"])
            + f" {rng.randrange(10**6)}{source.suffix}"
        )
    if wrapper == "zip":
        with zipfile.ZipFile(
            returns / f"{source.stem}{rng.randrange(1000)}.zip", "w", zipfile.ZIP_DEFLATED
        ) as archive:
            archive.write(source, rng.choice(["", "thư mục/"]) + name)
    elif wrapper == "mail":
        message = email.message.EmailMessage(policy=email.policy.SMTP)
        message["Date"], message["From"], message["Subject"] = (
            "Fri, 28 Nov 2025 09:00:00 +0700",
            "a@b.vn",
            "Báo cáo",
        )
        message.set_content("Kính gửi")
        message.add_attachment(
            source.read_bytes(),
            maintype="application",
            subtype="octet-stream",
            filename=f"Báo cáo thôn{source.suffix}",
        )
        (returns / f"{source.stem}{rng.randrange(1000)}.eml").write_bytes(bytes(message))
    else:
        place = returns / "nơi khác" if wrapper == "folder" else returns
        place.mkdir(exist_ok=True)
        shutil.copy(source, place / name)
    return wrapper


def _judge(
    result: dict[str, Any],
    all_filled: dict[str, Filled],
    notes: dict[str, list[str]],
    found: int,
    outcome: Run,
) -> None:
    if len(result["files"]) != found or any(file["verdict"] not in VERDICTS for file in result["files"]):
        outcome.unaccounted.append(json.dumps([file["path"] for file in result["files"]], ensure_ascii=False))
    by_unit = {file["unit"]: file for file in result["files"] if file["verdict"] == "accepted"}
    for file in result["files"]:
        if file["verdict"] != "accepted":
            outcome.not_accepted.append(
                f"{file['path']}: {file['verdict']} {file['reason']} {file['reason_text']}"
            )
    units = {unit["code"]: unit for unit in result["units"]}
    for unit, filled in all_filled.items():
        outcome.returns += 1
        file = by_unit.get(unit)
        if file is None:
            outcome.comparison.blank += len(filled.typed)
            outcome.not_accepted.append(f"{unit}: {notes[unit]}")
            continue
        codes = {item["code"] for item in file["findings"]}
        outcome.codes.update(codes)
        told = (outcome.comparison.wrong, outcome.comparison.silent, outcome.comparison.blanks)
        before = [len(lines) for lines in told]
        compare(filled, units[unit], codes, outcome.comparison)
        for lines, count in zip(told, before, strict=True):
            if len(lines) > count:
                lines[-1] += f"  [{', '.join(notes[unit])}]"


VERDICTS = {"accepted", "superseded", "rejected", "skipped"}
