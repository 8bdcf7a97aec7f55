"""An office with two reports on its desk, and every act that anybody could try on them, right or wrong."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from conftest import Office

from kentongan.agencies import reads as agencies
from kentongan.board.models import Publication
from kentongan.board.photos import clean
from kentongan.cases.errors import NoSuchCase, Refused
from kentongan.cases.models import Case
from kentongan.cases.reads import reporter
from kentongan.cases.services import handling, intake, replies
from kentongan.cases.tests.complaints import photo
from kentongan.reports.files import Sealed
from kentongan.reports.reporters import ReporterKey
from kentongan.sop.acts import REPORTER
from kentongan.sop.model import Need, Outcome, Step
from tests.journeys.drive import Driver
from tests.security.world import sealed_file

from .beside import Beside
from .ledger import Content, Ledger

SECRET = b"a browser's secret, 32 bytes long"
Draw = Callable[[int], int]  # a number below the given one
WIDTHS = tuple(range(300, 306))
_cleaned: dict[bytes, bytes] = {}


def sealed(content: bytes) -> Sealed:
    """A photo that has arrived."""
    return sealed_file("foto.jpg", content)


def cleaned(content: bytes) -> bytes:
    """The photo as the public sees it; drawn once."""
    if content not in _cleaned:
        _cleaned[content] = clean([content]).content
    return _cleaned[content]


@dataclass
class World(Beside):
    """Two reports of one service, the hands of everybody in the office, and what is known of each case."""

    office: Office
    service: str
    draw: Draw
    drivers: dict[str, Driver] = field(default_factory=dict)
    ledgers: dict[str, Ledger] = field(default_factory=dict)
    reporters: dict[str, ReporterKey] = field(default_factory=dict)
    codes: list[str] = field(default_factory=list)
    shown: dict[str, Content] = field(default_factory=dict)
    said: dict[str, int] = field(default_factory=dict)  # by case, how many answers its reporter has
    done: list[str] = field(default_factory=list)
    count: int = 0

    def __post_init__(self) -> None:
        self.people = {
            name: self.office.officer(name) for name in self.office.passwords if name not in {"admin"}
        }
        for nonce in ("satu", "dua"):
            self._report(nonce)

    def _report(self, nonce: str) -> None:
        service = agencies.service(self.office.agency, self.service)
        assert service is not None
        now = self.office.clock.now
        told = {"answers": {"judul": nonce, "uraian": "Jalan rusak."}, "identity": {}, "files": ()}
        intake.receive(service=service, secret=SECRET, nonce=nonce, now=now, **told)
        self.office.clock.forward(minutes=2)
        code = intake.code_for(secret=SECRET, nonce=nonce)
        assert code is not None
        self._know(Case.objects.latest("id").code, reporter.enter(code))

    def _know(self, code: str, key: ReporterKey) -> None:
        driver = Driver(self.office, service=self.service)
        self.drivers[code], self.ledgers[code] = driver, Ledger(driver.sop)
        self.reporters[code], self.said[code] = key, 0
        self.codes.append(code)

    # -- what is tried ---------------------------------------------------------------------------------------

    def act(self, *, forward: bool) -> str:
        """Try one act; return the code of the case that it is about."""
        code = self.codes[self.draw(len(self.codes)) if not forward and self.draw(3) == 0 else 0]
        often = [self._step_on] * 10 + [self._step_wrongly] * 7 + [self._save] * 3
        rare = [self._give, self._reporter_closes, *self._rare]
        kinds = [self._step_on] if forward else often + rare
        self.office.clock.forward(minutes=3)
        kind = kinds[self.draw(len(kinds))]
        try:
            kind(code)
        except (Refused, NoSuchCase):
            return code
        self.done.append(kind.__name__)
        return code

    def _case(self, code: str) -> Case:
        return Case.objects.get(code=code)

    def _anybody(self) -> str:
        names = sorted(self.people)
        return names[self.draw(len(names))]

    def _who(self, name: str) -> dict[str, Any]:
        """Who acts: in the seat of their own name, as the sample officers sit."""
        return {"by": self.people[name], "capacity": name, "now": self.office.clock.now}

    def _text(self) -> str:
        self.count += 1
        return f"Tulisan {self.count}."

    def _at(self, code: str) -> tuple[Step, Outcome]:
        step = self.drivers[code].sop.steps[self._case(code).step]
        outcomes = list(step.outcomes.values())
        # The first way out is the usual one in every SOP here; the others are taken one time in three.
        return step, outcomes[self.draw(len(outcomes)) if self.draw(3) == 0 else 0]

    def _step_on(self, code: str) -> None:
        """Close the step as its SOP asks, by somebody who holds it."""
        step, outcome = self._at(code)
        doer = self.drivers[code].doer(step, self._fitting(code, step, outcome))
        if doer == REPORTER:
            self._reporter_closes(code)
        else:
            self._gather(code, step, outcome, doer)
            self._close(code, step, self._fitting(code, step, outcome), doer)

    def _fitting(self, code: str, step: Step, outcome: Outcome) -> Outcome:
        """The way that an earlier choice leaves, where one was made."""
        led = step.led(self.drivers[code].taken.chosen)
        decides = outcome.fact and not any(need.fact == outcome.fact for need in step.needs)
        return led if led is not None and decides else outcome

    def _step_wrongly(self, code: str) -> None:
        """Close the step with one thing left out, or by anybody."""
        step, outcome = self._at(code)
        outcome = self._fitting(code, step, outcome)
        holders = [who for who in self.drivers[code].people(step.actors) if who != REPORTER]
        leave_out = self.draw(3) > 0
        doer = holders[0] if leave_out and holders else self._anybody()
        self._close(code, step, outcome, doer, leave_out=leave_out)

    def _gather(self, code: str, step: Step, outcome: Outcome, doer: str) -> None:
        """Let those give who have to give before: what they put their names to is drafted first."""
        driver = self.drivers[code]
        others = [
            (need, who) for need in step.asks(outcome) for who in driver.givers(step, need) if who != doer
        ]
        if others:
            drafts = [need for need in step.asks(outcome) if need.kind == "draft"]
            self._save_texts(code, doer, drafts)
        for need, who in others:
            self._give_one(code, who, need)

    def _close(
        self,
        code: str,
        step: Step,
        outcome: Outcome,
        doer: str,
        *,
        leave_out: bool = False,
        recorded: bool = False,
    ) -> None:
        needs = list(step.asks(outcome, recorded=recorded))
        if leave_out and needs:
            signed = [each for each in needs if each.input == "signature"]
            needs.remove(signed[0] if signed and self.draw(4) else needs[self.draw(len(needs))])
        texts, photos, chosen = self._supplies(code, step, outcome, needs)
        handling.close_turn(
            code=code,
            turn=self._case(code).turn,
            outcome=None if self.draw(6) == 0 else outcome.key,
            values=texts,
            files={key: [sealed(each) for each in content] for key, content in photos.items()},
            recorded=recorded,
            **self._who(doer),
        )
        self.ledgers[code].give(needs, texts, {key: [*map(cleaned, each)] for key, each in photos.items()})
        self._taken(code, step, doer, chosen, texts)

    def _supplies(
        self, code: str, step: Step, outcome: Outcome, needs: list[Need]
    ) -> tuple[dict[str, str], dict[str, list[bytes]], dict[str, str]]:
        texts: dict[str, str] = {}
        photos: dict[str, list[bytes]] = {}
        chosen: dict[str, str] = {}
        for need in needs:
            if need.input == "file":
                photos[need.key] = [photo(WIDTHS[self.draw(len(WIDTHS))]) for _ in range(1 + self.draw(2))]
            elif need.fact:
                texts[need.key] = chosen[need.fact] = self._value(code, step, outcome, need.fact)
            elif need.binds:
                texts[need.key] = self._person(code, need.binds)
            elif need.kind == "attendance":
                driver = self.drivers[code]
                texts[need.key] = "\n".join(driver.people((*step.actors, *step.participants)))
            elif (
                need.input != "number" or self.drivers[code].sop.papers[need.paper or ""].numbering == "typed"
            ):
                texts[need.key] = self._plain(code, need)
        return texts, photos, chosen

    def _plain(self, code: str, need: Need) -> str:
        """A new text, or sometimes the one that stands: to send it again is no change."""
        known = self.ledgers[code].texts.get(need.key)
        if need.input in {"signature", "tick"}:
            return "ya"
        if need.input in {"link", "proof"}:
            return "https://contoh.example/1"
        return known if known and self.draw(4) == 0 else self._text()

    def _value(self, code: str, step: Step, outcome: Outcome, fact: str) -> str:
        driver = self.drivers[code]
        values = list(driver.units) if driver.sop.facts[fact].source else list(driver.sop.facts[fact].values)
        fits = [each for each in values if outcome.fact != fact or step.led({fact: each}) == outcome]
        return fits[self.draw(len(fits))]

    def _person(self, code: str, actor: str) -> str:
        posts = self.drivers[code].sop.actors[actor].posts
        return posts[self.draw(len(posts))] if posts else self._anybody()

    def _taken(
        self, code: str, step: Step, doer: str, chosen: Mapping[str, str], texts: Mapping[str, str]
    ) -> None:
        driver = self.drivers[code]
        driver.taken.chosen |= chosen
        driver.taken.unit = chosen.get("unit", driver.taken.unit)
        driver.taken.closed.setdefault(step.key, set()).add(doer)
        driver.taken.present = texts.get("daftar hadir", "").split() or driver.taken.present
        for need in step.every_need():
            if need.binds and need.key in texts:
                driver.taken.bound[need.binds] = texts[need.key]

    # -- beside the closing ----------------------------------------------------------------------------------

    def _save(self, code: str) -> None:
        """Write into every draft, whoever it is: also into one that was approved."""
        sop = self.drivers[code].sop
        drafts = [Need("draft", paper) for paper in sop.papers]
        notes = [need for need in sop.steps[self._case(code).step].every_need() if need.input == "text"]
        step, _ = self._at(code)
        holders = self.drivers[code].people(step.actors)
        doer = holders[0] if holders and holders[0] != REPORTER and self.draw(2) else self._anybody()
        self._save_texts(code, doer, [*drafts, *notes])

    def _save_texts(self, code: str, doer: str, needs: list[Need]) -> None:
        case = self._case(code)
        texts = {need.key: self._text() for need in needs}
        handling.save_draft(code=code, turn=case.turn, values=texts, **self._who(doer))
        asked = [
            need for need in self.drivers[code].sop.steps[case.step].every_need() if need.input == "text"
        ]
        self.ledgers[code].give(asked, texts, {})

    def _give(self, code: str) -> None:
        step, _ = self._at(code)
        needs = step.every_need()
        self._give_one(code, self._anybody(), needs[self.draw(len(needs))])

    def _give_one(self, code: str, who: str, need: Need) -> None:
        step, outcome = self._at(code)
        texts, photos, _ = self._supplies(code, step, outcome, [need])
        files = {key: [sealed(each) for each in content] for key, content in photos.items()}
        turn = self._case(code).turn
        handling.contribute(code=code, turn=turn, need=need.key, values=texts, files=files, **self._who(who))
        self.ledgers[code].give([need], texts, {key: [*map(cleaned, each)] for key, each in photos.items()})

    def _reporter_closes(self, code: str) -> None:
        step, outcome = self._at(code)
        key = self.reporters[code]
        replies.close_turn(key=key, report_index=0, outcome=outcome.key, now=self.office.clock.now)
        replies.apply_ripe(now=self.office.clock.forward(minutes=5))
        self.drivers[code].taken.closed.setdefault(step.key, set()).add(REPORTER)

    # -- what must hold --------------------------------------------------------------------------------------

    def check(self, code: str) -> None:
        """After an act on this case: what is new to the public or to a reporter was approved in it."""
        now = dict(self.public())
        ledger = self.ledgers[code]
        for name in now.keys() - {name for name in now if self.shown.get(name) == now[name]}:
            assert now[name] == ("", ()) or ledger.may_be_public(now[name]), (code, now[name], self.done)
        self.shown = now
        for each, key in self.reporters.items():
            answers = [
                line.text
                for page in reporter.page(key, self.office.clock.now)
                for line in page.messages
                if line.kind == "answer"
            ]
            for text in answers[self.said[each] :]:
                assert ledger.may_be_sent(text), (code, text, self.done)
            self.said[each] = len(answers)

    @staticmethod
    def public() -> Mapping[str, Content]:
        """What everybody may read, by its name on the board."""
        rows = Publication.objects.filter(withdrawn=False)
        return {row.code: (row.text, tuple(bytes(each.content) for each in row.photos.all())) for row in rows}
