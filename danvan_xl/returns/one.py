"""One return by itself: ``danvan-xl score``."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from danvan_xl.errors import InputError
from danvan_xl.findings import finding
from danvan_xl.model import Master
from danvan_xl.results import Consolidation
from danvan_xl.returns.consolidate import consolidate


def score_one(
    returned: Path | str, master: Master | Path | str, *, as_of: date | None = None
) -> Consolidation:
    """Consolidate a single file; only the unit that sent it is kept, without a rank among others.

    Raises :class:`~danvan_xl.errors.InputError` when there is no such file or it gives no return.
    """
    path = Path(returned)
    if not path.is_file():
        raise InputError(
            f"Không tìm thấy phiếu “{path}”.", remedy="Kiểm tra lại đường dẫn và tên tệp.", file=path
        )
    outcome = consolidate(path, master, as_of=as_of, use_typed=False)
    accepted = {file.unit for file in outcome.files if file.verdict.value == "accepted"}
    outcome.units = [unit for unit in outcome.units if unit.code in accepted]
    for unit in outcome.units:
        unit.rank = None
    if not outcome.units:
        file = outcome.files[0]
        advice = finding(file.reason, note="", value="").advice if file.reason else ""
        raise InputError(file.reason_text or "Phiếu của đơn vị không phải báo cáo.", remedy=advice, file=path)
    return outcome
