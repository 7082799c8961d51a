"""Is this a Vietnamese syllable? Judges whether a decoding made sense; never used to correct what people write.

Source: the inventory of onsets and rimes of standard Vietnamese spelling (chữ quốc ngữ); syllables that end in
c, ch, p, t only take the acute or the dot-below tone.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_INITIALS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
_ONSETS = ("", *_INITIALS.split())
_RIMES = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
o oa oac oach oai oam oan oang oanh oao oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot
ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôt uơ up ut uy uya uych uyên uyêt uynh uyt uyu
ư ưa ưc ưi ưm ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y yêm yên yêng yêt yêu
"""
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_STOPPED = re.compile(r"(?:c|ch|p|t)$")

_FREQUENT = """
ban báo bà bài bình bí bên bán bàn bác các cán cáo câu có công còn cách cùng cơ chính chúng chí dân dùng dài
dành giá giám giúp giáo giao hành hóa hòa hình hàng hoàn hội hằng khác khám không khó khóa lâm là làm lên
liên lý lãnh lúc mình mà môn mô màu năm nào này nên nói nông nhân nhà nhìn nhóm ngành người ông phân phát
phí phòng phóng phá phán phê quá quân quý rà sáng sát sách sinh soát tác tài tân tên thêm thành tháng thông
thôn thân thu thì tin tình tính toàn trách tránh trên trình trí trò tuyên tôn tôi và vào viên văn vì vùng
xây xã xét xóa xóm yêu ý ít đã được phường đang dụng phụ cụ vụ chưa số bộ sự cuộc hộ một với của cho trong
những
"""
COMMON = frozenset(_FREQUENT.split())
"""Some of the commonest syllables of administrative prose. Settles a tie between two possible readings."""


@lru_cache(maxsize=1)
def _inventory() -> frozenset[str]:
    return frozenset(onset + rime for onset in _ONSETS for rime in _RIMES.split())


@lru_cache(maxsize=16384)
def is_syllable(word: str) -> bool:
    """Whether ``word`` is spelled as a Vietnamese syllable can be; case does not matter."""
    letters = unicodedata.normalize("NFD", word.lower())
    tones = _TONES.findall(letters)
    if len(tones) > 1:
        return False
    bare = unicodedata.normalize("NFC", _TONES.sub("", letters))
    if bare not in _inventory():
        return False
    return not _STOPPED.search(bare) or bool(tones and tones[0] in "\u0301\u0323")
