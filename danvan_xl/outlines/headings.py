"""What an outline's headings ask for: in the period or in all, a score or its evidence; and what we can never tell."""

from __future__ import annotations

import re

from msgspec import Struct

from danvan_xl.language.folding import fold
from danvan_xl.outlines.matching import Kind
from danvan_xl.terms import form
from danvan_xl.terms import outlines as o

_FOREIGN = re.compile(
    r"kỳ trước|năm trước|cùng kỳ|so với|so sánh|\btăng\b|\bgiảm\b|kế hoạch|chỉ tiêu|dự kiến|\bước\b|thẩm định|phúc tra"
    r"|phương hướng|nhiệm kỳ|chênh lệch|cấp trên|hội đồng|kỳ sau|năm sau|giữa kỳ|đầu kỳ"
)
"""Words of columns that a summary of one period has no figures for."""
SCOPES = re.compile(
    r"\b(?:cấp|khối|của|thuộc|đảng ủy|mặt trận|mttq|đoàn thể|hđnd|hội đồng nhân dân|công an|quân sự|trường học|thôn|xã|phường"
    r"|huyện|tỉnh|năm trước|kỳ trước|cùng kỳ|chia theo|riêng)\b"
)
"""Words of a group's heading that may narrow what its rows ask for."""
_TIME = re.compile(
    r"^(?:(?:kết quả |số liệu |thực hiện )?(?:kỳ )?(?:báo cáo )?(?:(?:\d+|sáu|chín|ba) tháng(?: (?:đầu|cuối))?|cả|quý \w+|tháng \w+)?"
    r"(?: ?năm)?(?: ?(?:19|20)\d\d)?)$"
)
_SURE: dict[Kind, dict[str, tuple[str, ...]]] = {
    Kind.INDICATOR: {
        o.VALUE: ("trong kỳ", "kỳ này", "trong kỳ báo cáo", "kỳ báo cáo", "số liệu trong kỳ", "phát sinh trong kỳ",
                  "thực hiện trong kỳ", "kết quả trong kỳ", "số liệu", "số lượng", "kết quả", "kết quả thực hiện", "giá trị",
                  "thực hiện", "đã thực hiện", "tổng số"),
        o.CUMULATIVE: ("lũy kế", "cộng dồn", "lũy kế từ đầu năm", "lũy kế đến kỳ báo cáo"),
    },
    Kind.TASK: {
        form.STATUS: ("tình trạng", "trạng thái", "tình trạng thực hiện"),
        form.PROGRESS: ("tiến độ", "tỷ lệ hoàn thành", "mức độ hoàn thành", "hoàn thành"),
        form.QUANTITY: ("số lượng đạt", "số lượng đã thực hiện"),
        form.COMPLETED: ("ngày hoàn thành", "thời điểm hoàn thành"),
        form.RESULT: ("kết quả số văn bản", "kết quả thực hiện", "kết quả đạt được"),
        form.DIFFICULTY: ("khó khăn vướng mắc", "khó khăn", "vướng mắc", "tồn tại hạn chế"),
        o.LEAD: ("cơ quan chủ trì", "đơn vị chủ trì", "chủ trì", "đơn vị thực hiện"),
        form.WHEN: ("thời gian thực hiện", "thời hạn", "thời gian", "thời hạn hoàn thành"),
        form.DELIVERABLE: ("sản phẩm", "sản phẩm dự kiến"),
    },
    Kind.CRITERION: {
        form.MAX_POINTS: ("điểm tối đa", "điểm chuẩn", "thang điểm"),
        form.SELF_SCORE: ("điểm tự chấm", "tự chấm", "đơn vị tự chấm", "điểm tự đánh giá", "tự đánh giá"),
        form.POINTS: ("điểm đạt", "điểm đạt được", "số điểm đạt"),
        form.EVIDENCE: ("tài liệu kiểm chứng", "minh chứng", "tài liệu minh chứng", "hồ sơ minh chứng"),
        form.EXPLANATION: ("giải trình", "thuyết minh", "lý do"),
    },
}  # fmt: skip
_ANY_FIGURE = frozenset(
    {"số liệu", "số lượng", "kết quả", "kết quả thực hiện", "giá trị", "thực hiện", "đã thực hiện", "tổng số"}
)
"""Words of a column that say a figure is asked for, and not of what time."""
_SURE[Kind.HEADLINE] = {o.VALUE: _SURE[Kind.INDICATOR][o.VALUE]}
_OF_ROWS: dict[o.PerRow, dict[str, tuple[str, ...]]] = {
    o.PerRow.UNIT: {o.NAME: ("tên đơn vị", "đơn vị", "cơ quan đơn vị", "thôn", "xã phường", "địa phương")},
    o.PerRow.TASK: {o.NAME: ("nhiệm vụ", "nội dung nhiệm vụ", "nội dung", "nội dung công việc", "công việc", "tên nhiệm vụ")}
    | _SURE[Kind.TASK],
    o.PerRow.MODEL: {
        form.MODEL_NAME: ("tên mô hình", "mô hình", "tên mô hình điển hình"),
        form.MODEL_FIELD: ("lĩnh vực",),
        form.MODEL_AREA: ("địa bàn", "địa điểm", "nơi thực hiện"),
        form.MODEL_EFFECT: ("hiệu quả", "kết quả", "hiệu quả mang lại", "kết quả hiệu quả", "kết quả đạt được"),
        form.REPLICABILITY: ("khả năng nhân rộng",),
        o.UNIT_OF_ROW: ("đơn vị", "đơn vị thực hiện", "tên đơn vị"),
    },
    o.PerRow.PROPOSAL: {
        form.PROPOSAL_TEXT: ("nội dung", "nội dung kiến nghị", "kiến nghị", "kiến nghị đề xuất"),
        form.ADDRESSEE: ("gửi cơ quan", "cơ quan giải quyết", "nơi gửi"),
        o.UNIT_OF_ROW: ("đơn vị", "đơn vị kiến nghị", "tên đơn vị"),
    },
}  # fmt: skip


class Asked(Struct, frozen=True):
    """What a column asks for. ``field`` '' : its words are no field, and ``rest`` says what they are.

    ``why_not``: a half-sentence, the column is none of ours. ``sure``: False where only a person can tell.
    """

    field: str = ""
    rest: tuple[str, ...] = ()
    why_not: str = ""
    sure: bool = True


def asked_for(path: tuple[str, ...], kind: Kind) -> Asked:
    """What the headings over a column, from above, ask of a subject of that kind."""
    rest: list[str] = []
    field, lowest, sure = "", "", True
    for text in reversed(path):
        words = _words(text)
        if found := _FOREIGN.search(words):
            return Asked(why_not=f"cột hỏi “{text}” ({found[0]}): tệp tổng hợp không có")
        said = next((name for name, known in _SURE[kind].items() if words in known), "")
        if said:
            # "Tổng số" beneath "Lũy kế" is the running total.
            field = said if not field or (field == o.VALUE and lowest in _ANY_FIGURE) else field
            lowest = words
        elif _TIME.match(words) and words:
            sure = False
            field = field or (o.VALUE if kind in (Kind.INDICATOR, Kind.HEADLINE) else "")
        else:
            rest.insert(0, text)
    return Asked(field, tuple(rest), sure=sure)


def is_foreign(texts: tuple[str, ...]) -> str:
    """The first of the headings that asks for what no summary of one period has; '' where none does."""
    return next((text for text in texts if _FOREIGN.search(_words(text))), "")


def of_row(words: str, per_row: o.PerRow) -> str:
    """The field of a row's own item that a heading asks for; '' where it asks for none."""
    return next((name for name, known in _OF_ROWS[per_row].items() if words in known), "")


def per_row_of(words: str, title: str) -> o.PerRow | None:
    """What the blank rows beneath a column of labels are about, by its heading; ``title``: the words above the table."""
    about = {
        o.PerRow.MODEL: ("mô hình",),
        o.PerRow.PROPOSAL: ("kiến nghị", "đề xuất"),
        o.PerRow.TASK: ("nhiệm vụ", "công việc"),
        o.PerRow.UNIT: ("đơn vị", "thôn", "xã", "phường", "địa phương", "cơ quan"),
    }
    for text in (words, fold(title)):
        for per_row, known in about.items():
            if any(word in text for word in known):
                return per_row
    return None


def _words(text: str) -> str:
    """A heading folded, without what stands in brackets."""
    return fold(re.sub(r"\([^()]*\)", " ", text))
