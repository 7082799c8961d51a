"""One key for the many ways the same words are typed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_xl.language.folding import clean, fold, place_tones

VIETNAMESE = st.text(
    "aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạằấểỗợứỳỵĂÂĐÊÔƠƯẤỀ -.,\u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031b\u00a0Ðð"
)


class DescribeClean:
    @pytest.mark.parametrize(
        ("typed", "shown"),
        [
            ("  Văn  phòng \n UBND ", "Văn phòng UBND"),
            ("Văn\u00a0phòng\u202fUBND\u2007", "Văn phòng UBND"),
            ("\ufeffVăn\u200b hóa\u00ad", "Văn hóa"),
            ("Ðại Sơn", "Đại Sơn"),
            ("ðã", "đã"),
            (unicodedata.normalize("NFD", "Nhiệm vụ của thôn Đồng Ở"), "Nhiệm vụ của thôn Đồng Ở"),
            ("o\u031b\u0309", "ở"),  # o + horn + hook
            ("ơ\u0309", "ở"),  # half-composed
            ("ê\u0323", "ệ"),
            ("e\u0323\u0302", "ệ"),
            ("á\u0302", "ấ"),  # the tone was typed before the circumflex
            ("a\u0301\u0302", "ấ"),
            ("ộ\u0323", "ộ"),  # the tone twice
            ("a\u200b\u0301", "á"),
            ("hoà và hòa", "hoà và hòa"),  # the writer's spelling stays
            ("xã - hội – đời sống", "xã - hội – đời sống"),
            ("", ""),
            ("\x00\x1f\t", ""),
        ],
    )
    def it_shows_the_writers_spelling_in_nfc(self, typed: str, shown: str) -> None:
        assert clean(typed) == shown

    @given(st.one_of(VIETNAMESE, st.text()))
    def it_is_idempotent_and_nfc(self, text: str) -> None:
        once = clean(text)
        assert clean(once) == once
        assert unicodedata.is_normalized("NFC", once)


class DescribeToneMarks:
    @pytest.mark.parametrize(
        ("typed", "placed"),
        [
            ("hoà", "hòa"), ("hoá", "hóa"), ("hoả", "hỏa"), ("hoã", "hõa"), ("hoạ", "họa"),
            ("thuỷ", "thủy"), ("uỷ", "ủy"), ("tuỳ", "tùy"), ("thuý", "thúy"), ("khoẻ", "khỏe"), ("xoè", "xòe"),
            ("HOÀ", "HÒA"), ("Uỷ ban", "Ủy ban"), ("UỶ BAN", "ỦY BAN"), ("Hoà Bình", "Hòa Bình"),
            ("hòan", "hoàn"), ("tòan", "toàn"), ("ngọai", "ngoại"), ("hùynh", "huỳnh"), ("khủyu", "khuỷu"), ("xóay", "xoáy"),
            ("nghiã", "nghĩa"), ("cuả", "của"), ("giưã", "giữa"), ("chià", "chìa"),
            ("qúy", "quý"), ("qủa", "quả"), ("qúa", "quá"), ("gìa", "già"),
        ],
    )  # fmt: skip
    def it_puts_in_one_place_whatever_the_school(self, typed: str, placed: str) -> None:
        assert place_tones(typed) == placed

    @pytest.mark.parametrize(
        "word",
        ["quý", "Quý", "quỳ", "quá", "quà", "quả", "quỷ", "già", "giá", "giả", "giã", "hoàn", "toàn", "hoặc", "oằn", "huỳnh",
         "khuỷu", "tuyến", "thuế", "của", "nghĩa", "gụa", "góa", "quốc", "chuẩn", "nguyên", "boong", "Huế"],
    )  # fmt: skip
    def it_leaves_right_spellings_alone(self, word: str) -> None:
        assert place_tones(word) == word


class DescribeFold:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("Phòng Văn hóa - Xã hội", "phòng văn hoá–xã hội."),
            ("Phòng Văn hóa- Xã hội", "PHÒNG VĂN HOÁ XÃ HỘI"),
            ("Văn phòng HĐND&UBND", "Văn phòng HĐND & UBND"),
            ("Tiến độ (%)", "tiến độ"),
            ("Ủy ban", "Uỷ\u00a0ban"),
            ("Đơn vị:", "Ðơn vị"),
            ("Quý Ⅲ", "quý III"),
            ("ＵＢＮＤ xã", "UBND xã"),
            ("Hoàn thành", unicodedata.normalize("NFD", "hòan thành")),
            ("Mã_đơn_vị", "mã đơn vị"),
        ],
    )
    def it_gives_one_key_to_the_same_words(self, one: str, other: str) -> None:
        assert fold(one) == fold(other)

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("tổ", "tơ"),
            ("thôn 1", "thôn 11"),
            ("xã", "xa"),
            ("đội", "dội"),
            ("10²", "102"),
            ("SL01", "SL 01"),
            ("quý", "quỷ"),
        ],
    )
    def it_keeps_different_words_apart(self, one: str, other: str) -> None:
        assert fold(one) != fold(other)

    def it_is_readable(self) -> None:
        assert fold(" Thường xuyên, Định kỳ (Quý III/2025) ") == "thường xuyên định kỳ quý iii 2025"

    @given(st.one_of(VIETNAMESE, st.text()))
    def it_is_idempotent(self, text: str) -> None:
        assert fold(fold(text)) == fold(text)

    @given(VIETNAMESE)
    def it_does_not_mind_composition_or_case(self, text: str) -> None:
        text = clean(text)
        assert fold(unicodedata.normalize("NFD", text)) == fold(text)
        assert fold(text.upper()) == fold(text)
