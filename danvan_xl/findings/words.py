"""Sentences that many findings share: what the officer does, what the unit does."""

from __future__ import annotations

from danvan_xl.terms.summary import CORRECTIONS

NOTHING = "Không phải làm gì."
"""Advice where nobody has to do anything."""

# --- to the officer who consolidates
MEND = f"Hỏi lại đơn vị rồi nhập giá trị đúng của ô này ở trang tính “{CORRECTIONS}”, hoặc đề nghị đơn vị gửi lại phiếu; sau đó tổng hợp lại."
"""The only place where she can put an unreadable value right by hand."""
CHECK = f"Kiểm tra lại với đơn vị nếu thấy chưa đúng; giá trị đúng nhập ở trang tính “{CORRECTIONS}”."

# --- to the unit
NUMBER = "Ghi lại bằng chữ số, ví dụ 12 hoặc 8,5; không có thì ghi 0."
WHOLE = "Ghi lại số nguyên, ví dụ 12; không có thì ghi 0."
PERCENT = "Ghi lại số từ 0 đến 100; ví dụ 50% thì ghi 50."
DATE = "Ghi lại ngày dạng 05/9/2025."
IF_WRONG = "Nếu đọc chưa đúng, đề nghị ghi lại."
SEND_FORM = "Điền trên phiếu đã phát hành rồi gửi lại."
FEWER_POINTS = "Sửa điểm cho đúng: từ 0 đến điểm tối đa."
