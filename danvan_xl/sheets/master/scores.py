"""Sheets ``Tiêu chí``, ``Xếp loại`` and ``Số liệu`` of a master."""

from __future__ import annotations

from collections.abc import Sequence

from danvan_xl.model import Aggregation, Master, NotArising, NumberKind, ScoreKind
from danvan_xl.rules.scoring.kinds import KINDS, Place
from danvan_xl.sheets.master.parts import (
    BODY,
    CODE,
    FEW_ROWS,
    PLAIN_NUMBER,
    SOME_ROWS,
    TAB_SCORE,
    TEXT,
    column_of,
    finish,
    once,
    texts,
)
from danvan_xl.sheets.tables import Column, table_sheet
from danvan_xl.sheets.validations import list_validation, number_validation
from danvan_xl.terms import master as n
from danvan_xl.workbooks.drawing import style
from danvan_xl.workbooks.drawing.spec import SheetSpec

# --- Tiêu chí, Xếp loại -----------------------------------------------------------------------


def _examples(kinds: Sequence[ScoreKind]) -> str:
    """'Tiến độ: nhóm 3 (hoặc: mọi nhiệm vụ) · Thưởng: tối đa 5'."""
    said = []
    for kind in kinds:
        first, *others = KINDS[kind].EXAMPLES
        said.append(f"{kind}: {first}" + (f" (hoặc: {'; hoặc: '.join(others)})" if others else ""))
    return " · ".join(said)


CRITERION_NOTES = (
    f"Mẫu “Tham số” theo cách chấm. {_examples(list(KINDS)[:4])}",
    _examples(list(KINDS)[4:]),
    "“Không phát sinh”: để trống là tiêu chí luôn có; Đủ điểm hoặc Loại trừ (không tính vào mẫu số) khi không phát sinh. “Tài liệu kiểm chứng” có ghi thì đơn vị phải nêu tài liệu mới được tính điểm.",
    "“Áp dụng cho”: để trống là mọi đơn vị; hoặc ghi loại đơn vị, mã đơn vị, cách nhau bằng dấu chấm phẩy, ví dụ: Thôn; Trường học.",
)


def criteria_sheet(master: Master, notes: Sequence[str]) -> SheetSpec:
    """Sheet ``Tiêu chí``; its guidance shows a Tham số of every kind."""
    columns = [
        Column(n.CODE, 8, CODE),
        Column(n.GROUP, 28, BODY),
        Column(n.CRITERION, 52, BODY),
        Column(n.MAX_POINTS, 9, PLAIN_NUMBER),
        Column(n.SCORE_KIND, 16, style.CENTER),
        Column(n.PARAMETERS, 38, TEXT),
        Column(n.NOT_ARISING, 14, style.CENTER),
        Column(n.EVIDENCE, 30, BODY),
        Column(n.APPLIES, 20, BODY),
    ]
    rows = [
        (
            c.code,
            c.group,
            c.text,
            c.max_points if KINDS[c.kind].PLACE is not Place.LIMIT or c.max_points else None,
            c.kind.value,
            c.parameters,
            c.not_arising.value if c.not_arising else None,
            c.evidence,
            "; ".join(c.applies_to),
        )
        for c in master.criteria
    ]
    sheet, header = table_sheet(n.CRITERIA, "TIÊU CHÍ CHẤM ĐIỂM", notes, columns, rows)
    body = finish(sheet, header, columns, SOME_ROWS, TAB_SCORE)
    sheet.validations += [
        once(body, columns, n.CODE, "Mã tiêu chí"),
        number_validation(column_of(body, columns, n.MAX_POINTS), n.MAX_POINTS, maximum=1000),
        list_validation(column_of(body, columns, n.SCORE_KIND), texts(ScoreKind), n.SCORE_KIND),
        list_validation(column_of(body, columns, n.NOT_ARISING), texts(NotArising), n.NOT_ARISING),
    ]
    return sheet


BAND_NOTES = (
    "Ghi từ mức cao đến mức thấp; mức thấp nhất có “Từ điểm” là 0.",
    "“Điều kiện” để trống, hoặc giới hạn tỷ lệ đơn vị, ví dụ: tối đa 25% (chỉ để nhắc, không tự hạ bậc).",
)


def bands_sheet(master: Master, notes: Sequence[str]) -> SheetSpec:
    """Sheet ``Xếp loại``."""
    columns = [
        Column(n.BAND, 26, BODY),
        Column(n.THRESHOLD, 14, PLAIN_NUMBER),
        Column(n.CONDITION, 40, TEXT),
    ]
    rows = [(b.name, b.threshold, b.condition) for b in master.bands]
    sheet, header = table_sheet(n.BANDS, "CÁC MỨC XẾP LOẠI", notes, columns, rows, filtered=False)
    body = finish(sheet, header, columns, FEW_ROWS, TAB_SCORE)
    sheet.autofilter = None
    sheet.page.landscape = False
    sheet.validations += [
        once(body, columns, n.BAND, "Mức xếp loại"),
        number_validation(column_of(body, columns, n.THRESHOLD), n.THRESHOLD, maximum=1000),
    ]
    return sheet


# --- Số liệu ----------------------------------------------------------------------------------

INDICATOR_NOTES = (
    "Mỗi số liệu một dòng. “Cách tổng hợp”: Cộng; Trung bình; Lớn nhất; Cuối kỳ; Tỷ số (ghi tỷ số ở “Ràng buộc”, ví dụ SL05 / SL04); Không cộng.",
    "“Ràng buộc” để kiểm tra chéo số đơn vị báo cáo, ví dụ SL01 = SL02 + SL03 hoặc SL05 <= SL04; nhiều ràng buộc cách nhau bằng dấu chấm phẩy.",
)


def indicators_sheet(master: Master, notes: Sequence[str]) -> SheetSpec:
    """Sheet ``Số liệu``."""
    columns = [
        Column(n.CODE, 8, CODE),
        Column(n.INDICATOR, 60, BODY),
        Column(n.INDICATOR_UNIT, 14, style.CENTER),
        Column(n.NUMBER_KIND, 15, style.CENTER),
        Column(n.AGGREGATION, 15, style.CENTER),
        Column(n.CONSTRAINT, 34, TEXT),
    ]
    rows = [
        (i.code, i.text, i.unit, i.kind.value, i.aggregation.value, i.constraint) for i in master.indicators
    ]
    sheet, header = table_sheet(n.INDICATORS, "SỐ LIỆU YÊU CẦU BÁO CÁO", notes, columns, rows)
    body = finish(sheet, header, columns, SOME_ROWS, TAB_SCORE)
    sheet.validations += [
        once(body, columns, n.CODE, "Mã số liệu"),
        list_validation(column_of(body, columns, n.NUMBER_KIND), texts(NumberKind), n.NUMBER_KIND),
        list_validation(column_of(body, columns, n.AGGREGATION), texts(Aggregation), n.AGGREGATION),
    ]
    return sheet
