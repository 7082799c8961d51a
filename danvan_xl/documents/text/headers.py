"""What a column of a plan's table holds, told by its header. Headers vary and wrap; folded text decides."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from danvan_xl.language.folding import fold


class Column(StrEnum):
    """The columns that a plan's table may have."""

    NUMBER = "TT"
    TEXT = "Nhiệm vụ"
    LEAD = "Cơ quan chủ trì"
    COORDINATING = "Cơ quan phối hợp"
    WHEN = "Thời gian thực hiện"
    DELIVERABLE = "Sản phẩm"
    TARGET = "Chỉ tiêu"
    UNIT = "Đơn vị tính"
    GROUP = "Nhóm nhiệm vụ"
    START = "Bắt đầu"
    END = "Kết thúc"
    PERSON = "Lãnh đạo phụ trách"
    OTHER = "Khác"


_BODY = "(?:cơ quan|đơn vị|bộ phận|phòng ban|tổ chức|cá nhân|người|ngành|cấp|lãnh đạo|cán bộ|công chức)"
_RULES: tuple[tuple[Column, re.Pattern[str]], ...] = tuple(
    (column, re.compile(pattern))
    for column, pattern in (
        (Column.NUMBER, r"^(?:số )?(?:s ?t ?t|t ?t|thứ tự|số thứ tự|mục|số)$"),
        (Column.UNIT, r"^(?:đơn vị tính|đvt)$"),
        (
            Column.PERSON,
            r"^lãnh đạo\b|^người (?:phụ trách|chỉ đạo|theo dõi)|đồng chí|^(?:(?:đơn vị|cơ quan) )?(?:theo dõi|giám sát|đôn đốc)",
        ),
        (
            Column.WHEN,
            r"^(?:quý|tháng|ngày|ngày tháng|ngày giờ)$|^(?:thời gian|thời hạn|tiến độ)\b(?! (?:bắt đầu|kết thúc|hoàn thành$))",
        ),
        (Column.OTHER, r"ghi chú|kinh phí|địa điểm|địa bàn|đối tượng|căn cứ|nguồn"),
        (Column.LEAD, r"chủ trì|đầu mối|chịu trách nhiệm|phụ trách|tham mưu|phân công|giao cho|^trách nhiệm"),
        (Column.COORDINATING, r"phối hợp|tham gia"),
        (Column.START, r"^(?:thời gian |ngày |thời điểm )?bắt đầu$|^từ ngày$"),
        (Column.END, r"^(?:thời gian |ngày |thời điểm )?(?:kết thúc|hoàn thành)$|^đến ngày$"),
        (Column.WHEN, r"thời gian|thời hạn|thời điểm|tiến độ|hoàn thành|lộ trình|hạn xong|^hạn$|kỳ hạn"),
        (Column.DELIVERABLE, r"sản phẩm|kết quả|đầu ra|hình thức (?:báo cáo|văn bản)|minh chứng"),
        (
            Column.LEAD,
            rf"^{_BODY}(?: {_BODY})* (?:chính )?(?:thực hiện|triển khai)|^đơn vị$|^cơ quan$|^{_BODY} {_BODY}$",
        ),
        (Column.TARGET, r"chỉ tiêu|số lượng|khối lượng"),
        (Column.GROUP, r"nhóm nhiệm vụ|lĩnh vực"),
        (Column.TEXT, r"nhiệm vụ|nội dung|công việc|hoạt động|giải pháp|phần việc"),
    )
)


def column_of(header: str) -> Column | None:
    """The column that this header names, None when it is no header of ours."""
    line = fold(header)
    if not line or len(line) > 80:
        return None
    return next((column for column, rule in _RULES if rule.search(line)), None)


def columns_of(headers: Sequence[str]) -> list[Column | None]:
    """The columns of a header row; the second of a kind becomes OTHER, so that each is read once."""
    found: list[Column | None] = []
    for header in headers:
        column = column_of(header)
        if column is not None and column in found and column is not Column.OTHER:
            column = Column.OTHER
        found.append(column)
    if Column.LEAD not in found and Column.PERSON in found:
        at = found.index(Column.PERSON)
        if re.search(r"^người (?:phụ trách|thực hiện)|^(?:ai )?phụ trách", fold(headers[at])):
            found[at] = Column.LEAD  # of a small body: no unit leads, somebody does
    return found


def is_plan_header(columns: Sequence[Column | None]) -> bool:
    """A task column and two more that only a plan of tasks has."""
    kinds = {Column.WHEN if c in (Column.START, Column.END) else c for c in columns if c is not None}
    return (
        Column.TEXT in kinds
        and len(kinds & {Column.LEAD, Column.COORDINATING, Column.WHEN, Column.DELIVERABLE}) >= 2
    )


_PHRASES: tuple[tuple[Column, str], ...] = (
    (Column.NUMBER, r"stt|tt|số tt|số thứ tự"),
    (
        Column.TEXT,
        (
            r"nhiệm vụ giải pháp(?: cụ thể)?|nhiệm vụ cụ thể|nội dung(?: các)?(?: công việc| nhiệm vụ| thực hiện| hoạt động)?(?: cụ thể| thực hiện)?"
            r"|tên nhiệm vụ|các nhiệm vụ|nhiệm vụ(?: thực hiện| trọng tâm| công việc)?|công việc(?: thực hiện)?|hoạt động"
        ),
    ),
    (
        Column.LEAD,
        (
            rf"(?:{_BODY} )*(?:chủ trì(?: thực hiện| tham mưu)?|đầu mối|chịu trách nhiệm(?: chính)?|phụ trách)"
            rf"|(?:{_BODY} )+(?:thực hiện|triển khai)|phân công(?: nhiệm vụ| thực hiện| trách nhiệm)?|tổ chức thực hiện|trách nhiệm thực hiện"
        ),
    ),
    (Column.COORDINATING, rf"(?:{_BODY} )*(?:phối hợp(?: thực hiện)?|tham gia)"),
    (
        Column.WHEN,
        (
            r"thời gian(?: thực hiện| hoàn thành| triển khai| tổ chức)?(?: hoàn thành)?(?: lộ trình| tiến độ)?|thời hạn(?: thực hiện| hoàn thành)?"
            r"|tiến độ(?: thực hiện| hoàn thành)?|hạn hoàn thành|hoàn thành|lộ trình(?: thực hiện)?"
        ),
    ),
    (
        Column.DELIVERABLE,
        (
            r"(?:dự kiến )?(?:kết quả sản phẩm|sản phẩm kết quả)(?: đầu ra| dự kiến| đạt được)?"
            r"|(?:dự kiến )?sản phẩm(?: đầu ra| hoàn thành| dự kiến| thực hiện| cụ thể)?"
            r"|(?:dự kiến )?kết quả(?: đầu ra| thực hiện| dự kiến| đạt được| hoàn thành)?"
        ),
    ),
    (Column.UNIT, r"đơn vị tính|đvt"),
    (Column.TARGET, r"chỉ tiêu|số lượng"),
    (Column.GROUP, r"lĩnh vực|nhóm nhiệm vụ|nội dung nhóm"),
    (
        Column.PERSON,
        r"(?:(?:đơn vị|cơ quan) )?theo dõi(?: kiểm tra| giám sát)?(?: đôn đốc)?|lãnh đạo(?: (?:ubnd|ủy ban|xã|phường|huyện|sở|tỉnh))*(?: (?:phụ trách|chỉ đạo|theo dõi))?|người (?:phụ trách|chỉ đạo|theo dõi)",
    ),
    (
        Column.OTHER,
        r"ghi chú|kinh phí(?: thực hiện| dự kiến)?(?: triệu đồng| nghìn đồng| đồng)?|địa điểm|đối tượng",
    ),
)
_UNDER_LEAD = re.compile(rf"(?:{_BODY} )*chủ trì(?: thực hiện)? (?:{_BODY} )*phối hợp(?: thực hiện)?(?= |$)")
"""The second row of a header "Phân công thực hiện | ... / Chủ trì | Phối hợp"."""
_UNDER_WHEN = re.compile(r"(?:thời gian )?bắt đầu (?:thời gian )?(?:kết thúc|hoàn thành)(?= |$)")
_NEXT_PHRASE = [(column, re.compile(rf"(?:{pattern})(?= |$)")) for column, pattern in _PHRASES]


def read_flat_header(text: str) -> tuple[list[Column], int] | None:
    """Columns of a header whose cells run together ("TT Nhiệm vụ Cơ quan chủ trì ..."), and how many words it is.

    None when the text does not begin with such a header. Of the ways to read on, the longest phrase wins.
    """
    line = fold(text)
    columns: list[Column] = []
    at = 0
    while at < len(line):
        under = _UNDER_LEAD.match(line, at)
        if under and Column.LEAD in columns and Column.COORDINATING not in columns:
            columns.insert(columns.index(Column.LEAD) + 1, Column.COORDINATING)
            at = min(under.end() + 1, len(line))
            continue
        under = _UNDER_WHEN.match(line, at)
        if under and Column.WHEN in columns:
            place = columns.index(Column.WHEN)
            columns[place : place + 1] = [Column.START, Column.END]
            at = min(under.end() + 1, len(line))
            continue
        matches = [(m.end(), column) for column, rule in _NEXT_PHRASE if (m := rule.match(line, at))]
        matches = [
            (end, column) for end, column in matches if column not in columns or column is Column.OTHER
        ]
        if not matches:
            break
        end, column = max(matches)
        columns.append(column)
        at = min(end + 1, len(line))
    if not is_plan_header(columns):
        return None
    return columns, len(line[:at].split())
