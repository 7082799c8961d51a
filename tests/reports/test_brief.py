"""The leader's brief: small, without a script, the figures of the summary, two pages, no names of persons."""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pytest

from danvan_xl.language.showing import show_rate
from danvan_xl.model import Status
from danvan_xl.reports import brief as brief_module
from danvan_xl.reports.brief import HTML, MOST_BYTES, PDF, write_brief
from danvan_xl.reports.svg import Bar, Part, bars
from danvan_xl.summaries.changes import changes_since
from danvan_xl.summaries.opened import open_summary
from danvan_xl.summaries.record import read_summary
from danvan_xl.summaries.write import write_summary
from tests.support.consolidations import consolidation_of, sample
from tests.support.masters import SCORED, UNSCORED, small_master
from tests.support.office import soffice


def summary_of(folder: Path, period: str, *, silent: frozenset[str] = frozenset({"T03", "T09"})) -> Path:
    master = small_master()
    [asked] = [p for p in master.periods if p.code == period]
    c = consolidation_of(master, asked, asked.end, random.Random(7), silent=silent)
    write_summary(c, folder / "tong-hop.xlsx")
    return folder / "tong-hop.xlsx"


@pytest.fixture(scope="module")
def summary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return summary_of(tmp_path_factory.mktemp("năm"), SCORED)


@pytest.fixture(scope="module")
def page(summary: Path) -> str:
    write_brief(summary, summary.parent / "tóm tắt", pdf=False)
    return (summary.parent / "tóm tắt" / HTML).read_text(encoding="utf-8")


class Read(HTMLParser):
    """The page's elements and its words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


class DescribeThePage:
    def it_needs_no_script_and_no_network(self, page: str) -> None:
        read = Read(page)
        assert len(page.encode()) <= MOST_BYTES
        assert not {"script", "link", "img", "iframe"} & {tag for tag, _ in read.tags}
        assert not any(
            key in ("src", "href") or key.startswith("on") for _, facts in read.tags for key in facts
        )
        assert "http" not in page.replace("http://www.w3.org/2000/svg", "") and "url(" not in page

    def it_shows_the_headline_figures_with_what_they_are_of(self, page: str, summary: Path) -> None:
        t = read_summary(summary).consolidation.totals
        text = Read(page).text
        for label, rate, of in (
            ("Đơn vị đã báo cáo", t.reporting_rate, f"{t.received}/{t.expected} đơn vị"),
            ("Báo cáo đúng hạn", t.timely_rate, f"{t.on_time}/{t.expected} đơn vị"),
            ("Nhiệm vụ đã hoàn thành", t.completion_rate, f"{t.completed}/{t.dated} lượt có hạn"),
            ("Hoàn thành đúng hạn", t.on_time_rate, f"{t.completed_on_time}/{t.due} lượt đến hạn"),
        ):
            assert f"{label} {show_rate(rate)} {of} Trang tính “" in text

    def it_names_who_has_not_reported_and_what_is_late(self, page: str, summary: Path) -> None:
        c = read_summary(summary).consolidation
        text = Read(page).text
        assert "Chưa báo cáo (2): Thôn Bình Minh, Thôn Làng Chanh." in text
        late = {
            t.task
            for u in c.units
            for t in u.tasks
            if t.status is Status.OVERDUE and t.role.value == "Chủ trì"
        }
        assert late and all(code in text for code in sorted(late)[:5])

    def it_ranks_with_the_reason(self, page: str, summary: Path) -> None:
        c = read_summary(summary).consolidation
        text = Read(page).text
        for unit in c.units:
            if unit.rank is not None:
                assert unit.name in text and " ".join(unit.band_reason.split()) in text

    def it_has_three_charts_with_their_sheets(self, page: str) -> None:
        assert [tag for tag, _ in Read(page).tags].count("svg") == 3
        assert page.count("<figcaption>") == 3 and page.count("Trang tính “Ma trận”") >= 1

    def it_leaves_names_of_persons_out_unless_asked(self, summary: Path, page: str, tmp_path: Path) -> None:
        assert "Nguyễn Văn Bình" not in page
        write_brief(summary, tmp_path, people=True, pdf=False)
        assert "Nguyễn Văn Bình" in (tmp_path / HTML).read_text(encoding="utf-8")

    def it_shows_nothing_of_scores_where_none_are_asked_for(self, tmp_path: Path) -> None:
        write_brief(summary_of(tmp_path, UNSCORED), tmp_path / "ra", pdf=False)
        text = Read((tmp_path / "ra" / HTML).read_text(encoding="utf-8")).text
        assert "Điểm" not in text and "Xếp hạng" not in text and "Kết quả so với chỉ tiêu" in text

    def it_takes_a_unit_s_name_as_text(self, summary: Path, tmp_path: Path) -> None:
        book = openpyxl.load_workbook(summary)
        for sheet in book.worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.value == "Thôn Hạ":
                        cell.value = "Thôn <script>Hạ</script> & {{ x }}"
        book.save(tmp_path / "lạ.xlsx")
        write_brief(tmp_path / "lạ.xlsx", tmp_path / "ra", pdf=False)
        page = (tmp_path / "ra" / HTML).read_text(encoding="utf-8")
        assert "<script" not in page and "&lt;script&gt;Hạ" in page and "&amp; {{ x }}" in page


class DescribeChanges:
    def it_shows_none_where_nothing_was_run_before(self, page: str) -> None:
        assert "Thay đổi so với" not in page

    def it_shows_those_of_the_run_before(self, tmp_path: Path) -> None:
        master = small_master()
        [period] = [p for p in master.periods if p.code == SCORED]
        for silent in (frozenset({"T03", "T09"}), frozenset({"T09"})):
            c = consolidation_of(master, period, period.end, random.Random(7), silent=silent)
            if (tmp_path / "th.xlsx").exists():
                c.changes = changes_since(open_summary(tmp_path / "th.xlsx"), c)
            write_summary(c, tmp_path / "th.xlsx")
        write_brief(tmp_path / "th.xlsx", tmp_path / "ra", pdf=False)
        text = Read((tmp_path / "ra" / HTML).read_text(encoding="utf-8")).text
        assert "Thay đổi so với lần tổng hợp trước" in text and " → " in text


class DescribeThePdf:
    @pytest.mark.parametrize("units", [17, 100])
    def it_is_two_pages_with_the_same_figures(self, units: int, summary: Path, tmp_path: Path) -> None:
        soffice()
        if units != 17:
            summary = tmp_path / "th.xlsx"
            write_summary(sample(units, 30, 30, 12), summary)
        made, missing = write_brief(summary, tmp_path / "ra")
        assert ([p.name for p in made], missing) == ([HTML, PDF], "")
        facts = subprocess.run(["pdfinfo", made[1]], capture_output=True, text=True, check=True).stdout
        assert re.search(r"Pages:\s+2\n", facts) and "A4" in facts
        text = subprocess.run(
            ["pdftotext", "-layout", made[1], "-"], capture_output=True, text=True, check=True
        ).stdout
        t = read_summary(summary).consolidation.totals
        assert f"{t.received}/{t.expected} đơn vị" in text and show_rate(t.completion_rate) in text

    def it_says_what_to_do_where_there_is_no_libreoffice(
        self, summary: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("PATH", str(tmp_path))
        made, missing = write_brief(summary, tmp_path / "ra")
        if brief_module.find_libreoffice() is None:
            assert [p.name for p in made] == [HTML] and "không có LibreOffice" in missing


@pytest.mark.parametrize("width", [360, 1280])
def test_a_browser_prints_two_pages_and_scrolls_in_one_direction(
    width: int, page: str, tmp_path: Path
) -> None:
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        if os.environ.get("CI") == "true":
            pytest.fail("a Chromium is needed under CI: apt-get install chromium")
        pytest.skip("no Chromium here")
    probe = "<script>document.title = document.documentElement.scrollWidth + ' ' + innerWidth</script></body>"
    (tmp_path / "t.html").write_text(page.replace("</body>", probe), encoding="utf-8")
    common = [program, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'c'}"]
    place = (tmp_path / "t.html").as_uri()
    done = subprocess.run(
        [*common, f"--window-size={width},900", "--dump-dom", place],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    found = re.search(r"<title>(\d+) (\d+)</title>", done.stdout)
    assert found is not None and int(found[1]) <= int(found[2]), "wider than the screen"
    subprocess.run(
        [*common, f"--print-to-pdf={tmp_path / 'p.pdf'}", place], capture_output=True, check=True, timeout=120
    )
    facts = subprocess.run(["pdfinfo", tmp_path / "p.pdf"], capture_output=True, text=True, check=True).stdout
    assert re.search(r"Pages:\s+2\n", facts)


class DescribeBars:
    def it_is_as_long_as_its_value(self) -> None:
        made = bars(
            "Thử",
            [
                Bar("A", (Part("Có", 3, "009E73"), Part("Không", 1, "D55E00")), "75%"),
                Bar("B <", (Part("Có", 2, "009E73"),)),
            ],
        )
        widths = [
            float(w) for w in re.findall(r'<rect x="[\d.]+" y="\d+" width="([\d.]+)" height="13"', made)
        ]
        assert widths[0] == pytest.approx(widths[1] * 3, rel=0.01) and widths[2] == pytest.approx(
            widths[1] * 2, rel=0.01
        )
        assert "B &lt;" in made and made.count(">Không<") == 1

    def it_draws_nothing_of_nothing(self) -> None:
        assert "<rect x" not in bars("Thử", [Bar("A", (Part("Có", 0, "009E73"),), "0/0")])
