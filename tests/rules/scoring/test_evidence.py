"""Evidence: what says that there is none, and what asks for none."""

from __future__ import annotations

import pytest

from danvan_xl.model import ScoreKind
from danvan_xl.rules.scoring.evidence import asks_evidence, says_none
from tests.rules.scoring.test_points import codes, scored

K = ScoreKind


@pytest.mark.parametrize(
    "text",
    ["", " ", "-", "–", "...", "0", "Không", "không có.", "Chưa có", "KHÔNG", "ko có", "Không có tài liệu kiểm chứng",
     "chưa có văn bản", "Không phát sinh", "n/a", "/"],
)  # fmt: skip
def test_none_is_no_evidence(text):
    assert says_none(text)
    sheet, score = scored(K.SELF, 10, given=8, requires="Văn bản", evidence=text)
    assert (score.points, codes(sheet)) == (0, ["evidence-missing"])


@pytest.mark.parametrize(
    "text",
    [
        "Số 12/BC-UBND",
        "Báo cáo",
        "Kế hoạch Không gian văn hóa",
        "Không có hạn: Công văn 3",
        "1",
        "có",
        "đã gửi",
    ],
)
def test_anything_else_is_evidence(text):
    assert not says_none(text)
    assert scored(K.SELF, 10, given=8, requires="Văn bản", evidence=text)[1].points == 8


@pytest.mark.parametrize(
    "text", ["", "Không yêu cầu", "không cần", "-", "Không", "Không bắt buộc", "không phải nộp"]
)
def test_a_master_may_say_that_none_is_asked_for(text):
    assert not asks_evidence(text)
    assert scored(K.SELF, 10, given=8, requires=text)[1].points == 8


def test_a_master_that_names_something_asks_for_it():
    assert asks_evidence("Không khuyến khích bản giấy; gửi bản chụp") and asks_evidence("Văn bản")
