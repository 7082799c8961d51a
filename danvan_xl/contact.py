"""Where returns go: the focal unit, and the person there, from ``Kế hoạch`` and else from the unit's row in ``Đơn vị``."""

from __future__ import annotations

from msgspec import Struct

from danvan_xl.model import Master, Unit


class Contact(Struct, frozen=True):
    """Whom to send to and to ask; '' where the master does not say."""

    office: str
    person: str = ""
    phone: str = ""
    mail: str = ""
    zalo: str = ""

    @property
    def ways(self) -> list[str]:
        """'bà Nguyễn Thị Hoa', 'điện thoại 0912 ...', 'thư điện tử ...', 'Zalo ...'."""
        named = (
            ("", self.person),
            ("điện thoại ", self.phone),
            ("thư điện tử ", self.mail),
            ("Zalo ", self.zalo),
        )
        return [f"{label}{value}" for label, value in named if value]

    def __str__(self) -> str:
        """In one sentence: the ways to the person, the office where there are none."""
        return ", ".join(self.ways) or self.office


def focal_unit(master: Master) -> Unit | None:
    """The unit that collects the returns, or None when the master names none it knows."""
    wanted = master.plan.focal_unit
    return master.unit(wanted) or next((unit for unit in master.units if unit.name == wanted), None)


def receiver_of(master: Master) -> Contact:
    """What ``Kế hoạch`` says of the receiver comes before what ``Đơn vị`` says of the focal unit."""
    plan, focal = master.plan, focal_unit(master) or Unit("", "")
    return Contact(
        focal.name or plan.focal_unit or plan.issuer,
        plan.receiver or focal.contact,
        plan.receiver_phone or focal.phone,
        plan.receiver_mail or focal.email,
        plan.receiver_zalo,
    )
