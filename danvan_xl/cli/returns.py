"""``danvan-xl consolidate`` and ``danvan-xl score``: returned forms in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from danvan_xl.cli.vietnamese import VietnameseCommand

_PATH = click.Path(path_type=Path)


class DayType(click.ParamType):
    """A date as 2025-11-30 or 30/11/2025."""

    name = "NGÀY"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        from danvan_xl.language.dates import read_date

        reading = read_date(str(value))
        if reading.value is None:
            self.fail(f"“{value}” không phải ngày; ghi dạng 2025-11-30 hoặc 30/11/2025.", param, ctx)
        return reading.value


@click.command(cls=VietnameseCommand)
@click.argument("folder", metavar="THƯ_MỤC", type=_PATH)
@click.option("--master", metavar="KẾ_HOẠCH", type=_PATH, required=True, help="Tệp kế hoạch (.xlsx).")
@click.option("--period", metavar="KỲ", help="Mã kỳ báo cáo; mặc định là kỳ ghi trong các phiếu.")
@click.option(
    "--as-of",
    type=DayType(),
    help="Tính tình trạng đến ngày này; mặc định là ngày cuối kỳ hoặc hôm nay, lấy ngày sớm hơn.",
)
@click.option(
    "--previous", metavar="TỔNG_HỢP", type=_PATH, help="Tệp tổng hợp kỳ trước, để giữ việc đã hoàn thành."
)
@click.option("-o", "--output", metavar="TỔNG_HỢP", type=_PATH, help="Tệp tổng hợp sẽ ghi (.xlsx).")
@click.option("--json", "json_path", metavar="TỆP", type=_PATH, help="Ghi thêm kết quả dạng JSON.")
@click.option("--receipts", metavar="THƯ_MỤC", type=_PATH, help="Ghi phiếu tiếp nhận gửi lại từng đơn vị.")
@click.option("--dry-run", is_flag=True, help="Chỉ đọc và in kết quả tiếp nhận, không ghi tệp nào.")
def consolidate(
    folder: Path,
    master: Path,
    period: str | None,
    as_of: date | None,
    previous: Path | None,
    output: Path | None,
    json_path: Path | None,
    receipts: Path | None,
    dry_run: bool,
) -> int:
    """Tổng hợp các phiếu trong THƯ_MỤC (cả thư mục con, .zip, thư .eml và .msg) thành một tệp tổng hợp."""
    from danvan_xl.consolidation.attention import needs_person
    from danvan_xl.consolidation.consolidate import consolidate as run
    from danvan_xl.consolidation.printed import receipt_lines

    if output is None and json_path is None and receipts is None and not dry_run:
        raise click.UsageError("Cần ghi -o TỔNG_HỢP.xlsx (hoặc --dry-run để chỉ xem).")
    review = None
    if output is not None and output.exists():
        from danvan_xl.summaries.review import read_review

        review = read_review(output)
    earlier = None
    if previous is not None:
        from danvan_xl.summaries.earlier import read_previous

        earlier = read_previous(previous)
    outcome = run(
        folder, master, period=period, as_of=as_of, previous=earlier, review=review, progress=_progress()
    )
    if review is not None and output is not None:
        _same_summary(outcome, review, output)
    for line in receipt_lines(outcome):
        click.echo(line)
    if dry_run:
        click.echo("Chạy thử: chưa ghi tệp nào.")
        return int(needs_person(outcome))
    if output is not None:
        from danvan_xl.summaries.write import write_summary

        for note in write_summary(outcome, output, previous=earlier, review=review, folder=folder):
            click.echo(note)
        click.echo(f"Đã ghi tệp tổng hợp: {output}")
    if json_path is not None:
        _write_json(outcome, json_path)
    if receipts is not None:
        from danvan_xl.consolidation.receipts import write_receipts

        made = write_receipts(outcome, receipts)
        click.echo(f"Đã ghi {len(made)} phiếu tiếp nhận vào: {receipts}")
    return int(needs_person(outcome))


def _same_summary(outcome, review, output: Path) -> None:  # type: ignore[no-untyped-def]
    """Never write one period's summary over another's: what a person typed there would be lost."""
    from danvan_xl.errors import OutputError

    said = (review.plan or outcome.master.plan.code, review.period or outcome.period.code)
    if said != (outcome.master.plan.code, outcome.period.code):
        raise OutputError(
            f"“{output.name}” là tệp tổng hợp của kế hoạch {said[0]}, kỳ {said[1]}; không ghi đè bằng kỳ {outcome.period.code}.",
            remedy="Chọn tên tệp khác sau -o; tệp cũ có thể dùng làm --previous.",
            file=output,
        )


def _write_json(outcome, path: Path) -> None:  # type: ignore[no-untyped-def]
    from danvan_xl.consolidation.json_out import as_text
    from danvan_xl.files import write_atomically

    text = as_text(outcome)
    write_atomically(path, lambda temporary: temporary.write_text(text, encoding="utf-8") and None)
    click.echo(f"Đã ghi JSON: {path}")


def _progress():  # type: ignore[no-untyped-def]
    """A counter on a terminal; nothing when piped."""
    import sys

    if not sys.stderr.isatty():
        return None

    def show(done: int, total: int) -> None:
        end = "\n" if done == total else ""
        click.echo(f"\rĐang đọc phiếu: {done}/{total}{end}", err=True, nl=False)

    return show


@click.command(cls=VietnameseCommand)
@click.argument("returned", metavar="PHIẾU", type=_PATH)
@click.option("--master", metavar="KẾ_HOẠCH", type=_PATH, required=True, help="Tệp kế hoạch (.xlsx).")
@click.option("--period", metavar="KỲ", help="Kỳ báo cáo, khi phiếu không ghi kỳ.")
@click.option("--as-of", type=DayType(), help="Tính tình trạng đến ngày này.")
def score(returned: Path, master: Path, period: str | None, as_of: date | None) -> int:
    """Chấm điểm một phiếu đã điền, giải thích từng tiêu chí."""
    from danvan_xl.consolidation.one import score_one
    from danvan_xl.consolidation.printed import score_lines

    outcome = score_one(returned, master, period=period, as_of=as_of)
    for line in score_lines(outcome):
        click.echo(line)
    from danvan_xl.consolidation.attention import needs_person

    return int(needs_person(outcome))
