"""Fonts of before Unicode."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_xl.language.folding import clean
from danvan_xl.language.legacy import LegacyEncoding, decode, decode_as, encoding_of_font, guess
from danvan_xl.language.syllables import is_syllable
from tests.support.legacy_writer import encode_tcvn3, encode_vni

TCVN3, CAPITALS, VNI = LegacyEncoding.TCVN3, LegacyEncoding.TCVN3_CAPITALS, LegacyEncoding.VNI

LETTERS = "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ"
# What fonts show, and what stands in the file.
SENTENCES = [
    ("UBND xã Đại Sơn", "UBND x· §¹i S¬n", "UBND xaõ Ñaïi Sôn"),
    ("Hội đồng nhân dân", "Héi ®ång nh©n d©n", "Hoäi ñoàng nhaân daân"),
    ("được giao nhiệm vụ", "®\u00adîc giao nhiÖm vô", "ñöôïc giao nhieäm vuï"),
    ("nghĩa vụ quân sự", "nghÜa vô qu©n sù", "nghóa vuï quaân söï"),
    ("kỹ thuật, kỷ luật", "kü thuËt, kû luËt", "kyõ thuaät, kyû luaät"),
    ("thị trấn và phường", "thÞ trÊn vµ ph\u00adêng", "thò traán vaø phöôøng"),
    ("Đã thực hiện 100%", "§· thùc hiÖn 100%", "Ñaõ thöïc hieän 100%"),
    ("chỉ đạo, kiểm tra", "chØ ®¹o, kiÓm tra", "chæ ñaïo, kieåm tra"),
    ("tháng 9 năm 2025", "th¸ng 9 n¨m 2025", "thaùng 9 naêm 2025"),
    ("những mẫu phiếu ổn định", "nh÷ng mÉu phiÕu æn ®Þnh", "nhöõng maãu phieáu oån ñònh"),
]


class DescribeFontNames:
    @pytest.mark.parametrize(
        ("font", "encoding"),
        [
            (".VnTime", TCVN3), (".VnArial", TCVN3), (".vntime", TCVN3), (".VnArial Narrow", TCVN3), (".VNTIME", TCVN3),
            (".VnTimeH", CAPITALS), (".VnArialH", CAPITALS), (".VnArial NarrowH", CAPITALS), (".vntimeh", CAPITALS),
            (".VnTimeH Bold", CAPITALS), ("@.VnTime", TCVN3), (".VnBlack Italic", TCVN3),
            ("VNI-Times", VNI), ("VNI-Helve-Condense", VNI), ("vni-times", VNI), ("VNI Aptima", VNI),
            ("Times New Roman", None), ("Arial", None), ("UVN Van", None), ("Vnamese", None), ("", None), (None, None),
        ],
    )  # fmt: skip
    def it_knows_by_their_beginning_and_their_h(
        self, font: str | None, encoding: LegacyEncoding | None
    ) -> None:
        assert encoding_of_font(font) is encoding


class DescribeTables:
    def it_has_every_letter_of_the_standard(self) -> None:
        for code in range(0xA1, 0xFF):
            letter = _standard(code)
            if letter is None:
                continue
            assert decode_as(chr(code), TCVN3) == letter
            assert encode_tcvn3(letter) == chr(code)

    def it_covers_the_whole_alphabet(self) -> None:
        for letter in LETTERS:
            assert len(encode_tcvn3(letter)) == 1
            assert decode_as(encode_tcvn3(letter), TCVN3) == letter
            assert decode_as(encode_tcvn3(letter), CAPITALS) == letter.upper()
            for cased in (letter, letter.upper()):
                assert decode_as(encode_vni(cased), VNI) == cased

    def it_gives_every_letter_a_code_of_its_own(self) -> None:
        assert len({encode_tcvn3(letter) for letter in LETTERS}) == len(LETTERS)
        assert len({encode_vni(letter) for letter in LETTERS + LETTERS.upper()}) == 2 * len(LETTERS)

    def it_uses_only_what_western_windows_has(self) -> None:
        for encoded in (encode_tcvn3(LETTERS), encode_vni(LETTERS), encode_vni(LETTERS.upper())):
            encoded.encode("latin-1")

    @pytest.mark.parametrize(
        ("letter", "code"),
        [("á", "aù"), ("ạ", "aï"), ("ă", "aê"), ("ắ", "aé"), ("ằ", "aè"), ("ẳ", "aú"), ("ẵ", "aü"), ("ặ", "aë"), ("â", "aâ"),
         ("ấ", "aá"), ("ầ", "aà"), ("ẩ", "aå"), ("ẫ", "aã"), ("ậ", "aä"), ("ê", "eâ"), ("ệ", "eä"), ("í", "í"), ("ì", "ì"), ("ỉ", "æ"),
         ("ĩ", "ó"), ("ị", "ò"), ("ơ", "ô"), ("ợ", "ôï"), ("ư", "ö"), ("ữ", "öõ"), ("ỵ", "î"), ("đ", "ñ"), ("Đ", "Ñ"), ("Ỵ", "Î"),
         ("Ệ", "EÄ"), ("Ừ", "ÖØ")],
    )  # fmt: skip
    def it_writes_vni_as_published(self, letter: str, code: str) -> None:
        assert encode_vni(letter) == code

    def it_refuses_capitals_that_tcvn3_does_not_have(self) -> None:
        with pytest.raises(ValueError, match="Ạ"):
            encode_tcvn3("ĐẠI SƠN")
        assert encode_tcvn3("ĐẠI SƠN", capitals=True) == "®¹i s¬n"


def _standard(code: int) -> str | None:
    """The letter at a byte of TCVN 5712:1993 VN3, typed in from the standard's table row by row; "." is unused."""
    rows = {
        0xA0: ".ĂÂÊÔƠƯĐăâêôơưđ.",
        0xB0: ".....àảãáạ.ằẳẵắ.",
        0xC0: "......ặầẩẫấậè.ẻẽ",
        0xD0: "éẹềểễếệìỉ...ĩíịò",
        0xE0: ".ỏõóọồổỗốộờởỡớợù",
        0xF0: ".ủũúụừửữứựỳỷỹýỵ.",
    }
    letter = rows[code & 0xF0][code & 0x0F]
    return None if letter == "." else unicodedata.normalize("NFC", letter)


class DescribeDecode:
    @pytest.mark.parametrize(("shown", "tcvn3", "vni"), SENTENCES)
    def it_reads_what_the_font_shows(self, shown: str, tcvn3: str, vni: str) -> None:
        assert decode(tcvn3, ".VnTime") == shown
        assert decode(vni, "VNI-Times") == shown

    @pytest.mark.parametrize(("shown", "tcvn3", "vni"), SENTENCES)
    def it_reads_what_vietnamese_windows_made_of_it(self, shown: str, tcvn3: str, vni: str) -> None:
        assert decode(tcvn3.encode("cp1252").decode("cp1258"), ".VnArial") == shown
        assert decode(vni.encode("cp1252").decode("cp1258"), "VNI-Helve") == shown

    def it_shows_capitals_under_a_font_ending_in_h(self) -> None:
        assert decode("ñy ban nh©n d©n x· ®¹i s¬n", ".VnTimeH") == "ỦY BAN NHÂN DÂN XÃ ĐẠI SƠN"
        assert decode("§¹i S¬n", ".VnArialH") == "ĐẠI SƠN"
        assert decode("ubnd", ".VnTimeH") == "UBND"

    def it_takes_marks_of_either_case_after_a_capital(self) -> None:
        assert decode("UÛy ban", "VNI-Times") == decode("Uûy ban", "VNI-Times") == "Ủy ban"

    def it_mends_punctuation_that_became_control_characters(self) -> None:
        assert decode("\x93x·\x94 \x96 5", ".VnTime") == "“xã” – 5"
        assert decode("“x·” – 5", ".VnTime") == "“xã” – 5"

    @pytest.mark.parametrize(
        "text",
        ["đã thực hiện ở thôn", "Hoàn thành 100%", "báo cáo", "có", "không", "xã", "BÁO CÁO", "Đã", "công tác dân vận", "Trường TH&THCS xã",
         "12", "x", "NV01", ""],
    )  # fmt: skip
    def it_leaves_unicode_alone_that_was_typed_under_an_old_font(self, text: str) -> None:
        assert decode(text, ".VnTime") == text
        assert decode(text, "VNI-Times") == text

    def it_has_nothing_to_say_about_other_fonts(self) -> None:
        assert decode("x· §¹i S¬n", "Times New Roman") is None
        assert decode("x· §¹i S¬n", None) is None

    def it_must_come_before_cleaning(self) -> None:
        assert clean(decode("®\u00adîc", ".VnTime") or "") == "được"


words = st.lists(st.text(LETTERS, min_size=1, max_size=7), max_size=6).map(" ".join)


class DescribeRoundTrips:
    @given(words)
    def it_comes_back_from_tcvn3(self, text: str) -> None:
        assert decode_as(encode_tcvn3(text), TCVN3) == text
        assert decode_as(encode_tcvn3(text.upper(), capitals=True), CAPITALS) == text.upper()

    @given(words, st.booleans())
    def it_comes_back_from_vni(self, text: str, capitals: bool) -> None:
        text = text.upper() if capitals else text
        assert decode_as(encode_vni(text), VNI) == text

    @given(st.text(), st.sampled_from([".VnTime", ".VnTimeH", "VNI-Times"]))
    def it_never_fails(self, text: str, font: str) -> None:
        assert isinstance(decode(text, font), str)
        guess(text)


class DescribeGuess:
    @pytest.mark.parametrize(("shown", "tcvn3", "vni"), SENTENCES)
    def it_suggests_what_reads_as_vietnamese_only_when_decoded(
        self, shown: str, tcvn3: str, vni: str
    ) -> None:
        assert guess(tcvn3) is TCVN3
        assert guess(vni) is VNI
        assert guess(shown) is None

    @pytest.mark.parametrize(
        "text",
        ["", "12/BC-UBND", "báo cáo công tác dân vận", "Đã có 12 lượt", "Xã hôi", "Ðại Sơn", "Café, hôtel, à côté de là-bas",
         "né à Genève, où est l'été", "où va-t-il, où", "Le maire a été élu", "dé né", "für über schön", "El niño está aquí", "não são pão",
         "déjà vu", "A · B · C", "© 2025 Microsoft®", "25°C, 5µm, 10 µm", "½ ngày", "1 × 2 ÷ 3", "§ 5", "Zoë Müller", "naïve façade",
         "« Dân vận khéo »", "x·", "Hội nghị ¶ tổng kết", unicodedata.normalize("NFD", "thực hiện dân chủ")],
    )  # fmt: skip
    def it_does_not_fire_on_ordinary_text(self, text: str) -> None:
        assert guess(text) is None


class DescribeSyllables:
    @pytest.mark.parametrize(
        "word",
        [
            "nghiêng",
            "khuỷu",
            "quyết",
            "giếng",
            "gì",
            "quý",
            "uyển",
            "thuở",
            "khuya",
            "rượu",
            "oẳn",
            "được",
            "các",
            "mạch",
            "hợp",
            "Thoát",
            "ỷ",
            "yêu",
            "ăn",
            "uống",
        ],
    )
    def it_knows_real_ones(self, word: str) -> None:
        assert is_syllable(word)

    @pytest.mark.parametrize(
        "word",
        ["khụngg", "bỏo", "cac", "bổr", "zô", "wa", "Cụnng", "hótel", "éé", "strê", "ặ", "cách1", "hạ́"],
    )
    def it_knows_impossible_ones(self, word: str) -> None:
        assert not is_syllable(word)
