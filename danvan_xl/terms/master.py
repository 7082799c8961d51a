"""Names of the master workbook's sheets, headers and labels: the contract of DESIGN 2.1.

They are matched folded and may be added to, never renamed.
"""

from __future__ import annotations

PLAN, UNITS, TASKS, PERIODS = "Kế hoạch", "Đơn vị", "Nhiệm vụ", "Kỳ báo cáo"
CRITERIA, BANDS, INDICATORS = "Tiêu chí", "Xếp loại", "Số liệu"
UNASSIGNED, INDEX, PROGRESS = "Chưa phân công", "Mục lục", "Tiến độ"

INPUT_SHEETS = (PLAN, UNITS, TASKS, PERIODS, CRITERIA, BANDS, INDICATORS)
MADE_SHEETS = (UNASSIGNED, INDEX, PROGRESS)
"""Sheets that the program makes and replaces."""

# --- Kế hoạch: two columns
ITEM, CONTENT = "Mục", "Nội dung"
PLAN_CODE, PLAN_NAME, NUMBER, ISSUED_ON = "Mã kế hoạch", "Tên kế hoạch", "Số, ký hiệu", "Ngày ban hành"
SUPERIOR, ISSUER, PLACE = "Cơ quan chủ quản", "Cơ quan ban hành", "Địa danh"
FROM, TO = "Từ ngày", "Đến ngày"
FOCAL_UNIT, SIGNING_FORM, SIGNER, BASIS = "Đơn vị tổng hợp", "Thể thức ký", "Người ký", "Căn cứ"
BEFORE_RULE, HOLIDAY_RULE, SCALE = 'Cách hiểu "trước ngày"', "Hạn vào ngày nghỉ", "Thang điểm"
RECEIVER, RECEIVER_PHONE, RECEIVER_MAIL, RECEIVER_ZALO = (
    "Người nhận phiếu",
    "Điện thoại nhận phiếu",
    "Thư điện tử nhận phiếu",
    "Zalo nhận phiếu",
)

PLAN_LABELS = (
    PLAN_CODE,
    PLAN_NAME,
    NUMBER,
    ISSUED_ON,
    SUPERIOR,
    ISSUER,
    PLACE,
    FROM,
    TO,
    FOCAL_UNIT,
    RECEIVER,
    RECEIVER_PHONE,
    RECEIVER_MAIL,
    RECEIVER_ZALO,
    SIGNING_FORM,
    SIGNER,
    BASIS,
    BEFORE_RULE,
    HOLIDAY_RULE,
    SCALE,
)
PLAN_REQUIRED = (PLAN_CODE, PLAN_NAME, FROM, TO)

# --- Đơn vị
UNIT_CODE, UNIT_NAME, ALIASES, UNIT_KIND, PARENT = (
    "Mã đơn vị",
    "Tên đơn vị",
    "Tên gọi khác",
    "Loại đơn vị",
    "Đơn vị cấp trên",
)
EMAIL, CONTACT, PHONE, HAMLETS, REPORTS = (
    "Thư điện tử",
    "Người phụ trách",
    "Điện thoại",
    "Số thôn",
    "Báo cáo",
)
UNIT_HEADERS = (UNIT_CODE, UNIT_NAME, ALIASES, UNIT_KIND, PARENT, EMAIL, CONTACT, PHONE, HAMLETS, REPORTS)
UNIT_REQUIRED = (UNIT_CODE, UNIT_NAME)
YES, NO = "Có", "Không"

# --- Nhiệm vụ
TASK_CODE, TASK_NUMBER, TASK_GROUP, TASK_TEXT = "Mã nhiệm vụ", "TT", "Nhóm nhiệm vụ", "Nhiệm vụ"
SHORT_NAME = "Tên ngắn"
"""Of a task, for the matrix, charts and other narrow places."""
LEAD, COORDINATING, WHEN, DELIVERABLE = (
    "Cơ quan chủ trì",
    "Cơ quan phối hợp",
    "Thời gian thực hiện",
    "Sản phẩm",
)
TARGET, TARGET_UNIT, DEADLINE_KIND, START, DUE = (
    "Chỉ tiêu",
    "Đơn vị tính",
    "Loại thời hạn",
    "Bắt đầu",
    "Hạn",
)
TASK_HEADERS = (
    TASK_CODE,
    TASK_NUMBER,
    TASK_GROUP,
    TASK_TEXT,
    SHORT_NAME,
    LEAD,
    COORDINATING,
    WHEN,
    DELIVERABLE,
    TARGET,
    TARGET_UNIT,
    DEADLINE_KIND,
    START,
    DUE,
)
TASK_REQUIRED = (TASK_CODE, TASK_TEXT, LEAD, WHEN)
WORKED_OUT = (DEADLINE_KIND, START, DUE)
REMEMBERED = "Chương trình đã tính"
"""Hidden column of ``Nhiệm vụ``: what the program worked out into the row's cells."""

# --- Kỳ báo cáo
PERIOD_CODE, PERIOD_NAME, PERIOD_DUE, LOCKED_ON, PARTS = (
    "Mã kỳ",
    "Tên kỳ",
    "Hạn nộp",
    "Khóa sổ",
    "Nội dung",
)
PERIOD_HEADERS = (PERIOD_CODE, PERIOD_NAME, FROM, TO, PERIOD_DUE, LOCKED_ON, PARTS)
PERIOD_REQUIRED = (PERIOD_CODE, FROM, TO, PERIOD_DUE)

# --- Tiêu chí
CODE, GROUP, CRITERION, MAX_POINTS, SCORE_KIND, PARAMETERS, NOT_ARISING, EVIDENCE, APPLIES = (
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
CRITERION_HEADERS = (
    CODE,
    GROUP,
    CRITERION,
    MAX_POINTS,
    SCORE_KIND,
    PARAMETERS,
    NOT_ARISING,
    EVIDENCE,
    APPLIES,
)
CRITERION_REQUIRED = (CODE, CRITERION, MAX_POINTS, SCORE_KIND)

# --- Xếp loại
BAND, THRESHOLD, CONDITION = "Xếp loại", "Từ điểm", "Điều kiện"
BAND_HEADERS = (BAND, THRESHOLD, CONDITION)
BAND_REQUIRED = (BAND, THRESHOLD)

# --- Số liệu
INDICATOR, INDICATOR_UNIT, NUMBER_KIND, AGGREGATION, CONSTRAINT = (
    "Chỉ tiêu",
    "Đơn vị tính",
    "Kiểu số",
    "Cách tổng hợp",
    "Ràng buộc",
)
INDICATOR_HEADERS = (CODE, INDICATOR, INDICATOR_UNIT, NUMBER_KIND, AGGREGATION, CONSTRAINT)
INDICATOR_REQUIRED = (CODE, INDICATOR)
