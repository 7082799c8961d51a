"""Forms out to units, or one body's own files up to the next level. Sent once means once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from pathlib import Path

from msgspec import Struct, field

from danvan_xl.contact import receiver_of
from danvan_xl.errors import InputError
from danvan_xl.findings import Finding, finding
from danvan_xl.identity import FORM
from danvan_xl.mail.address import read_addresses
from danvan_xl.mail.compose import Draft, dress
from danvan_xl.mail.delivery import Delivery, MailError, UncertainDeliveryError
from danvan_xl.mail.journal import Entry, Journal, Step
from danvan_xl.mail.templates import LetterTemplate
from danvan_xl.mail.words import Words, after_report, named, sentence
from danvan_xl.model import Master, Period, Unit
from danvan_xl.steps import Progress, StopRequested, tell


class Batch(Struct):
    """What is to be sent, before anything is. ``group`` and ``words`` are the same by chat, for units without mail too."""

    drafts: list[Draft] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    group: str = ""
    words: list[Words] = field(default_factory=list)
    no_address: list[Unit] = field(default_factory=list)

    def addresses_of(self, unit: Unit) -> tuple[str, ...]:
        """Where its letter goes; what is wrong with its addresses is noted."""
        addresses = read_addresses(unit.email)
        for bad in addresses.bad:
            self.findings.append(finding("mail-bad-address", value=bad, unit=unit.code, unit_name=unit.name))
        if not addresses.good and not addresses.bad:
            self.no_address.append(unit)
        return addresses.good

    def tell_without_address(self) -> None:
        """One finding for all units without an address."""
        if self.no_address:
            self.findings.append(_of_units("mail-no-address", self.no_address))


class Sent(Struct):
    """What became of a batch. The four lists hold drafts and share none."""

    sent: list[Draft] = field(default_factory=list)
    already: list[Draft] = field(default_factory=list)
    refused: list[Draft] = field(default_factory=list)
    uncertain: list[Draft] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    group: str = ""
    """The words for the chat group that were written beside."""
    stopped: MailError | StopRequested | None = None
    """Why the run stopped before its end; what is left goes out in the next run."""


def _of_units(code: str, units: Sequence[Unit]) -> Finding:
    return finding(code, value=named(unit.name for unit in units), count=len(units))


def facts_for(
    master: Master, period: Period | None, unit: Unit, attachments: Sequence[Path]
) -> dict[str, str]:
    """The facts a letter may name, for one unit."""
    receiver = receiver_of(master)
    return {
        "don_vi": unit.name,
        "ma_ke_hoach": master.plan.code,
        "ten_ke_hoach": master.plan.name,
        "ten_ky": after_report(period.name) if period else "",
        "han_nop": f"{period.due:%d/%m/%Y}" if period else "",
        "co_quan": master.plan.issuer,
        "don_vi_tong_hop": receiver.office,
        "nguoi_lien_he": str(receiver),
        "ten_tep": ", ".join(path.name for path in attachments),
    }


def forms_batch(folder: Path, master: Master, letter: LetterTemplate, units: Collection[str] = ()) -> Batch:
    """One draft for each form in ``folder``, addressed by the master. ``units`` narrows it to some codes.

    Raises :class:`~danvan_xl.errors.InputError` when the folder holds no form of this plan.
    """
    from danvan_xl.returns.identity import identity_of_file

    if not folder.is_dir():
        raise InputError(
            f"Không có thư mục “{folder}”.", remedy="Chọn thư mục đã phát hành phiếu.", file=folder
        )
    batch = Batch()
    seen: set[str] = set()
    periods: set[str] = set()
    for path in sorted(folder.glob("*.xlsx")):
        if path.name.startswith("~$"):
            continue
        identity = identity_of_file(path)
        unit = master.unit(identity.unit) if identity and identity.kind == FORM else None
        if identity is None or unit is None or identity.plan != master.plan.code:
            batch.findings.append(finding("mail-unknown-file", value=path.name, file=str(path)))
            continue
        seen.add(unit.code)
        periods.add(identity.period)
        if not units or unit.code in units:
            _add(batch, master, master.period(identity.period), unit, (path,), letter)
    if not seen:
        raise InputError(
            f"Thư mục “{folder}” không có phiếu nào của kế hoạch {master.plan.code}.",
            remedy="Phát hành phiếu trước: danvan-xl issue TỆP_KẾ_HOẠCH --period MÃ_KỲ -o THƯ_MỤC",
            file=folder,
        )
    wanted = [unit for unit in master.owing_units() if not units or unit.code in units]
    if formless := [unit for unit in wanted if unit.code not in seen]:
        batch.findings.append(_of_units("mail-form-missing", formless))
    batch.tell_without_address()
    period = master.period(periods.pop()) if len(periods) == 1 else None
    facts = facts_for(master, period, Unit("", ""), ())
    due = f" Hạn nộp: {facts['han_nop']}." if period else ""
    of_period = f" {after_report(period.name)}" if period else ""
    opening = (
        f"[{facts['ma_ke_hoach']}] {facts['don_vi_tong_hop']} gửi phiếu báo cáo{of_period} đến {len(batch.words)} đơn vị."
        f"{due} Điền xong gửi về: {facts['nguoi_lien_he']}."
    )
    mailed = sentence("Nhận phiếu qua thư điện tử", [w.unit_name for w in batch.words if w.mailed])
    others = sentence("Nhận phiếu qua Zalo", [w.unit_name for w in batch.words if not w.mailed])
    batch.group = "\n".join([opening, *mailed, *others])
    return batch


def upward_batch(files: Sequence[Path], master: Master, to: str, letter: LetterTemplate) -> Batch:
    """One draft that carries this body's own files to the level above.

    ``to`` is an address; '' takes the address of the unit in the master that is named like the
    plan's ``Cơ quan chủ quản``. Raises :class:`~danvan_xl.errors.InputError` when there is none.
    """
    from danvan_xl.language.folding import fold
    from danvan_xl.returns.identity import identity_of_file

    superior = next((u for u in master.units if u.name and fold(u.name) == fold(master.plan.superior)), None)
    address = to or (superior.email if superior else "")
    if not read_addresses(address).good:
        raise InputError(
            "Chưa biết địa chỉ thư của cấp trên.",
            remedy="Ghi rõ bằng --to dia-chi@..., hoặc thêm cơ quan chủ quản kèm thư điện tử vào trang tính “Đơn vị”.",
        )
    name = superior.name if superior else master.plan.superior or "Cơ quan cấp trên"
    unit = Unit(superior.code if superior else "", name, email=address)
    identity = identity_of_file(files[0]) if files[0].suffix.lower() == ".xlsx" else None
    batch = Batch()
    _add(batch, master, master.period(identity.period) if identity else None, unit, tuple(files), letter)
    batch.words.clear()
    return batch


def _add(
    batch: Batch,
    master: Master,
    period: Period | None,
    unit: Unit,
    files: tuple[Path, ...],
    letter: LetterTemplate,
) -> None:
    to = batch.addresses_of(unit)
    facts = facts_for(master, period, unit, files)
    due = f" chậm nhất ngày {facts['han_nop']}" if period else ""
    how = f"đã gửi qua thư điện tử {', '.join(to)}" if to else "gửi kèm tin này"
    text = (
        f"Kính gửi {unit.name}: phiếu báo cáo{' ' + after_report(period.name) if period else ''} (tệp “{facts['ten_tep']}”) {how}. "
        f"Đề nghị điền các ô màu vàng rồi gửi lại{due} về: {facts['nguoi_lien_he']}."
    )
    batch.words.append(Words(unit.code, unit.name, text, bool(to)))
    if to:
        filled = letter.fill(facts)
        batch.drafts.append(Draft(unit.code, unit.name, to, filled.subject, filled.body, files))


def deliver(
    drafts: Sequence[Draft],
    delivery: Delivery,
    sender: str,
    folder: Path,
    *,
    resend: Collection[str] = (),
    clock: Callable[[], datetime] = lambda: datetime.now().astimezone(),
    on_step: Progress | None = None,
) -> Sent:
    """Send each draft unless the journal in ``folder`` says it went before; write down every step.

    ``resend`` names units whose uncertain or already sent message is to go again. A way out that does
    not leave the machine (.eml) needs no journal: writing the same draft again changes nothing.
    """
    journal = Journal(folder) if delivery.leaves_machine else None
    outcome = Sent()
    try:
        for number, draft in enumerate(drafts, start=1):
            tell(on_step, number, len(drafts))
            last = journal.last(draft.key) if journal else None
            if last is not None and draft.unit not in resend:
                if last.step is Step.SENT:
                    outcome.already.append(draft)
                    continue
                # "Leaving" without an end is a crash while the server's answer was awaited: as unknowable.
                if last.step in (Step.UNCERTAIN, Step.LEAVING):
                    outcome.uncertain.append(draft)
                    outcome.findings.append(_uncertain(draft))
                    continue
            _deliver_one(draft, delivery, sender, journal, clock, outcome)
    except (MailError, StopRequested) as error:
        outcome.stopped = error
    finally:
        delivery.close()
    return outcome


def _deliver_one(
    draft: Draft,
    delivery: Delivery,
    sender: str,
    journal: Journal | None,
    clock: Callable[[], datetime],
    outcome: Sent,
) -> None:
    key = draft.key
    message = dress(draft, sender, clock())

    def note(step: Step, detail: str = "") -> None:
        if journal is not None:
            journal.write(Entry(key, step, clock().isoformat(timespec="seconds"), draft.to, detail))

    note(Step.BEGUN)
    try:
        result = delivery.deliver(draft, message, lambda: note(Step.LEAVING))
    except UncertainDeliveryError as error:
        note(Step.UNCERTAIN, str(error))
        outcome.uncertain.append(draft)
        outcome.findings.append(_uncertain(draft))
        return
    except MailError as error:
        # The server was never given the whole message: it may go in the next run.
        note(Step.REFUSED, error.message)
        raise
    for address, words in result.refused.items():
        outcome.findings.append(
            finding("mail-refused", value=address, unit=draft.unit, unit_name=draft.unit_name, words=words)
        )
    if result.accepted:
        note(Step.SENT, result.detail)
        outcome.sent.append(draft)
    else:
        if not result.refused:
            outcome.findings.append(
                finding(
                    "mail-refused",
                    value=", ".join(draft.to),
                    unit=draft.unit,
                    unit_name=draft.unit_name,
                    words=result.detail,
                )
            )
        note(Step.REFUSED, result.detail)
        outcome.refused.append(draft)


def _uncertain(draft: Draft) -> Finding:
    return finding("mail-uncertain", value=draft.unit, unit=draft.unit, unit_name=draft.unit_name)
