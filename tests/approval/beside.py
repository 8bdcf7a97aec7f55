"""Every act beside the closing of a step, tried by who may do it and by who may not."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from kentongan.agencies import reads as agencies
from kentongan.cases.models import Turn
from kentongan.cases.services import correspondence, exits, merging, orders, pausing, recusal, succession


class Beside:
    """The acts; `World` says who there is, which cases, and what was drawn."""

    @property
    def _rare(self) -> list[Callable[[str], None]]:
        return [
            self._record_order,
            self._confirm,
            self._refuse,
            self._refer,
            self._withdraw,
            self._merge,
            self._pause,
            self._resume,
            self._ask,
            self._reopen,
            self._object,
            self._recuse,
            self._write,
        ]

    def _record_order(self, code: str) -> None:
        step, outcome = self._at(code)
        recorders = self.drivers[code].people((step.recorder,)) if step.recorder else [self._anybody()]
        self._close(code, step, outcome, recorders[0], recorded=True)

    def _confirm(self, code: str) -> None:
        rows = list(Turn.objects.filter(case__code=code).values_list("number", "recorded_for"))
        number, head = next((row for row in rows if row[1]), rows[0])
        who = head if head and self.draw(3) else self._anybody()
        orders.confirm(code=code, number=number, agrees=self.draw(2) == 0, reason="Bukan.", **self._who(who))

    def _beside(self, code: str, act: str) -> dict[str, Any]:
        """For an act beside the SOP: mostly somebody whose act it is, sometimes anybody."""
        service = agencies.service(self.office.agency, self.service)
        assert service is not None
        holders = [
            who for each in agencies.as_loaded(service).side_acts if each.kind == act for who in each.holders
        ]
        who = holders[self.draw(len(holders))] if holders and self.draw(4) else self._anybody()
        return {"code": code, **self._who(who)}

    def _refuse(self, code: str) -> None:
        exits.refuse(turn=self._case(code).turn, reason="Kurang.", **self._beside(code, "tolak"))

    def _refer(self, code: str) -> None:
        told = {"authority": "Dinas lain", "reason": "Wewenangnya.", "files": ()}
        exits.refer(turn=self._case(code).turn, **told, **self._beside(code, "limpah"))

    def _withdraw(self, code: str) -> None:
        exits.withdraw(turn=self._case(code).turn, reason="Diminta pelapor.", **self._beside(code, "tarik"))

    def _merge(self, code: str) -> None:
        into = self.codes[self.draw(len(self.codes))]
        merging.merge(turn=self._case(code).turn, into=into, reason="Sama.", **self._beside(code, "gabung"))

    def _pause(self, code: str) -> None:
        until = (self.office.clock.now + timedelta(days=2)).date()
        pausing.pause(
            turn=self._case(code).turn, reason="Menunggu.", until=until, **self._beside(code, "jeda")
        )

    def _resume(self, code: str) -> None:
        pausing.resume(turn=self._case(code).turn, **self._beside(code, "jeda"))

    def _ask(self, code: str) -> None:
        until = (self.office.clock.now + timedelta(days=2)).date()
        told = {"text": "Di mana?", "until": until, "files": ()}
        pausing.ask_completion(turn=self._case(code).turn, **told, **self._beside(code, "minta-kelengkapan"))

    def _reopen(self, code: str) -> None:
        self._know(
            succession.reopen(reason="Bukti baru.", **self._beside(code, "buka-kembali")),
            self.reporters[code],
        )

    def _object(self, code: str) -> None:
        self._know(
            succession.object_to(reason="Keberatan.", **self._beside(code, "keberatan")), self.reporters[code]
        )

    def _recuse(self, code: str) -> None:
        recusal.recuse(reason="Kerabat.", **self._beside(code, "undur-diri"))

    def _write(self, code: str) -> None:
        correspondence.write(text=self._text(), files=(), **self._beside(code, "pesan"))
