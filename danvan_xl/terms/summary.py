"""Names of the summary workbook: sheets, headers, words that a program looks for. The contract, once.

Whoever reads a summary (``summaries.review``, ``summaries.earlier``, ``reports``, mail) uses these.
"""

from __future__ import annotations

from danvan_xl.terms import form
from danvan_xl.terms.fields import headers

OVERVIEW = "Tổng quan"
UNITS = "Theo đơn vị"
TASKS = "Theo nhiệm vụ"
MATRIX = "Ma trận"
POINTS = "Điểm"
VERIFY = "Thẩm định"
TASK_VERIFY = "Thẩm định nhiệm vụ"
INDICATORS = "Số liệu"
MODELS = "Mô hình"
PROPOSALS = "Kiến nghị"
ADDED = "Việc bổ sung"
DETAIL = "Chi tiết"
DETAIL_INDICATORS = "Chi tiết số liệu"
CHECKS = "Đối chiếu"
CHANGES = "So với lần trước"
LEFT = "Ghi chú của dòng không còn"
LOG = "Nhật ký"
CORRECTIONS = "Hiệu đính"
SEVERAL = "Phiếu của đơn vị"
ATTACHED = "Tài liệu gửi kèm"
HISTORY = "Diễn biến"
CHART_DATA = "Biểu đồ"
CRITERIA = "Tiêu chí"
PLAN = "Kế hoạch"

OWN_SHEETS = (
    OVERVIEW,
    SEVERAL,
    UNITS,
    TASKS,
    MATRIX,
    POINTS,
    VERIFY,
    TASK_VERIFY,
    INDICATORS,
    MODELS,
    PROPOSALS,
    ADDED,
    ATTACHED,
    DETAIL,
    DETAIL_INDICATORS,
    CHECKS,
    CHANGES,
    LOG,
    CORRECTIONS,
    LEFT,
    HISTORY,
    CHART_DATA,
    CRITERIA,
    PLAN,
)
"""In the order of the tabs."""

PRINTED = (OVERVIEW, UNITS, TASKS, MATRIX, POINTS, INDICATORS, CHECKS, LOG)
"""The print set."""

# --- columns that programs look for; those of the form and the master keep the names that they have there
VERIFIED = "Điểm thẩm định"
TO_CHECK = "Cần xem lại"
RETURNED = "Đã nộp"
STATE = "Trạng thái"
REASON = "Lý do"
SHEET = "Trang tính"
CELL = "Ô"
PATH = "Tệp"
DIFFERENCE = "Lệch"
WHY = "Cách tính điểm"
CORRECTED_ON = "Ngày sửa"
TOTAL = "Tổng hợp"
MEASURE = "Chỉ số"
MEASURE_NAME = "Tên chỉ số"
ON_TIME = "Đúng hạn"
REPORTED = "Đơn vị có số"
UNIT_COUNT = "Tính đơn vị"
DATED = "Có hạn"
FELL_DUE = "Đến hạn"
TIMELY = "Nộp đúng hạn"
CORRECTED_BY = "Người sửa"
CORRECTED_WHY = "Lý do sửa"
RIGHT_VALUE = "Giá trị đúng"
STOOD = "Giá trị lúc sửa"
JOIN, REPLACE = "gộp", "thay"
"""In ``Giá trị đúng`` of a row of ``Hiệu đính`` that names a file alone: what becomes of the unit's other returns."""
LINE = "Dòng"
UNREAD = "Chưa đọc được"
RECEIVED_ON = "Ngày nhận"
IN_TIME = "Đúng hạn nộp"

OF_COMPLETION, OF_ON_TIME, OF_SCORE, OF_INDICATOR = "tl-hoan-thanh", "tl-dung-han", "diem", "sl:"
"""``Chỉ số`` of a row of ``Diễn biến``; that of an indicator is the last with the indicator's code behind it."""

YES, NO = "Có", "Không"
TICK, CROSS = "✓", "✗"
LOOK_AGAIN = "Xem lại"
"""In ``Cần xem lại`` of ``Thẩm định``: the self score changed after it was verified."""

SETTLED, SETTLED_NOTE = "Đã xử lý", "Ghi chú xử lý"
"""Columns of ``Nhật ký`` that a person types: an x (settled until the finding changes), and what was done."""
LEVEL, FINDING = "Mức độ", "Mã phát hiện"
FILE_WORD = PATH
"""Mức độ of a row of ``Nhật ký`` that tells a file's verdict."""

FILE = "Tệp nguồn"
"""The file that a row of figures came from, as ``Nhật ký`` names it."""

STATES = ("Chưa bắt đầu", "Đang tự chấm", "Đã gửi", "Đang thẩm định", "Hoàn thành")
"""Trạng thái of a verification, in the order in which it goes."""
NOT_BEGUN, _, SENT, VERIFYING, DONE = STATES

VERIFY_HEADERS = (
    "Mã đơn vị",
    "Đơn vị",
    "Mã",
    "Tiêu chí",
    "Điểm tối đa",
    "Điểm tự chấm",
    "Điểm đạt",
    "Điểm thẩm định",
    "Lệch",
    "Lý do",
    "Trạng thái",
)
VERIFY_MORE = (
    "Cần xem lại",
    "Tài liệu kiểm chứng",
    "Tệp kèm theo",
    "Giải trình",
    "Cách tính điểm",
    "Không phát sinh",
)
"""``Tệp kèm theo`` links to what came with the return: the file of the criterion, or the list of the unit's files."""
SEEN_SELF = "Điểm tự chấm đã xem"
SEEN_POINTS = "Điểm đạt đã xem"
WRITTEN = "Điểm thẩm định đã ghi"
"""Hidden columns of ``Thẩm định``: what the reviewer had before the eyes when the verified score was
typed ('trống' for a blank), and the verified score as the program last wrote it."""
KIND = "Cách chấm"
"""Hidden column of ``Thẩm định``: the criterion's kind."""
EFFECTIVE = "Điểm tính"
APPLICABLE = "Điểm tối đa áp dụng"
"""Hidden columns of ``Thẩm định`` that totals are made of: the verified score where there is one, else the
points; and what the criterion adds to the denominator."""
BEFORE_APPLICABLE = "Điểm tối đa trước thẩm định"
"""Hidden column of ``Thẩm định``: what the criterion adds to the denominator by the unit's own return."""
SEEN_BLANK = "trống"
BASIS, SEEN_BASIS = "Căn cứ tính điểm", "Căn cứ đã xem"
"""Hidden columns of ``Thẩm định``: the indicators and the evidence that the points rest on, now and when it was judged."""
VERIFY_HIDDEN = (
    EFFECTIVE, APPLICABLE, BEFORE_APPLICABLE, KIND, SEEN_SELF, SEEN_POINTS, WRITTEN, BASIS, SEEN_BASIS,
)  # fmt: skip
"""The hidden columns of ``Thẩm định``, in their order."""
VERIFY_ALL = (*VERIFY_HEADERS, *VERIFY_MORE, *VERIFY_HIDDEN)

VERDICT, EXTENDED, CLAIMED, COUNTED = "Kết luận", "Lùi hạn đến", "Đơn vị báo", "Tình trạng tính"
TASK_VERDICTS = ("Xác nhận", "Trả lại")
"""Kết luận of a task's verification. After the unit changed what was judged the program writes one of
:data:`TASK_VERDICTS_OPEN` instead, until a person chooses again; until then the former one counts."""
CONFIRMED, SENT_BACK = TASK_VERDICTS
TASK_VERDICTS_OPEN = {CONFIRMED: "Xem lại (đã xác nhận)", SENT_BACK: "Xem lại (đã trả lại)"}
TASK_VERIFY_HEADERS = (
    "Mã đơn vị",
    "Đơn vị",
    "Mã nhiệm vụ",
    "Nhiệm vụ",
    "Hạn",
    CLAIMED,
    *headers(form.TASK_ANSWERS),
    VERDICT,
    EXTENDED,
    REASON,
    COUNTED,
    TO_CHECK,
)
"""``Đơn vị báo`` is the status that the unit's own answer comes to, ``Tình trạng tính`` the one that counts; ``Hạn`` is the
plan's. Kết luận, Lùi hạn đến and Lý do are typed."""
CLAIM, SEEN_CLAIM, WRITTEN_VERDICT, CONTINUING = (
    "Nội dung đơn vị báo",
    "Nội dung đã xem",
    "Kết luận đã ghi",
    "Tiếp tục các năm sau",
)
WRITTEN_EXTENDED = "Lùi hạn đã ghi"
TASK_VERIFY_HIDDEN = (CLAIM, SEEN_CLAIM, WRITTEN_VERDICT, CONTINUING, WRITTEN_EXTENDED)
"""Hidden columns of ``Thẩm định nhiệm vụ``: the unit's answer now and when it was judged, the verdict as the program last
wrote it, whether the task goes on after its due date, and the due date granted as the program last wrote it."""

ATTACHED_HEADERS = ("Mã đơn vị", "Đơn vị", "Mã", "Tiêu chí", "Tệp", form.SIGNED)
ATTACHED_FILE = "Tệp kèm theo"
SEVERAL_HEADERS = ("Mã đơn vị", "Đơn vị", SHEET, "Mã", "Mục", "Đối chiếu")
RETURN = "Phiếu"
"""Followed by one column a return, the newest first: ``Phiếu 1``, ``Phiếu 2``."""

ABOUT, BEFORE, NOW, WHY_CHANGED = "Nhóm thay đổi", "Lần trước", "Lần này", "Vì sao"
CHANGE_HEADERS = (ABOUT, "Mã đơn vị", "Đơn vị", "Mã", "Mục", BEFORE, NOW, WHY_CHANGED)
LEFT_HEADERS = (SHEET, LINE, "Cột", "Nội dung", "Khóa")
"""What a person typed beside a row that is gone: in which sheet, of which row, under which header. The last is hidden."""

CORRECTION_HEADERS = (
    "Tệp",
    "Mã đơn vị",
    "Kỳ báo cáo",
    "Trang tính",
    "Ô",
    "Giá trị đúng",
    "Người sửa",
    "Ngày sửa",
    "Lý do sửa",
    "Kết quả áp dụng",
    STOOD,
)
"""``Tệp`` as in ``Nhật ký``. Mã đơn vị, Kỳ báo cáo: whose file it is. Trang tính + Ô + Giá trị đúng: a cell put
right (a blank Giá trị đúng empties it). The last two
columns are written by the program: what became of it, and what stood there when it was first applied (it counts for no
other value)."""

MEASURED = tuple(field for field in form.TASK_ANSWERS if field.kind.is_measure)
TOLD = tuple(field for field in form.TASK_ANSWERS if not field.kind.is_measure)
"""In ``Chi tiết`` the measures of a task stand before its Tình trạng, which is made of them, the words after it."""
DETAIL_HEADERS = (
    "Mã đơn vị",
    "Đơn vị",
    "Mã nhiệm vụ",
    "Nhiệm vụ",
    "Nhóm nhiệm vụ",
    "Vai trò",
    "Loại thời hạn",
    "Bắt đầu",
    "Hạn",
    form.TARGET,
    *headers(MEASURED),
    form.STATUS,
    *headers(TOLD),
    "Tệp nguồn",
    "Trang tính",
    "Dòng",
    "Có hạn",
    "Đến hạn",
    "Hoàn thành",
    "Đúng hạn",
    "Tính đơn vị",
    "Đã nộp",
    "Nộp đúng hạn",
)
"""``Tính đơn vị`` is 1 on the first row of each unit, so that units can be counted by a sum."""

DETAIL_INDICATOR_HEADERS = (
    "Mã đơn vị",
    "Đơn vị",
    "Mã",
    "Chỉ tiêu",
    "Đơn vị tính",
    "Cách tổng hợp",
    *form.INDICATOR_INPUTS,
    "Chưa đọc được",
    "Tệp nguồn",
    "Trang tính",
    "Dòng",
)
INDICATOR_HEADERS = (
    "Mã",
    "Chỉ tiêu",
    "Đơn vị tính",
    "Cách tổng hợp",
    "Tổng hợp",
    "Đơn vị có số",
    "Đối chiếu",
)
INDICATOR_HIDDEN = ("Kiểu số", "Ràng buộc")
"""Hidden columns of ``Số liệu`` after the fixed ones."""
CRITERION_HEADERS = (
    "Mã",
    "Nhóm",
    "Tiêu chí",
    "Điểm tối đa",
    "Cách chấm",
    "Tham số",
    "Không phát sinh",
    "Tài liệu kiểm chứng",
    "Áp dụng cho",
)
MODEL_HEADERS = (
    "Mã đơn vị",
    "Đơn vị",
    *form.MODEL_HEADERS,
    "Tệp nguồn",
    "Dòng",
)
ANSWER, ANSWER_STATE, EARLIER, RAISED = "Trả lời", "Tình trạng trả lời", "Kỳ trước trả lời", "Kỳ nêu"
ANSWER_STATES = ("Chưa trả lời", "Đang xem xét", "Đã trả lời", "Đã chuyển cơ quan khác")
UNANSWERED, CONSIDERED, ANSWERED, _ = ANSWER_STATES
PROPOSAL_MORE = (ANSWER, ANSWER_STATE, EARLIER, RAISED)
"""Columns of ``Kiến nghị``: the first two are typed; what was answered in the period before; the earlier period in which an
unanswered one was raised, blank for one of this period."""
PROPOSAL_HEADERS = ("Mã đơn vị", "Đơn vị", *form.PROPOSAL_HEADERS, "Tệp nguồn", "Dòng", *PROPOSAL_MORE)
ADDED_HEADERS = (
    "Mã đơn vị",
    "Đơn vị",
    "Nhiệm vụ",
    *form.TASK_INPUTS,
    "Tệp nguồn",
    "Dòng",
)
HISTORY_HEADERS = ("Mã đơn vị", "Đơn vị", "Chỉ số", "Tên chỉ số")
REMARK = "Nhận xét"
"""HISTORY_HEADERS are followed by one column per period, oldest first, headed by the period's code, then by REMARK."""
