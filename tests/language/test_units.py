"""Unit cells against the hand-worked corpus, the issued plans, and any subset of names joined anyhow."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_xl.language.folding import fold
from danvan_xl.language.units import UnitReader, kind_of_name
from danvan_xl.language.units.matching import _bare, _mended
from danvan_xl.language.units.names import take_apart
from danvan_xl.model import Role, Unit, UnitKind

CORPUS = Path(__file__).with_name("corpus") / "units.txt"
_SIGNS = {"+": Role.LEAD, "~": Role.COORDINATE, "%": Role.CONCERNED}


def _corpus() -> tuple[dict[str, list[Unit]], list[tuple[str, str, str, str]]]:
    lists: dict[str, list[Unit]] = {}
    cells: list[tuple[str, str, str, str]] = []
    section = name = ""
    for line in CORPUS.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        if line.startswith("["):
            section, name = line.strip("[]").split()
            lists.setdefault(name, [])
        elif section == "list":
            code, unit, kind, others = (part.strip() for part in line.split("|"))
            aliases = tuple(filter(None, (a.strip() for a in others.split(";"))))
            lists[name].append(Unit(code, unit, UnitKind(kind), aliases))
        else:
            cell, outcome = line.split("=>")
            lead, _, coordinating = cell.partition("||")
            cells.append(
                (
                    name,
                    lead.strip().replace("\\n", "\n"),
                    coordinating.strip().replace("\\n", "\n"),
                    outcome.strip(),
                )
            )
    return lists, cells


LISTS, CELLS = _corpus()
READERS = {name: UnitReader(units) for name, units in LISTS.items()}


def _expected(name: str, outcome: str) -> tuple[dict[str, Role], set[str], set[str]]:
    unknown = set(re.findall(r"\?([^?]+)\?", outcome))
    rest = re.sub(r"\?[^?]+\?", "", outcome)
    groups = re.findall(r"\{([^}]+)([+~%])\}", rest)
    roles: dict[str, Role] = {}
    strength = list(Role)
    named = [
        (code, _SIGNS[sign]) for sign, code in re.findall(r"([+~%])(\w+)", re.sub(r"\{[^}]+\}", "", rest))
    ]
    named += [(u.code, _SIGNS[sign]) for kind, sign in groups for u in LISTS[name] if u.kind == kind]
    for code, role in named:
        if code not in roles or strength.index(role) < strength.index(roles[code]):
            roles[code] = role
    return roles, unknown, set(re.findall(r"!(\w+)", rest))


def test_the_corpus_is_large() -> None:
    assert len(CELLS) >= 150


@pytest.mark.parametrize(
    ("name", "lead", "coordinating", "outcome"), CELLS, ids=[f"{c[1]}|{c[2]}" for c in CELLS]
)
def test_a_cell_of_the_corpus_is_read_as_worked_out_by_hand(
    name: str, lead: str, coordinating: str, outcome: str
) -> None:
    roles, unknown, guessed = _expected(name, outcome)
    reading = READERS[name].read(lead, coordinating)
    assert {a.unit: a.role for a in reading.assignments} == roles
    assert len(reading.assignments) == len(roles)
    assert {u.text for u in reading.unknown} == unknown
    assert {g.unit for g in reading.guessed} == guessed


class DescribeSuggestions:
    def it_names_near_units_best_first(self) -> None:
        [unknown] = READERS["huyen"].read("xã Vĩnh Hả").unknown
        codes = [code for code, _ in unknown.suggestions]
        assert "VHA" in codes
        assert all(0 < score < 100 for _, score in unknown.suggestions)
        assert [s for _, s in unknown.suggestions] == sorted(
            (s for _, s in unknown.suggestions), reverse=True
        )

    def it_never_suggests_another_number(self) -> None:
        [unknown] = READERS["xa"].read("Thôn 12").unknown
        assert not {"T1", "T2", "T11", "T1A"} & {code for code, _ in unknown.suggestions}

    def it_leaves_two_equally_near_units_to_a_person(self) -> None:
        reader = UnitReader([Unit("A", "Thôn Đông"), Unit("B", "Thôn Đống")])
        reading = reader.read("Thôn Dong")
        assert reading.assignments == ()
        assert {code for code, _ in reading.unknown[0].suggestions} == {"A", "B"}

    def it_reports_a_name_that_two_units_share(self) -> None:
        reader = UnitReader([Unit("A", "Trường Mầm non Hoa Sen"), Unit("B", "Trường Mầm non Sơn Ca")])
        reading = reader.read("Trường Mầm non")
        assert reading.assignments == ()
        assert {code for code, _ in reading.unknown[0].suggestions} == {"A", "B"}


class DescribeMatch:
    def it_finds_a_unit_by_alias_and_code(self) -> None:
        reader = UnitReader([Unit("P07", "Phòng Quản lý đô thị", aliases=("Tổ đô thị",))])
        assert reader.match("tổ Đô thị").unit == "P07"
        assert reader.match("p07").unit == "P07"
        assert reader.match("Phòng QLĐT").unit == "P07"
        assert reader.match("Phòng Y tế").unit is None

    def it_scores_a_guess_below_an_exact_name(self) -> None:
        exact = READERS["xa"].match("Phòng Kinh tế")
        guess = READERS["xa"].match("Phòng Kinh tê")
        assert (exact.unit, exact.guessed, exact.score) == ("KT", False, 100)
        assert guess.unit == "KT" and guess.guessed and 80 <= guess.score < 100


class DescribeKinds:
    @pytest.mark.parametrize(
        ("name", "kind"),
        [
            ("Phòng Văn hóa - Xã hội xã", UnitKind.OFFICE),
            ("Văn phòng HĐND& UBND xã", UnitKind.OFFICE),
            ("Thanh tra huyện", UnitKind.OFFICE),
            ("Văn phòng - Thống kê xã", UnitKind.OFFICER),
            ("Công chức Tư pháp - Hộ tịch", UnitKind.OFFICER),
            ("Trung tâm Văn hóa, Thể thao và Truyền thông xã", UnitKind.SERVICE),
            ("Đài Truyền thanh xã", UnitKind.SERVICE),
            ("Trạm Y tế xã", UnitKind.SERVICE),
            ("Trường THCS Đại Sơn", UnitKind.SCHOOL),
            ("Thôn 3", UnitKind.HAMLET),
            ("Tổ dân phố số 5", UnitKind.HAMLET),
            ("UBND xã Vĩnh Thủy", UnitKind.COMMUNE),
            ("Phường Hải Tân", UnitKind.COMMUNE),
            ("UBND huyện Vĩnh Linh", UnitKind.DISTRICT),
            ("Sở Nội vụ", UnitKind.DEPARTMENT),
            ("Ban Dân vận Huyện ủy", UnitKind.PARTY),
            ("Văn phòng Đảng ủy", UnitKind.PARTY),
            ("Ủy ban MTTQ Việt Nam xã", UnitKind.UNION),
            ("Hội LHPN xã", UnitKind.UNION),
            ("Đoàn Thanh niên xã", UnitKind.UNION),
            ("Công an xã", UnitKind.FORCES),
            ("Ban Chỉ huy Quân sự xã", UnitKind.FORCES),
            ("Hợp tác xã Dịch vụ", UnitKind.OTHER),
        ],
    )
    def it_tells_the_kind_by_name(self, name: str, kind: UnitKind) -> None:
        assert kind_of_name(name) is kind


SEPARATORS = ["; ", ", ", " và ", "\n", " & ", "; và ", ",\n- ", " / ", ";\n"]


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_any_subset_of_names_joined_by_any_separators_reads_back(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(LISTS)))
    units = data.draw(
        st.lists(st.sampled_from(LISTS[name]), min_size=1, max_size=7, unique_by=lambda u: u.code)
    )
    text = units[0].name
    for unit in units[1:]:
        text += data.draw(st.sampled_from(SEPARATORS)) + unit.name
    reading = READERS[name].read(text)
    assert {a.unit for a in reading.assignments} == {u.code for u in units}
    assert all(a.role is Role.LEAD for a in reading.assignments)
    assert reading.unknown == () and reading.guessed == ()


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="Phòng Thôn1aĐôngVà,;&()-/\n.trừcáquan", max_size=60))
def test_any_text_is_read_without_failing_and_only_to_known_units(text: str) -> None:
    reading = READERS["xa"].read(text, text)
    codes = [a.unit for a in reading.assignments]
    assert len(codes) == len(set(codes))
    assert set(codes) <= {u.code for u in LISTS["xa"]}


class DescribeMending:
    """The matcher compares a name with those that share a shape with it; comparing it with all gives the same."""

    @given(st.data())
    @settings(max_examples=300, deadline=None)
    def it_finds_what_a_comparison_with_every_name_finds(self, data):
        matcher = READERS[data.draw(st.sampled_from(sorted(READERS)))]._matcher
        words = data.draw(st.sampled_from(matcher.lines)).split()
        at = data.draw(st.integers(0, len(words) - 1))
        slip = data.draw(st.sampled_from(["bare", "doubled", "torn", "left out", "none"]))
        if slip == "bare":
            words[at] = _bare(words[at])
        elif slip == "doubled":
            words[at] += words[at][-1]
        elif slip == "torn":
            words[at : at + 1] = [words[at][:1], words[at][1:]]
        elif slip == "left out":
            words[at] = words[at][:-1]
        text = " ".join(words)
        mended = matcher.mend(text)
        if matcher.find(text).unit is None and not matcher.find(text).suggestions and fold(text):
            name = take_apart(text)
            fitting = {code for code, known in matcher.names if _mended(name, known)}
            assert {mended.unit} == fitting if len(fitting) == 1 else mended.unit is None
            assert len(fitting) < 2 or {code for code, _ in mended.suggestions} <= fitting
