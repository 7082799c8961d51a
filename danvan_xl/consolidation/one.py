"""One return by itself: ``danvan-xl score``."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from danvan_xl.consolidation.consolidate import consolidate
from danvan_xl.errors import InputError
from danvan_xl.findings import catalogue
from danvan_xl.model import Master
from danvan_xl.plans.master_reader import load_master
from danvan_xl.results import Consolidation, Verdict


def score_one(
    returned: Path | str,
    master: Master | Path | str,
    *,
    period: str | None = None,
    as_of: date | None = None,
) -> Consolidation:
    """Consolidate a single file; only the unit that sent it is kept, without a rank among others.

    ``period`` is needed only for a file that names none, such as a department sheet saved by itself. Raises :class:`~danvan_xl.errors.InputError` when there is no such file or it gives no return.
    """
    path = Path(returned)
    if not path.is_file():
        raise InputError(
            f"Không tìm thấy phiếu “{path}”.", remedy="Kiểm tra lại đường dẫn và tên tệp.", file=path
        )
    outcome = _consolidated(path, master, period, as_of)
    accepted = {file.unit for file in outcome.files if file.verdict.value == "accepted"}
    outcome.units = [unit for unit in outcome.units if unit.code in accepted]
    for unit in outcome.units:
        unit.rank = None
    if not outcome.units:
        raise _no_return(outcome, path)
    return outcome


def _consolidated(
    path: Path, master: Master | Path | str, period: str | None, as_of: date | None
) -> Consolidation:
    try:
        return consolidate(path, master, period=period, as_of=as_of, use_typed=False)
    except InputError as error:
        if error.code != "which-period":
            raise
        # The file names no period. Where it could not be read in any, that is what to tell.
        known = load_master(master) if isinstance(master, Path | str) else master
        tried = consolidate(path, known, period=known.periods[0].code, as_of=as_of, use_typed=False)
        if not any(file.verdict is Verdict.ACCEPTED for file in tried.files):
            raise _no_return(tried, path) from None
        raise


def _no_return(outcome: Consolidation, path: Path) -> InputError:
    file = outcome.files[0]
    kind = catalogue().get(file.reason)
    advice = kind.to_officer if kind else ""
    return InputError(file.reason_text or "Phiếu của đơn vị không phải báo cáo.", remedy=advice, file=path)
