"""Facts of the plan: number, date, issuing body, place, title, legal basis, signer, the days that it covers.

Nothing is invented: a fact that the document does not hold stays blank. Every fact comes with its passage.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from msgspec import Struct, field

from danvan_xl.documents.plan_days import days_of, first_day, last_day
from danvan_xl.documents.text.content import Line, Paragraph, place
from danvan_xl.documents.text.outline import BASIS, Outline, Subject
from danvan_xl.language.folding import clean, fold


class Fact(Struct, frozen=True):
    """A value, the words it was read from and where they stand. ``sure`` False: worked out, to be checked."""

    value: str
    source: str
    where: str
    sure: bool = True


class PlanFacts(Struct):
    """What was found; None where the document is silent."""

    number: Fact | None = None
    issued: Fact | None = None
    issued_on: date | None = None
    superior: Fact | None = None
    issuer: Fact | None = None
    place: Fact | None = None
    title: Fact | None = None
    signing_form: Fact | None = None
    signer: Fact | None = None
    bases: list[Fact] = field(default_factory=list)
    start: date | None = None
    end: date | None = None
    span: Fact | None = None
    """The words that say what days the plan covers."""


_NUMBER = re.compile(
    r"(?i)\bsố\s*:?\s*(\d[\d\s]*)?\s*(?:/\s*((?:\d{4}\s*/\s*)?(?:KH|CTr|CT|HD)\s*[-–]\s*[A-ZĐ&.\-–]+)|([-–]\s*(?:KH|CTr|HD)\s*/\s*[A-ZĐ]+))"
)
"""The State's 12/KH-UBND, the Party's 12-KH/BCĐ."""
_DATED = re.compile(
    r"(?i)^(?P<place>[^\W\d][^,;:\d]{1,38}?)\s*,?\s+ngày\s*(?P<d>[\d .…]*)\s*tháng\s*(?P<m>[\d .…]*)\s*năm\s*(?P<y>\d{4})"
)
_ANNEXED = re.compile(
    r"(?i)kèm theo kế hoạch số\s*:?\s*(?P<n>\d+)\s*/\s*(?P<s>KH\s*[-–]\s*[\w\-–]+)[,\s]*ngày\s*(?P<d>\d{1,2})\s*(?:tháng|/)\s*(?P<m>\d{1,2})\s*(?:năm|/)\s*(?P<y>\d{4})"
)
_MOTTO = re.compile(r"^(?:cộng hòa xã hội|độc lập tự do|đảng cộng sản việt nam)")
_BODY = re.compile(
    r"^(?:ubnd|ủy ban nhân dân|hđnd|hội đồng nhân dân|sở|phòng|ban|bcđ|bch|bql|ttyt|ubmttq|mttq|đảng ủy|đảng bộ|huyện ủy|tỉnh|thành phố|ủy ban)\b|^(?:trường|trung tâm|bệnh viện|trạm|hội|đoàn|mặt trận|công an|(?:chi )?cục|viện|liên đoàn|công đoàn|bộ|quân khu|lữ đoàn|trung đoàn|tiểu đoàn"
    r"|đồn|hạt|kho bạc|bảo hiểm|ngân hàng|tòa án|thuế|thanh tra|đài|báo|học viện|đại học|công ty|tổng công ty|tập đoàn|khối|văn phòng|chi bộ|thành ủy|quận ủy|thị ủy|vườn)\s+\S"
)
_LEVEL = r"(?:xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố|tỉnh)"
_NAMED_BODY = re.compile(
    rf"((?:UBND|[ỦU][ỷỶyY] ban [Nn]hân dân|Ủy ban [Nn]hân dân)\s+{_LEVEL}(?:\s+[A-ZĐÀ-Ỹ][^\W\d_]*){{1,4}})"
)
_BARE_BODY = re.compile(rf"((?:UBND|[ỦU][ỷyỶY] ban [Nn]hân dân)\s+{_LEVEL})\b")
_PIECE = re.compile(
    r"^(?:căn cứ|thực hiện|luật|bộ luật|hiến pháp|nghị|quyết|chỉ thị|kế hoạch|kết luận|thông tư|thông báo|quy định|quy chế|hướng dẫn|công văn"
    r"|chương trình|pháp lệnh|đề án|văn bản|theo|xét|ý kiến|tờ trình|nhiệm vụ)\b"
)
_PERSON = re.compile(
    r"^(?:(?:Ths|ThS|TS|BS(?:CK)?I{0,2}|DS(?:CK)?I{0,2}|Tiến sĩ|Thạc sĩ|Ông|Bà|CN|KS)\.?\s+)?((?:[A-ZĐÀ-Ỹ][\w'’-]*\s*){2,6})$"
)
_NOT_PERSON = re.compile(
    r"^(?:tm|kt|tl|ủy ban|ubnd|chủ tịch|phó|trưởng|nơi|đã ký|ký|giám đốc|chức vụ|họ|lưu (?:vt|vp|hs|tt|văn thư)|lưu$|phòng|sở|công an|đảng|hội|người|xã|huyện|tỉnh|phụ lục|văn phòng|ban)\b"
)
_SIGN = re.compile(
    r"^(?:(?:tm|kt|tl|tuq|q) |(?:phó )?chủ tịch|(?:phó )?trưởng (?:phòng|ban)|(?:phó )?giám đốc|thay mặt|chánh văn phòng|(?:phó )?chánh|(?:phó )?(?:hiệu trưởng|bí thư|chỉ huy trưởng|trưởng công an|chủ nhiệm|viện trưởng|(?:chi )?cục trưởng|trạm trưởng|tổng giám đốc|chánh thanh tra)$)"
)
_YEAR = re.compile(r"\b(20\d{2})\b")


def read_facts(outline: Outline, whens: Sequence[str] = ()) -> PlanFacts:
    """Every fact that the parts of the plan hold. ``whens``: the times in its tables."""
    facts = PlanFacts()
    _letterhead(outline.letterhead, facts)
    _title(outline.title, facts)
    if facts.title is None:
        _title_in_text(outline, facts)
    _bases(outline.preamble, facts)
    _signature(outline.signature, facts)
    _annexed(outline.appendix, facts)
    if facts.issuer is None:
        _issuer_in_text(outline, facts)
    _days(outline, facts, whens)
    return facts


def _fact(value: str, line: Line | Paragraph, *, sure: bool = True) -> Fact:
    return Fact(clean(value), line.text, place(line.page, line.number), sure)


def _letterhead(lines: Sequence[Line], facts: PlanFacts) -> None:
    bodies: list[Line] = []
    motto = False
    for line in _unbroken(lines):
        text = line.text
        key = fold(text)
        if _MOTTO.match(key) or (
            motto and key in ("việt nam", "nghĩa việt nam", "chủ nghĩa việt nam", "nam")
        ):
            motto = True
            continue
        motto = False
        number = _NUMBER.search(text)
        if number and facts.number is None:
            if number.group(1):
                symbol = (
                    re.sub(r"\s+", "", f"/{number[2]}" if number[2] else number[3])
                    .replace("–", "-")
                    .rstrip("-.")
                )
                facts.number = _fact(f"{number.group(1).replace(' ', '')}{symbol}", line)
            continue
        dated = _DATED.match(text)
        if dated and facts.place is None:
            facts.place = _fact(dated["place"], line)
            _issued(dated["d"], dated["m"], dated["y"], line, facts)
            continue
        if re.search(r"[^\W\d_]", text) and not re.match(r"(?i)số\s*(?::|\d|[-–/])", text) and len(text) < 90:
            bodies.append(line)
    _bodies(bodies, facts)


_HALF_DATED = re.compile(r"(?i)\bngày(?:\s+\d{1,2})?(?:\s+tháng(?:\s+\d{1,2})?)?(?:\s+năm)?$")
_KNOWN_LINES = ("cộng hòa xã hội chủ nghĩa việt nam", "độc lập tự do hạnh phúc", "ủy ban nhân dân")


def _unbroken(lines: Sequence[Line]) -> list[Line]:
    """With what was broken over two lines put together: place and date, the motto, "ỦY" + "BAN NHÂN DÂN", "Số:" + number."""
    result: list[Line] = []
    for line in lines:
        last = result[-1] if result else None
        if last is not None and _goes_with(last.text, line.text):
            result[-1] = Line(f"{last.text} {line.text}", last.number, last.page, True, side=last.side)
        else:
            result.append(line)
    return result


def _goes_with(above: str, text: str) -> bool:
    if _HALF_DATED.search(above) and re.match(r"(?i)(?:\d|tháng|năm)", text):
        return True
    if re.fullmatch(r"(?i)số\s*:?", above.strip()) and re.match(r"\d*\s*/|\d|[-–]\s*(?:KH|CTr|HD)\b", text):
        return True
    first, both = fold(above), fold(f"{above} {text}")
    return any(known.startswith(f"{first} ") and known.startswith(both) for known in _KNOWN_LINES)


def _issued(day: str, month: str, year: str, line: Line, facts: PlanFacts) -> None:
    day, month = day.strip(" .…"), month.strip(" .…")
    if not (day.isdigit() and month.isdigit()):
        return
    try:
        facts.issued_on = date(int(year), int(month), int(day))
    except ValueError:
        return
    facts.issued = _fact(f"{facts.issued_on:%d/%m/%Y}", line)


def _bodies(lines: list[Line], facts: PlanFacts) -> None:
    """The bodies of the letterhead: a line that starts none goes on with the body above it."""
    bodies: list[tuple[str, Line]] = []
    guessed = False
    for line in lines:
        key = fold(line.text)
        full = bool(_BODY.match(key))
        if not full and (
            len(key.split()) > 10 or re.search(r"[:;]|\d{2}/|\bngày\b|\bđiều\b", line.text.lower())
        ):
            continue  # a sentence, not the rest of a name
        if bodies and (not full or _goes_on(bodies[-1][0], key)):
            guessed = guessed or not (full or key.startswith(_REST) or _goes_on(bodies[-1][0], key))
            bodies[-1] = (f"{bodies[-1][0]} {line.text}", bodies[-1][1])
        elif full:
            bodies.append((line.text, line))
    if bodies:
        facts.issuer = _fact(*bodies[-1], sure=not guessed)
    if len(bodies) > 1:
        facts.superior = _fact(*bodies[-2])


_REST = (
    "và ",
    "cấp ",
    "xã ",
    "phường ",
    "huyện ",
    "quận ",
    "thị xã ",
    "thị trấn ",
    "thành phố ",
    "tỉnh ",
    "đặc khu ",
    "ở ",
    "cơ sở ",
    "tại ",
)
"""What the second line of a long name begins with."""


def _goes_on(above: str, key: str) -> bool:
    """ "ỦY BAN NHÂN DÂN" / "THÀNH PHỐ HẢI PHÒNG" is one body on two lines."""
    return fold(above) in (
        "ủy ban nhân dân",
        "ubnd",
        "hội đồng nhân dân",
        "đảng bộ",
        "đảng ủy",
    ) and not key.startswith(
        ("ủy ban", "ubnd", "sở", "phòng", "ban ", "trường", "trung tâm", "trạm", "công an")
    )


def _title(paragraphs: Sequence[Paragraph], facts: PlanFacts) -> None:
    if paragraphs:
        text = re.sub(r"^(?:V/v|Về việc)\s*:?\s*", "", " ".join(p.full for p in paragraphs))
        named = _ITS_DAYS.sub("", clean(text[:1].upper() + text[1:]).rstrip(" ."))
        facts.title = Fact(
            named,
            text,
            paragraphs[0].where,
            len(text.split()) <= 40,
        )


_ITS_DAYS = re.compile(r"(?i)\s*\(từ (?:ngày )?\d[^()]*\bđến\b[^()]*\)$")
"""The days of the plan in brackets behind its name."""
_NAMED_PLAN = re.compile(
    r"(?:ban hành|xây dựng|đề ra)\s+(Kế hoạch\s+[^:;]{15,220}?)\s*(?:,?\s*(?:như sau|cụ thể|với (?:các|những) nội dung|gồm)|[:;])"
)


def _title_in_text(outline: Outline, facts: PlanFacts) -> None:
    """A copy without its title line still says what it is: "... ban hành Kế hoạch thực hiện ... như sau:"."""
    for paragraph in outline.preamble:
        found = _NAMED_PLAN.search(paragraph.text)
        if found:
            facts.title = _fact(found.group(1), paragraph, sure=False)
            return


def _bases(paragraphs: Sequence[Paragraph], facts: PlanFacts) -> None:
    for paragraph in paragraphs:
        if not BASIS.match(paragraph.text) or re.match(r"(?i)(?:để|nhằm)\b", paragraph.text):
            continue
        pieces: list[str] = []
        for piece in re.split(r";\s*", paragraph.text):
            detail = piece[:1].islower() and not re.search(r"\d+\s*/|\bsố\s+\d", piece)
            if pieces and (detail or not _PIECE.match(fold(piece))) and not _is_introduction(piece):
                pieces[-1] = f"{pieces[-1]}; {piece}" if piece.strip() else pieces[-1]
            else:
                pieces.append(piece)
        for piece in pieces:
            # An issuing sentence may run on from the last basis: "..., UBND xã ban hành Kế hoạch như sau:".
            text = re.split(
                r"(?<=[.,;])\s*(?=(?:UBND|[ỦU][ỷyỶY] ban nhân dân|Sở|Phòng)[^.;]*\b(?:ban hành|xây dựng)\b)",
                piece,
            )[0]
            text = text.strip(" ;.,")
            if text and not _is_introduction(text) and not text.endswith(":"):
                facts.bases.append(Fact(clean(text), paragraph.text, paragraph.where))


def _is_introduction(text: str) -> bool:
    key = fold(text)
    return bool(re.match(r"^(?:ubnd|ủy ban nhân dân|phòng|sở|ban)\b.*\b(?:ban hành|xây dựng)\b", key))


def _signature(lines: Sequence[Line], facts: PlanFacts) -> None:
    form: list[str] = []
    first: Line | None = None
    for line in lines:
        key = fold(line.text)
        if _SIGN.match(key) and len(key.split()) <= 9:
            # Only the block over the first name counts; an annex may be signed again.
            if facts.signer is None:
                form += [
                    clean(part)
                    for part in re.split(r"(?<=DÂN)\s+(?=KT|CHỦ|PHÓ|Q)|(?<=TỊCH)\s+(?=PHÓ)", line.text)
                ]
                first = first or line
            continue
        person = _PERSON.match(line.text.strip())
        if person and facts.signer is None and first is not None and not _NOT_PERSON.match(key):
            facts.signer = _fact(person.group(1), line)
    if form and first is not None:
        facts.signing_form = Fact("; ".join(form), "; ".join(form), place(first.page, first.number))


def _annexed(lines: Sequence[Line], facts: PlanFacts) -> None:
    """ "(Kèm theo Kế hoạch số 45/KH-UBND ngày 12/8/2025 ...)" fills what the letterhead lacks."""
    for at, line in enumerate(lines[:12]):
        text = " ".join(other.text for other in lines[at : at + 2])
        found = _ANNEXED.search(text)
        if not found:
            continue
        if facts.number is None:
            symbol = "".join(found["s"].split())
            facts.number = _fact(f"{found['n']}/{symbol}", line)
        if facts.issued_on is None:
            _issued(found["d"], found["m"], found["y"], line, facts)
        return


def _issuer_in_text(outline: Outline, facts: PlanFacts) -> None:
    introductions = [p for p in outline.preamble if re.search(r"ban hành|xây dựng|triển khai", p.text)]
    for pattern, sure in ((_NAMED_BODY, True), (_BARE_BODY, False)):
        for paragraph in reversed(introductions):
            text = (
                re.split(r"(?<=[;.])\s+", paragraph.text)[-1]
                if BASIS.match(paragraph.text)
                else paragraph.text
            )
            found = pattern.match(text) or (pattern.search(text) if not BASIS.match(paragraph.text) else None)
            if found:
                facts.issuer = _fact(found.group(1), paragraph, sure=sure)
                break
        if facts.issuer is None and pattern is _NAMED_BODY:
            for paragraph in outline.closing:
                found = re.search(r"của\s+" + _NAMED_BODY.pattern, paragraph.text)
                if found:
                    facts.issuer = _fact(found.group(1), paragraph)
        if facts.issuer is not None:
            return


def _days(outline: Outline, facts: PlanFacts, whens: Sequence[str]) -> None:
    """The days that the plan covers, as its title (else a line about its time, its introduction, its date) says."""
    told = facts.title.value if facts.title is not None else ""
    days = days_of(told)
    if days is not None and facts.title is not None:
        facts.start, facts.end = days
        for line in [*outline.title, *filter(_in_brackets, outline.preamble), *_own_lines(outline)]:
            start, end = first_day(line.text, facts.issued_on), last_day(line.text)
            if start is not None and end is not None and days[0] <= start < end <= days[1]:
                facts.start, facts.end = start, end  # of the title's year the plan takes only these days
                return _span(facts, line.text, line.where, sure=False)
        return _span(facts, told, facts.title.where, sure=not _PART_OF_YEAR.search(told))
    until = _UNTIL.search(told)
    lines = [p for s in outline.sections for p in s.body if _OWN_TIME.match(fold(p.text))]
    for line in [p for p in lines if p.text.partition(":")[2].strip()]:
        start, end = first_day(line.text, facts.issued_on), last_day(line.text)
        if start is not None and end is not None and start < end:
            facts.start, facts.end = start, end
            return _span(facts, line.text, line.where, sure=False)
    if until and facts.issued_on is not None and facts.issued_on.year <= int(until["y"]):
        facts.start, facts.end = facts.issued_on, date(int(until["y"]), 12, 31)
        return _span(facts, told, facts.title.where if facts.title else "", sure=False)
    for paragraph in [p for p in outline.preamble if not BASIS.match(p.text)] + outline.closing:
        days = days_of(paragraph.text)
        if days is not None and (facts.issued_on is None or days[1] >= facts.issued_on):
            facts.start, facts.end = days
            return _span(facts, paragraph.text, paragraph.where, sure=False)
    if facts.issued_on is not None and facts.issued is not None:
        work = (Subject.CONTENT, Subject.DUTIES, Subject.REPORTING, Subject.OTHER)
        texts = [p.text for s in outline.sections if s.subject in work for p in s.body]
        last = max(
            (day for text in [*texts, *whens] if (day := last_day(text, facts.issued_on.year + 1))),
            default=facts.issued_on,
        )
        facts.start, facts.end = facts.issued_on, max(last, date(facts.issued_on.year, 12, 31))
        _span(facts, facts.issued.source, facts.issued.where, sure=False)
    return None


def _in_brackets(line: Paragraph) -> bool:
    """Under the title, of the title: "(từ ngày 01/7/2026 đến ngày 31/12/2026)"."""
    return line.text.startswith("(") and line.text.rstrip(" .").endswith(")")


def _own_lines(outline: Outline) -> list[Paragraph]:
    """Lines about the plan's own days, where no task stands."""
    lines = [(s, p) for s in outline.sections if s.subject is not Subject.CONTENT for p in s.body]
    return [
        p
        for s, p in lines
        if _OWN_TIME.match(fold(p.text)) or (_ITS_TIME.match(p.text) and _TIMES.search(fold(s.heading.text)))
    ]


def _span(facts: PlanFacts, source: str, where: str, *, sure: bool) -> None:
    facts.span = Fact(f"{facts.start:%d/%m/%Y} - {facts.end:%d/%m/%Y}", source, where, sure)


_UNTIL = re.compile(r"(?i)đến (?:hết )?năm\s*(?P<y>20\d{2})")
_PART_OF_YEAR = re.compile(
    r"(?i)\b(?:đợt|tháng cao điểm|tuần lễ|tuần cao điểm|chiến dịch|ngày hội|hội thi|ra quân|cao điểm)\b"
)
"""A title of something that takes less than the year that it names."""
_ITS_TIME = re.compile(r"(?i)thời gian\s*:|từ\s")
_TIMES = re.compile(r"^thời gian\b")
_OWN_TIME = re.compile(
    r"^thời gian (?:(?:thực hiện|triển khai)\b(?: kế hoạch)?|của kế hoạch|tổ chức thực hiện)"
)
