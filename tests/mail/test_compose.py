"""A message as a mailbox reads it back."""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from email.policy import default
from email.utils import parseaddr

from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_xl.mail.compose import Draft, dress
from danvan_xl.mail.words import after_report

WORDS = [
    "[KH-2025]",
    "Phiếu",
    "báo",
    "cáo",
    "6",
    "tháng",
    "đầu",
    "năm",
    "2025",
    "-",
    "Ủy",
    "ban",
    "nhân",
    "dân",
    "xã",
    "Đại",
    "Sơn",
    "Văn",
    "phòng",
    "HĐND",
    "và",
    "UBND",
    "plain",
    "ascii",
]
texts = st.lists(st.sampled_from(WORDS), min_size=2, max_size=40).map(" ".join)
names = st.lists(st.sampled_from(WORDS[1:4] + WORDS[11:]), min_size=2, max_size=12).map(" ".join)


def decoded(raw: bytes, header: str) -> str:
    """As RFC 2047 says. (The library's own parser puts spaces between the encoded words of a name.)"""
    return str(make_header(decode_header(message_from_bytes(raw)[header])))


@settings(max_examples=200, deadline=None)
@given(subject=texts, name=names)
def test_a_folded_subject_and_sender_lose_no_space(subject: str, name: str):
    draft = Draft("T01", "Thôn", ("t01@xa.gov.vn", "vp@xa.gov.vn"), subject, "Nội dung")
    raw = dress(draft, f'"{name}" <vp@xa.gov.vn>', datetime(2025, 9, 1, tzinfo=UTC)).as_bytes()
    read = message_from_bytes(raw, policy=default)
    assert read["Subject"] == subject
    assert parseaddr(decoded(raw, "From")) == (name, "vp@xa.gov.vn")
    assert [address.addr_spec for address in read["To"].addresses] == list(draft.to)
    assert decoded(raw, "Subject") == subject
    assert all(len(line) <= 998 for line in raw.splitlines())


def test_a_period_behind_the_words_bao_cao_does_not_say_them_again():
    assert after_report("Báo cáo 6 tháng đầu năm 2026") == "6 tháng đầu năm 2026"
    assert after_report("Sơ kết 6 tháng") == "Sơ kết 6 tháng"
