"""Bundled masters: built from their sources byte for byte, sound, true to the issued plans, usable in every program."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from danvan_xl.actions.result import serious
from danvan_xl.errors import InputError
from danvan_xl.language.folding import fold
from danvan_xl.model import DeadlineKind, Part, ScoreKind, UnitKind
from danvan_xl.plans.check import check
from danvan_xl.plans.master_reader import load_master, read_master
from danvan_xl.plans.templates import build_all, create, sample_scheme, templates
from tests.support.office import convert
from tests.support.ooxml import faults

FILLED = ("dai-son-2025", "minh-tam-2024", "vinh-linh-2023")
PATHS = {template.name: template.path for template in templates()}


class DescribeBuilding:
    def it_makes_the_committed_files_again_byte_for_byte(self, tmp_path: Path) -> None:
        for made in build_all(tmp_path):
            assert made.read_bytes() == PATHS[made.stem].read_bytes(), f"run: make templates ({made.name})"

    def it_offers_the_empty_one_first_then_the_newest_plan(self) -> None:
        assert list(PATHS) == ["trong", "dai-son-2025", "minh-tam-2024", "vinh-linh-2023"]

    def it_passes_the_open_xml_validator(self) -> None:
        assert faults(list(PATHS.values())) == {}


@pytest.mark.parametrize("name", FILLED)
class DescribeEveryFilledTemplate:
    def it_has_no_fault(self, name: str) -> None:
        findings = check(read_master(PATHS[name]))
        assert not serious(findings), [f.message for f in findings]

    def it_uses_every_kind_of_criterion_and_its_maxima_add_up(self, name: str) -> None:
        criteria = load_master(PATHS[name]).criteria
        assert {c.kind for c in criteria} == set(ScoreKind)
        counted = [
            c.max_points
            for c in criteria
            if c.kind not in (ScoreKind.BONUS, ScoreKind.PENALTY, ScoreKind.CAP)
        ]
        assert sum(counted) == 100

    def it_leaves_the_worked_out_columns_to_the_program(self, name: str) -> None:
        sheet = openpyxl.load_workbook(PATHS[name])["Nhiệm vụ"]
        top = next(row for row in sheet.iter_rows(max_row=12) if row[0].value == "Mã nhiệm vụ")
        for header in ("Loại thời hạn", "Bắt đầu", "Hạn"):
            col = next(c.column for c in top if c.value == header)
            assert sheet.cell(top[0].row + 1, col).value is None


class DescribeGeometry:
    @pytest.mark.parametrize("name", list(PATHS))
    def it_has_no_merged_cells_and_no_guidance_that_equals_a_header(self, name: str) -> None:
        book = openpyxl.load_workbook(PATHS[name])
        for sheet in book.worksheets[:-1]:
            assert not sheet.merged_cells.ranges
            pane = int(re.sub(r"\D", "", sheet.freeze_panes))
            headers = {fold(c.value) for c in sheet[pane - 1] if c.value}
            above = {fold(str(c.value)) for row in sheet.iter_rows(max_row=pane - 2) for c in row if c.value}
            assert len(headers) >= 2
            assert not headers & above
            assert sheet.page_setup.paperSize == 9
            assert sheet.print_title_rows == f"${pane - 1}:${pane - 1}"

    def it_speaks_vietnamese_in_every_validation(self) -> None:
        book = openpyxl.load_workbook(PATHS["dai-son-2025"])
        rules = [rule for sheet in book.worksheets for rule in sheet.data_validations.dataValidation]
        assert len(rules) > 20
        for rule in rules:
            if rule.showErrorMessage:
                assert rule.error and len(rule.error) <= 255
                assert re.search(r"[ăâđêôơưạảãàáệộợự]", rule.error), rule.error


class DescribeDaiSon:
    def it_holds_the_thirteen_tasks_with_their_windows(self) -> None:
        master = load_master(PATHS["dai-son-2025"])
        half = (date(2025, 7, 1), date(2025, 12, 31))
        got = {
            t.number: (t.deadline.kind, t.deadline.start, t.deadline.due, t.deadline.continuing)
            for t in master.tasks
        }
        dated, often = DeadlineKind.DATED, DeadlineKind.RECURRING
        assert got == {
            "1": (often, *half, False),
            "2": (dated, half[0], date(2025, 9, 5), False),
            "3": (dated, *half, True),
            "4": (dated, *half, False),
            "5": (dated, *half, True),
            "6": (dated, *half, True),
            "7": (dated, half[0], date(2025, 8, 30), False),
            "8": (dated, *half, False),
            "9": (dated, *half, False),
            "10": (dated, date(2025, 9, 1), date(2025, 11, 30), False),
            "11": (often, *half, False),
            "12": (often, *half, False),
            "13": (dated, date(2025, 8, 1), date(2025, 8, 31), False),
        }

    def it_gives_each_task_its_leads(self) -> None:
        master = load_master(PATHS["dai-son-2025"])
        hamlets = tuple(f"T{n:02d}" for n in range(1, 15))
        leads = {t.number: t.leads for t in master.tasks}
        assert leads["1"] == ("VP", "VHXH", "KT", "HCC", "VHTT", "MN", "TH", "THCS", *hamlets)
        assert leads["5"] == hamlets
        assert leads["9"] == ("VHTT", "MN", "TH", "THCS")
        assert {n: leads[n] for n in ("2", "3", "4", "6", "7", "8", "10", "11", "12", "13")} == {
            "2": ("VHXH",), "3": ("KT",), "4": ("KT",), "6": ("VHXH",), "7": ("VHXH",), "8": ("VHXH",),
            "10": ("VP",), "11": ("VP",), "12": ("HCC",), "13": ("VP",),
        }  # fmt: skip

    def it_reports_twice_and_scores_at_the_end(self) -> None:
        first, second = load_master(PATHS["dai-son-2025"]).periods
        assert (first.due, second.due) == (date(2025, 9, 3), date(2025, 12, 3))
        assert Part.SCORES not in first.parts and Part.SCORES in second.parts


class DescribeTheOtherPlans:
    def it_reports_on_the_days_of_minh_tam(self) -> None:
        master = load_master(PATHS["minh-tam-2024"])
        assert [p.due for p in master.periods] == [date(2024, 5, 10), date(2024, 11, 10)]
        own = next(t for t in master.tasks if "tự chấm" in t.text.lower())
        assert (own.leads, own.deadline.due) == (("VPTK",), date(2024, 11, 10))

    def it_reports_on_the_days_of_vinh_linh(self) -> None:
        master = load_master(PATHS["vinh-linh-2023"])
        assert [p.due for p in master.periods] == [date(2023, 5, 30), date(2023, 11, 15)]
        communes = [u.code for u in master.units if u.kind is UnitKind.COMMUNE]
        assert len(communes) == 18
        report = master.tasks[-1]
        assert report.deadline.occurrences == (date(2023, 5, 30), date(2023, 11, 15))
        assert set(communes) < set(report.leads)
        assert "BDV" not in report.leads  # a Party body is none of the district's offices


class DescribeMakingAMaster:
    def it_copies_a_template(self, tmp_path: Path) -> None:
        create("trong", tmp_path / "moi.xlsx")
        assert (tmp_path / "moi.xlsx").read_bytes() == PATHS["trong"].read_bytes()

    def it_never_overwrites_a_plan(self, tmp_path: Path) -> None:
        (tmp_path / "moi.xlsx").write_text("quan trọng", encoding="utf-8")
        with pytest.raises(InputError, match="đã có"):
            create("trong", tmp_path / "moi.xlsx")
        assert (tmp_path / "moi.xlsx").read_text(encoding="utf-8") == "quan trọng"

    def it_lists_the_names_when_one_is_wrong(self, tmp_path: Path) -> None:
        with pytest.raises(InputError) as caught:
            create("dai-son", tmp_path / "moi.xlsx")
        assert "dai-son-2025" in caught.value.remedy

    def it_gives_the_sample_scheme_to_other_makers_of_masters(self) -> None:
        scheme = sample_scheme()
        assert len(scheme.criteria) == 16 and len(scheme.bands) == 5 and len(scheme.indicators) == 18


def test_templates_saved_by_libreoffice_read_the_same(tmp_path: Path) -> None:
    from tests.plans.test_master_reader import _comparable

    paths = [PATHS[name] for name in FILLED]
    for path, saved in zip(paths, convert(paths, "xlsx", tmp_path / "lo"), strict=True):
        assert _comparable(load_master(saved)) == _comparable(load_master(path))
