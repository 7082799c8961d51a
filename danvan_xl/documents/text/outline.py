"""The parts of an issued plan: letterhead, title, preamble, sections by subject, closing, recipients, signature.

Source of the order: Nghị định 30/2020/NĐ-CP, Phụ lục I and III. Sections are told by their headings' words,
whatever they are numbered with (Phần I, A, I, 1, or capitals alone).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from msgspec import Struct, field
from msgspec.structs import replace

from danvan_xl.documents.text.content import Line, Paragraph
from danvan_xl.documents.text.marks import PART, Rank, read_mark
from danvan_xl.documents.text.paragraphs import join
from danvan_xl.documents.text.periods import is_period
from danvan_xl.documents.text.roles import Role, role_under
from danvan_xl.documents.text.unit_names import heads_units, split_duty
from danvan_xl.language.folding import clean, fold


class Subject(StrEnum):
    """What a section is about."""

    PURPOSE = "mục đích, yêu cầu"
    CONTENT = "nội dung"
    DUTIES = "tổ chức thực hiện"
    REPORTING = "chế độ báo cáo"
    FUNDING = "kinh phí"
    TIME = "thời gian"
    REVIEW = "đánh giá"
    OTHER = "khác"


class Section(Struct):
    """A top-level section: its heading and everything under it."""

    heading: Paragraph
    subject: Subject
    body: list[Paragraph] = field(default_factory=list)


class Outline(Struct):
    """An issued plan in parts. ``letterhead``, ``recipients`` and ``signature`` are printed lines as they stand."""

    letterhead: list[Line] = field(default_factory=list)
    title: list[Paragraph] = field(default_factory=list)
    preamble: list[Paragraph] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    closing: list[Paragraph] = field(default_factory=list)
    recipients: list[Line] = field(default_factory=list)
    signature: list[Line] = field(default_factory=list)
    appendix: list[Line] = field(default_factory=list)
    is_plan: bool = False
    """A line "KẾ HOẠCH" (CHƯƠNG TRÌNH, HƯỚNG DẪN) stands over it."""
    genre: str = "Kế hoạch"
    other: str = ""
    """What else it calls itself, in small letters: "báo cáo"."""

    def about(self, *subjects: Subject) -> list[Section]:
        """The sections about these subjects."""
        return [section for section in self.sections if section.subject in subjects]


_GENRE = r"(?:kế hoạch|chương trình|hướng dẫn)"
_TITLE = re.compile(rf"^(?:dự thảo )?({_GENRE})$")
_TITLE_RUN_ON = re.compile(rf"^({_GENRE.upper()})\s+(?=\S)")
MOTTO = re.compile(r"cộng hòa xã hội chủ nghĩa việt nam")
_ATTACHED = re.compile(r"^(?:ban hành )?kèm theo quyết định\b")
OTHER_GENRE = re.compile(
    r"^(?:(?:dự thảo|bản) )?(?P<genre>báo cáo|tờ trình|quyết định|thông báo|nghị quyết|công văn|công điện|giấy mời|thư mời|biên bản|chỉ thị|đề án|thông tư|nghị định"
    r"|(?:bộ )?luật|pháp lệnh|hợp đồng|điều lệ|quy chế|quy định|quy trình|nội quy|quy ước|hương ước|danh sách|lịch (?:công tác|làm việc|trực|tiếp|họp)|bài (?:phát biểu|viết|tuyên truyền|giảng|thu hoạch)"
    r"|diễn văn|phát biểu|lời (?:khai mạc|kêu gọi|chào)|(?:bài )?tham luận|đề cương|kiểm điểm|cam kết|bản tin|tự nhận xét|mô tả|đăng ký|nhận xét|đơn\b|giấy\b|phiếu\b|bảng (?:giá|tổng hợp|kê|chấm|điểm|lương|phân bổ)"
    r"|báo giá|hóa đơn|dự toán|quyết toán|phương án|dự án|kết luận|công bố|thư\b|tài liệu|sổ\b|thuyết minh|sáng kiến|giáo án|kịch bản|thỏa thuận|quy hoạch|lý lịch|sơ yếu|chuyên đề|cẩm nang"
    r"|cương lĩnh|văn kiện|sách|tóm tắt|tổng hợp|ý kiến|kết quả|tin tức|câu hỏi|thể lệ|chuyển đổi|thiết kế|hồ sơ|thực đơn|cáo phó|bản đồ|phóng sự|mẫu\b|biểu\b)"
)
"""What an official paper that is no plan calls itself, in capitals."""
BASIS = re.compile(
    r"^(?:căn cứ|thực hiện|triển khai thực hiện|tiếp tục thực hiện|theo|xét|để|nhằm|trên cơ sở|chấp hành|thi hành)\b",
    re.I,
)
_INTRODUCTION = re.compile(
    r"^(?:ubnd|ủy ban nhân dân|hđnd|sở|phòng|ban|đảng ủy|ban chỉ đạo|công an)\b.*\b(?:ban hành|xây dựng|đề ra|lập|triển khai)\b"
)
_SIGN = re.compile(
    r"^(?:tm|kt|tl|q|tuq)\b ?(?:ủy ban|ubnd|chủ tịch|phó chủ tịch|trưởng|giám đốc|ban)|^(?:phó )?chủ tịch$|^(?:phó )?trưởng (?:phòng|ban)$|^(?:phó )?giám đốc$|^(?:phó )?(?:hiệu trưởng|bí thư|chỉ huy trưởng|trưởng công an|chủ nhiệm|viện trưởng|(?:chi )?cục trưởng|trạm trưởng|tổng giám đốc|chánh thanh tra)$"
)
RECIPIENTS = re.compile(r"^nơi nhận\b")
APPENDIX = re.compile(r"^ph(?:ụ|ục) lục\b|^phục lục\b|^danh mục nhiệm vụ\b|^bảng phân công\b")
CLOSING = re.compile(
    r"^(?:trên đây là|trong quá trình|quá trình (?:tổ chức|triển khai|thực hiện)|kế hoạch này (?:có hiệu lực|thay thế)|yêu cầu (?:thủ trưởng|các|trưởng)"
    r"|(?:ubnd|ủy ban nhân dân)(?: \w+){0,4} (?:yêu cầu|đề nghị)|nhận được kế hoạch|đề nghị (?:thủ trưởng|các (?:cơ quan|đơn vị|phòng|ban|ngành)).*(?:nghiêm túc|kế hoạch này)"
    r"|(?:đề nghị|yêu cầu) (?:\w+ ){1,14}(?:nghiêm túc|tích cực|khẩn trương) (?:(?:tổ chức|triển khai) )*thực hiện(?: tốt| nghiêm)?(?: (?:các nội dung )?kế hoạch(?: này)?)?$)"
)
_SUBJECTS: tuple[tuple[Subject, re.Pattern[str]], ...] = (
    (
        Subject.REPORTING,
        re.compile(
            r"^(?:chế độ )?(?:thông tin )?báo cáo|chế độ (?:thông tin )?báo cáo|kiểm tra và báo cáo|^sơ kết tổng kết"
        ),
    ),
    (Subject.FUNDING, re.compile(r"kinh phí")),
    (
        Subject.PURPOSE,
        re.compile(
            r"^(?!nội dung|nhiệm vụ).*(?:mục đích|yêu cầu|quan điểm|mục tiêu|đối tượng|phạm vi|đặc điểm|tình hình|sự cần thiết)|^chỉ tiêu|^phương hướng(?: chung)?$"
        ),
    ),
    (
        Subject.DUTIES,
        re.compile(
            r"^(?:tổ chức (?:thực hiện|triển khai)|phân công|trách nhiệm|nhiệm vụ của các|tổ chức và phân công)|phân công (?:thực hiện|trách nhiệm|nhiệm vụ|tổ chức)|trách nhiệm (?:thực hiện|của)"
        ),
    ),
    (Subject.CONTENT, re.compile(r"nội dung|nhiệm vụ|giải pháp|hoạt động|công việc|biện pháp")),
    (Subject.DUTIES, re.compile(r"tổ chức thực hiện|tổ chức triển khai")),
    (Subject.TIME, re.compile(r"^(?:thời gian|tiến độ|lộ trình)")),
)
_FRAME_RULE = re.compile(r"^[\W_]+$")


def subject_of(heading: str) -> Subject | None:
    """What a heading is about, None when its words say nothing."""
    line = fold(heading)
    if len(line.split()) > 22:
        return None
    if role_under(heading) is Role.REVIEW and not re.search(r"(?:nhiệm vụ|phương hướng)\b", line):
        return Subject.REVIEW
    return next((subject for subject, rule in _SUBJECTS if rule.search(line)), None)


def outline(lines: Sequence[Line]) -> Outline:
    """Take a plan apart. Parts that it lacks stay empty; ``is_plan`` is False without a title line."""
    result = Outline()
    lines = _without_rules(lines)
    top, start = _title_line(lines)
    other = next(
        (i for i, line in enumerate(lines[:60] if start is None else lines[:start]) if _other_genre(line)),
        None,
    )
    result.other = _other_genre(lines[other]) if other is not None else ""
    if start is None:
        result.other = result.other or _other_symbol(lines[:30])
        body = list(lines)
    else:
        result.is_plan = True
        named = _TITLE.match(fold(lines[start].text)) or _TITLE_RUN_ON.match(lines[start].text)
        result.genre = named.group(1).capitalize() if named else result.genre
        if other is not None and any(_ATTACHED.match(fold(line.text)) for line in lines[start : start + 7]):
            result.other, lines = "", [*lines[:other], *lines[start:]]  # issued by a decision
            start = other
        letterhead = [part for line in lines[top:start] for part in _columns(line)]
        if any(part.side == "left" for part in letterhead):
            letterhead.sort(key=lambda part: part.side == "right")  # stable: column by column
        result.letterhead = letterhead
        body = list(lines[start + 1 :])
        run_on = _TITLE_RUN_ON.sub("", lines[start].text)
        if run_on != lines[start].text:
            first = lines[start]
            body.insert(
                0, Line(run_on, first.number, first.page, first.whole, bold=True, centred=first.centred)
            )
    body, tail = _cut_tail(body)
    _tail(tail, result)
    paragraphs = join(_with_parts_named(body))
    _front(paragraphs, result)
    for section in result.sections:
        section.subject = _settled(section, result)
    return result


def _title_line(lines: Sequence[Line]) -> tuple[int, int | None]:
    """(where the letterhead begins, the line of the title): a web page may give its own title above the letterhead."""
    titles = [i for i, line in enumerate(lines[:250]) if _is_title(line.text)]
    titles = [
        i for i in titles if i < 80 or _ATTACHED.match(fold(" ".join(o.text for o in lines[i + 1 : i + 4])))
    ]
    if not titles:
        return 0, None
    motto = next(
        (
            i
            for i in range(titles[0] + 1, min(titles[0] + 40, len(lines)))
            if MOTTO.search(fold(lines[i].text))
        ),
        None,
    )
    again = next((i for i in titles if motto is not None and i > motto), None)
    return (titles[0] + 1, again) if again is not None else (0, titles[0])


def _other_genre(line: Line) -> str:
    """ "báo cáo" for a line "BÁO CÁO", '' for any other."""
    if re.match(r"(?i)(?:v/v|về việc|kính gửi)\b", line.text):
        return "công văn"
    key = fold(line.text)
    found = OTHER_GENRE.match(key)
    if found and (line.text.isupper() or found.group() == key):
        return found["genre"].strip()
    return ""


_SYMBOL = re.compile(r"số\s*:?\s*\d*\s*/\s*(?:\d{4}\s*/\s*)?(?P<sign>[A-ZĐ][A-Za-zĐ]{1,7})\s*[-–]", re.I)
_SIGNS = {
    "BC": "báo cáo", "TTR": "tờ trình", "QĐ": "quyết định", "NQ": "nghị quyết", "TB": "thông báo", "ĐA": "đề án", "PA": "phương án", "CT": "chỉ thị",
    "GM": "giấy mời", "BB": "biên bản", "KL": "kết luận", "TT": "thông tư", "NĐ": "nghị định", "CĐ": "công điện", "QC": "quy chế", "ĐC": "đề cương",
}  # fmt: skip


def _other_symbol(lines: Sequence[Line]) -> str:
    """What the number of the letterhead says that it is: "báo cáo" for "Số: 15/BC-UBND"."""
    found = (_SYMBOL.match(part.text) for line in lines for part in _columns(line))
    sign = next((match["sign"].upper() for match in found if match), "KH")
    return "" if sign in ("KH", "CTR", "HD") else _SIGNS.get(sign, "công văn")


_EITHER = re.compile(r"nhiệm vụ|nội dung|giải pháp|công việc")


def _settled(section: Section, parts: Outline) -> Subject:
    """Content or duties where the heading speaks of both ("Nhiệm vụ và phân công thực hiện"): duties begin with units.

    A section of content all of whose headings are units is one of duties, too, when the plan has no other.
    """
    if (
        section.subject is Subject.TIME
        and sum(is_period(p.text.partition(":")[0]) for p in section.body) >= 2
    ):
        return Subject.CONTENT  # "Tiến độ thực hiện": what is done in each quarter
    if section.subject not in (Subject.CONTENT, Subject.DUTIES) or not section.body:
        return section.subject
    marks = [read_mark(p.full) if p.mark else None for p in section.body]
    ranks = [mark.rank for mark in marks if mark is not None]
    if not ranks:
        return section.subject
    heads = [
        p for p, mark in zip(section.body, marks, strict=True) if mark is not None and mark.rank == min(ranks)
    ]
    units = sum(bool(split_duty(p.text)[0]) for p in heads)
    if section.subject is Subject.DUTIES and _EITHER.search(fold(section.heading.text)):
        return Subject.DUTIES if units >= 0.4 * len(heads) else Subject.CONTENT
    alone = not any(other.subject is Subject.DUTIES for other in parts.sections)
    names = sum(heads_units(p.text.rstrip(" :.")) for p in heads)
    if section.subject is Subject.CONTENT and alone and len(heads) >= 3 and names >= 0.8 * len(heads):
        return Subject.DUTIES
    return section.subject


def _without_rules(lines: Sequence[Line]) -> list[Line]:
    """Drop drawn lines ("______"); what follows one begins anew."""
    result: list[Line] = []
    after_rule = False
    for line in lines:
        if _FRAME_RULE.match(line.text):
            after_rule = True
            continue
        result.append(replace(line, gap=line.gap + 3) if after_rule else line)
        after_rule = False
    return result


def _with_parts_named(lines: Sequence[Line]) -> list[Line]:
    """ "Phần thứ hai" on a line of its own belongs to the heading under it."""
    result: list[Line] = []
    for line in lines:
        above = result[-1] if result else None
        if above is not None and PART.fullmatch(above.text.rstrip(" .:")) and read_mark(line.text) is None:
            result[-1] = replace(line, text=f"{above.text} {line.text}", number=above.number, gap=above.gap)
        else:
            result.append(line)
    return result


def _is_title(text: str) -> bool:
    return bool(_TITLE.match(fold(text))) or bool(
        _TITLE_RUN_ON.match(text) and not re.search(r"KẾ HOẠCH\s+SỐ", text) and not text.endswith((";", ","))
    )


def _columns(line: Line) -> list[Line]:
    """A letterhead line whose two columns were put on one line, as two."""
    # A wide gap left for the number or the day to be filled in is no border of columns.
    parts = re.split(r"(?<!ngày)(?<!tháng)(?<!năm)(?<!ố:)(?<!ố :)(?<!ố) {2,}(?!/|tháng|năm)|\t", line.text)
    if len(parts) == 1:
        # "ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM": the motto is known word for word.
        motto = re.search(
            r"(?i)cộng h(?:òa|oà) xã hội chủ nghĩa việt nam|độc lập\s*[-–]\s*tự do\s*[-–]\s*hạnh phúc",
            line.text,
        )
        if motto and motto.start() > 3:
            parts = [line.text[: motto.start()], line.text[motto.start() :]]
        else:
            date = re.search(r"(?<=\S)\s+([^\d\W][^\d,]{1,30},\s*ngày\s.*năm\s+\d{4})\s*$", line.text)
            if date and re.match(r"(?i)\s*số", line.text):
                head = re.match(r"(?i)\s*số\s*:?\s*[\d\s]*/\s*[\w\-–]+", line.text)
                if head:
                    parts = [head.group(), line.text[head.end() :]]
    shown = [clean(part) for part in parts if clean(part)]
    sides = [line.side] if len(shown) == 1 else ["left", *["right"] * (len(shown) - 1)]
    return [
        Line(part, line.number, line.page, True, side=side) for part, side in zip(shown, sides, strict=True)
    ]


def _cut_tail(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Where the recipients, the signature or an appendix begin; appendixes stand behind them."""
    for i, line in enumerate(lines):
        key = fold(line.text)
        if RECIPIENTS.match(key) or (_SIGN.match(key) and i > 3 and len(key.split()) <= 8):
            return lines[:i], lines[i:]
        if APPENDIX.match(key) and i > 3 and line.text.isupper():
            return lines[:i], lines[i:]
    return lines, []


def _tail(lines: Sequence[Line], result: Outline) -> None:
    in_appendix = False
    for whole in lines:
        for line in _columns(whole) if not in_appendix else [whole]:
            key = fold(line.text)
            if APPENDIX.match(key):
                in_appendix = True
            if in_appendix:
                result.appendix.append(line)
            elif RECIPIENTS.match(key) or re.match(
                r"^[-–+•*]|^như trên|^lưu(?:\s*:|\s+(?:vt|vp|hs|văn thư)\b|\W*$)", line.text.lower()
            ):
                result.recipients.append(line)
            else:
                result.signature.append(line)


def _front(paragraphs: list[Paragraph], result: Outline) -> None:
    top = _top_rank(paragraphs)
    first = next((i for i, p in enumerate(paragraphs) if _heading(p, top)), len(paragraphs))
    in_title = result.is_plan
    for number, paragraph in enumerate(paragraphs[:first]):
        key = fold(paragraph.text)
        capitals = (
            bool(result.title)
            and result.title[-1].text.isupper()
            and paragraph.text.upper() == paragraph.text
        )
        goes_on = capitals and not paragraph.mark and not BASIS.match(paragraph.text)
        if in_title and (number == 0 or goes_on or not _ends_title(paragraph, key)):
            result.title.append(paragraph)
            continue
        in_title = False
        result.preamble.append(paragraph)
    for paragraph in paragraphs[first:]:
        subject = _heading(paragraph, top)
        if subject is not None:
            heading, rest = _run_in(paragraph)
            result.sections.append(Section(heading, subject))
            if rest is not None:
                result.sections[-1].body.append(rest)
        elif CLOSING.match(fold(paragraph.text)) and not (paragraph.mark and paragraph.mark[0].isdigit()):
            result.closing.append(paragraph)
        else:
            result.sections[-1].body.append(paragraph)


def _run_in(paragraph: Paragraph) -> tuple[Paragraph, Paragraph | None]:
    """ "V. KINH PHÍ: Sử dụng nguồn ..." is a heading and a paragraph."""
    head, colon, rest = paragraph.text.partition(":")
    if not colon or len(rest.split()) < 4:
        return paragraph, None
    return (
        Paragraph(clean(head), paragraph.number, paragraph.page, paragraph.mark, paragraph.bold),
        Paragraph(clean(rest), paragraph.number, paragraph.page),
    )


def _ends_title(paragraph: Paragraph, key: str) -> bool:
    if paragraph.mark or paragraph.text.rstrip().endswith((";", ":")) or len(key.split()) > 40:
        return True
    if _INTRODUCTION.match(key):
        return True
    if key.startswith("năm ") and len(key.split()) > 9:
        return True  # "Năm 2026 là năm ...": a sentence
    if paragraph.text[:1].islower() or key.startswith(
        ("trên địa bàn", "năm ", "6 tháng", "giai đoạn", "của ")
    ):
        return False
    if BASIS.match(paragraph.text) and re.search(r"\d+/|số|luật|nghị", key):
        return True
    return not (paragraph.bold or paragraph.centred)


def _top_rank(paragraphs: Sequence[Paragraph]) -> Rank | None:
    """The numbering of the top-level sections: the highest whose headings name the usual subjects."""
    counts: dict[Rank, set[Subject]] = {}
    for paragraph in paragraphs:
        mark = read_mark(paragraph.full) if paragraph.mark else None
        subject = subject_of(paragraph.text.partition(":")[0])
        if mark is not None and mark.rank <= Rank.DECIMAL and subject is not None:
            counts.setdefault(mark.rank, set()).add(subject)
    for rank in (Rank.PART, Rank.ROMAN, Rank.DECIMAL):
        subjects = counts.get(rank, set())
        if len(subjects) >= 2 or (rank is Rank.ROMAN and subjects & {Subject.CONTENT, Subject.DUTIES}):
            return rank
    return None


def _heading(paragraph: Paragraph, top: Rank | None) -> Subject | None:
    """The subject when this paragraph is a top-level heading."""
    mark = read_mark(paragraph.full) if paragraph.mark else None
    head = paragraph.text.partition(":")[0]
    if mark is not None:
        if top is None or mark.rank is not top:
            return None
        if top is Rank.DECIMAL and subject_of(head) is None:
            return None
        return subject_of(head) or Subject.OTHER
    if len(paragraph.text.split()) <= 14 and paragraph.text.isupper():
        return subject_of(paragraph.text)
    return None
