"""Issuing: one return form per unit for one period, into a folder that holds nothing else of ours.

A form is replaced only when it is exactly as we once wrote it; one that somebody opened and saved is kept.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

from msgspec import Struct
from msgspec.structs import replace

from danvan_xl.errors import InputError, OutputLockedError
from danvan_xl.files import make_folder, office_lock_of, write_atomically
from danvan_xl.forms.names import SUFFIX, form_names
from danvan_xl.forms.package import SEAL_BLANK, SEAL_PROPERTY, Pattern, identity_in, is_untouched
from danvan_xl.identity import FORM
from danvan_xl.language.folding import fold
from danvan_xl.model import Master, Period, Return, Unit, UnitKind
from danvan_xl.plans.periods import choose_period
from danvan_xl.sheets.form import form_book, form_version
from danvan_xl.sheets.form.cover import NAME_WIDTH
from danvan_xl.sheets.form.tasks import Work
from danvan_xl.steps import Progress, tell
from danvan_xl.workbooks.drawing.measure import lines_of

"""Called with the forms done and the forms in all."""


class IssuedForm(Struct, frozen=True):
    """One form in the folder. ``kept``: somebody has saved it since it was issued, so it was left as it is."""

    unit: Unit
    path: Path
    kept: bool = False


def issue(
    master: Master,
    period: Period | str,
    outdir: Path,
    *,
    units: Collection[str] | None = None,
    kind: UnitKind | str | None = None,
    previous: Path | Mapping[str, Return] | None = None,
    progress: Progress | None = None,
) -> list[IssuedForm]:
    """Write a form for each unit that owes a return, in the master's order.

    ``units`` (codes) and ``kind`` choose among the units; a unit named by code gets its form even where
    it owes none. ``previous`` prefills what each unit answered before: a summary workbook, or returns
    by unit code. The folder is made where it is missing. Same master, same bytes.

    Raises :class:`~danvan_xl.errors.InputError` (unknown period, unit or kind; nobody to issue to) and
    :class:`~danvan_xl.errors.OutputError` (a target open in Excel is noticed before anything is written).
    """
    outdir = Path(outdir)
    chosen_period = choose_period(master, period) if isinstance(period, str) else period
    chosen = choose_units(master, units, kind)
    names = form_names(master.units, chosen_period)
    answers: Mapping[str, Return]
    if previous is None:
        answers = {}
    elif isinstance(previous, Mapping):
        answers = previous
    else:
        from danvan_xl.forms.previous import read_answers

        answers = read_answers(Path(previous), master, chosen_period)
    make_folder(outdir)
    targets = [(unit, outdir / names[unit.code]) for unit in chosen]
    refuse_open(path for _, path in targets)
    drawer = _Drawer(master, chosen_period)
    issued: list[IssuedForm] = []
    for done, (unit, path) in enumerate(targets, start=1):
        kept = path.exists() and not is_untouched(path)
        if not kept:
            data = drawer.form(unit, answers.get(unit.code))
            write_atomically(path, lambda temporary, data=data: temporary.write_bytes(data))  # type: ignore[misc]
        issued.append(IssuedForm(unit, path, kept))
        tell(progress, done, len(targets))
    return issued


def refuse_open(paths: Iterable[Path]) -> None:
    """Raise :class:`~danvan_xl.errors.OutputLockedError` where a form is open, so that none is written before all can be."""
    for path in paths:
        if path.exists() and office_lock_of(path) is not None:
            raise OutputLockedError(
                f"Phiếu “{path.name}” đang mở trong Excel hoặc chương trình khác; chưa phát hành phiếu nào.",
                remedy="Đóng tệp đó rồi chạy lại.",
                file=path,
            )


def choose_units(
    master: Master, units: Collection[str] | None = None, kind: UnitKind | str | None = None
) -> list[Unit]:
    """The units to issue to, in the master's order."""
    chosen = master.owing_units()
    if units is not None:
        codes = {_unit(master, code).code for code in units}
        chosen = [unit for unit in master.units if unit.code in codes]
    if kind is not None:
        wanted = _kind(kind)
        chosen = [unit for unit in chosen if unit.kind is wanted]
    if not chosen:
        asked = f" thuộc loại “{kind}”" if kind else ""
        raise InputError(
            f"Không có đơn vị nào{asked} phải nộp báo cáo, nên không có phiếu để phát hành.",
            remedy="Xem cột “Cơ quan chủ trì”, “Cơ quan phối hợp” của trang tính “Nhiệm vụ” và cột “Loại đơn vị”, “Báo cáo” của trang tính “Đơn vị”.",
            code="no-unit",
        )
    return chosen


def _unit(master: Master, code: str) -> Unit:
    """By code, exactly or folded."""
    exact = master.unit(code)
    if exact is not None:
        return exact
    alike = [unit for unit in master.units if fold(unit.code) == fold(code)]
    if len(alike) == 1:
        return alike[0]
    near = _near(code, master.units)
    hint = f"Có phải ý là {near.code} ({near.name})? " if near else ""
    listed = ", ".join(unit.code for unit in master.units[:12]) + (", …" if len(master.units) > 12 else "")
    raise InputError(
        f"Kế hoạch không có đơn vị mang mã “{code}”.",
        remedy=f"{hint}Mã đơn vị lấy ở trang tính “Đơn vị”: {listed}.",
        code="unknown-unit",
    )


def _near(code: str, units: Sequence[Unit]) -> Unit | None:
    """The unit that the person may have meant: by its code or its name."""
    from difflib import get_close_matches

    bare = [unit for unit in units if _without_zeros(unit.code) == _without_zeros(code)]
    if len(bare) == 1:
        return bare[0]
    keys: dict[str, Unit] = {}
    for unit in units:
        for text in (unit.code, unit.name, *unit.aliases):
            keys.setdefault(fold(text), unit)
    found = get_close_matches(fold(code), keys, n=1, cutoff=0.6)
    return keys[found[0]] if found else None


def _without_zeros(code: str) -> str:
    """'T01' and 'T1' alike."""
    return re.sub(r"(?<!\d)0+(?=\d)", "", fold(code))


def _kind(kind: UnitKind | str) -> UnitKind:
    for known in UnitKind:
        if fold(known) == fold(str(kind)):
            return known
    raise InputError(
        f"Không có loại đơn vị “{kind}”.",
        remedy="Chọn một trong các loại: " + ", ".join(UnitKind) + ".",
        code="unknown-kind",
    )


# --- drawing, with forms that ask the same drawn once ---------------------------------------------

_CODE_MARK = "qzcodestandinzq"
_NAME_MARK = "qznamestandinzq"
_PLAIN_NAME = re.compile(r"[^\W\d_][^&_\x00-\x1f]{0,59}")
"""Names that stand as they are in a page header (no '&', no digit first) and in XML (no escape '_x0041_')."""
_LONGEST_PERIOD = 100
"""With longer period names the page header, 255 characters at most, is cut for each unit by itself."""


def _stampable(unit: Unit, period: Period) -> bool:
    """Whether the unit's form differs from that of any other unit with the same work in its texts only."""
    one_line = lines_of(unit.name, NAME_WIDTH) == 1
    return one_line and _PLAIN_NAME.fullmatch(unit.name) is not None and len(period.name) <= _LONGEST_PERIOD


class _Drawer:
    def __init__(self, master: Master, period: Period) -> None:
        self.master, self.period = master, period
        self.patterns: dict[str, Pattern] = {}
        self.work = master.work()

    def form(self, unit: Unit, previous: Return | None) -> bytes:
        work = self.work.get(unit.code, [])
        if previous is not None or not _stampable(unit, self.period):
            return self._draw(unit, work, previous).stamp()
        version = form_version(self.master, unit, self.period, work=work)
        pattern = self.patterns.get(version)
        if pattern is None:
            # Only what stands in the form may come from the unit: its name and its code.
            stand_in = replace(unit, code=_CODE_MARK, name=_NAME_MARK)
            pattern = self._draw(stand_in, work, None, version, self.master.as_for(unit))
            self.patterns[version] = pattern
        return pattern.stamp(
            {
                f"unit={_CODE_MARK}": f"unit={quote(unit.code, safe='-_.')}",
                _CODE_MARK: unit.code,
                _NAME_MARK: unit.name,
            }
        )

    def _draw(
        self,
        unit: Unit,
        work: Work,
        previous: Return | None,
        version: str | None = None,
        master: Master | None = None,
    ) -> Pattern:
        from danvan_xl.workbooks.drawing.draw_xlsxwriter import draw

        book = form_book(
            master or self.master, unit, self.period, previous=previous, work=work, version=version
        )
        book.custom_properties[SEAL_PROPERTY] = SEAL_BLANK
        target = BytesIO()
        draw(book, target)
        return Pattern(target.getvalue(), (_CODE_MARK, _NAME_MARK))


def left_out(master: Master, issued: Iterable[IssuedForm]) -> list[Unit]:
    """Units of the master that got no form."""
    have = {form.unit.code for form in issued}
    return [unit for unit in master.units if unit.code not in have]


def older_copies(outdir: Path, issued: Sequence[IssuedForm], master: Master, period: Period) -> list[Path]:
    """Other forms in the folder for the same units and period, such as from before a unit was renamed.

    Nothing is deleted: whoever sends the folder's forms out should look at them first.
    """
    ours = {form.path.name for form in issued}
    codes = {form.unit.code for form in issued}
    older = []
    for path in sorted(outdir.glob(f"*{SUFFIX}")):
        if path.name in ours or path.name.startswith("~$"):
            continue
        identity = identity_in(path)
        if (
            identity is not None
            and (identity.kind, identity.plan, identity.period) == (FORM, master.plan.code, period.code)
            and identity.unit in codes
        ):
            older.append(path)
    return older
