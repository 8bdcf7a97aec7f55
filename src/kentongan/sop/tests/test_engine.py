"""The rules of the engine, one sentence each, in the order in which they are asked.

Ida takes in, Hana heads the office, Tono heads the unit, Sari and Dedi sit in the team, Rani reports.
"""

from dataclasses import replace

import pytest

from kentongan.sop.engine import (
    Begin,
    Close,
    Contribute,
    Decision,
    Doer,
    Facts,
    Pause,
    Refusal,
    Resume,
    decide,
    entry,
    options,
)
from kentongan.sop.tests.samples import good, manual

UNITS = {"umum": "kabid-umum", "teknik": "kabid-teknik"}
IDA = Doer("ida", "petugas", frozenset({"petugas"}))
HANA = Doer("hana", "kepala", frozenset({"kepala", "sekretaris"}))
TONO = Doer("tono", "kabid-teknik", frozenset({"kabid-teknik"}))
SARI = Doer("sari", "tim", frozenset({"tim"}))
DEDI = Doer("dedi", "tim", frozenset({"tim"}))
RANI = Doer("rani", "pelapor", frozenset({"pelapor"}))

SORTED = Close(chosen={"jenis": "layanan", "klasifikasi": "ringan", "unit": "teknik"})
MEETING = Facts(step="6")
MET = Close(supplies=frozenset({"daftar hadir"}), bound={"pemeriksa": "officer:dedi"})
SIGNING = Facts(
    step="7b",
    supplied=frozenset({"konsep: ba", "paraf: ba", "daftar hadir"}),
    present=frozenset({"hana", "sari", "dedi"}),
    contributed=frozenset({"tanda tangan: ba"}),
    contributors={"tanda tangan: ba": frozenset({"sari", "dedi"})},
)
SIGN = Close(supplies=frozenset({"nomor: ba", "tanda tangan: ba"}))


def ask(facts, act, doer, sop=None):
    return decide(sop or good(), facts, act, doer, UNITS)


def code(facts, act, doer, sop=None):
    answer = ask(facts, act, doer, sop)
    assert isinstance(answer, Refusal), answer
    return answer.code


def decided(facts, act, doer, sop=None):
    answer = ask(facts, act, doer, sop)
    assert isinstance(answer, Decision), answer
    return answer


class TestWho:
    def test_an_excluded_officer_learns_nothing_not_even_that_the_case_has_ended(self):
        for step in ("3", None):
            facts = Facts(step=step, excluded=frozenset({"ida"}), paused=True)
            assert ask(facts, Begin(), IDA) == Refusal("conflict-of-interest")

    def test_a_case_that_has_ended_takes_no_act(self):
        assert code(Facts(step=None), Begin(), IDA) == "case-ended"
        assert options(good(), Facts(step=None), IDA, UNITS) == ()

    def test_the_capacity_must_be_a_post_of_the_step_that_the_officer_holds(self):
        assert code(Facts(step="3"), Begin(), HANA) == "not-your-post"
        assert code(Facts(step="3"), Begin(), Doer("otto", "petugas")) == "not-your-post"
        assert code(Facts(step="4"), Begin(), replace(HANA, capacity="sekretaris")) == "not-your-post"

    def test_either_of_several_actors_may_act(self):
        assert decided(Facts(step="11"), Close("diterima"), RANI).to == "12"
        assert decided(Facts(step="11"), Close("diterima"), IDA).to == "12"
        assert code(Facts(step="11"), Close("diterima"), SARI) == "not-your-post"

    def test_the_reporter_acts_only_where_the_sop_names_the_reporter(self):
        assert code(Facts(step="12"), Begin(), RANI) == "not-your-post"

    def test_a_participant_contributes_but_does_not_close(self):
        assert decided(MEETING, Contribute("catatan: telaah"), SARI).to == "6"
        assert code(MEETING, MET, SARI) == "not-your-post"
        assert code(MEETING, Begin(), SARI) == "not-your-post"
        assert code(MEETING, Contribute("catatan: telaah"), TONO) == "not-your-post"

    def test_the_head_of_the_chosen_unit_acts(self):
        facts = Facts(step="5", bound={"bidang": "kabid-teknik"})
        assert decided(facts, Begin(), TONO).posts == ("kabid-teknik",)
        assert code(replace(facts, bound={"bidang": "kabid-umum"}), Begin(), TONO) == "not-your-post"
        assert code(replace(facts, bound={}), Begin(), TONO) == "not-your-post"

    def test_nobody_else_acts_as_the_reporter(self):
        for somebody in (replace(SARI, capacity="pelapor"), Doer("otto", "pelapor")):
            assert code(Facts(step="11"), Close(), somebody) == "not-your-post"

    def test_the_chosen_person_acts_in_whatever_capacity_is_theirs(self):
        facts = Facts(step="7a", bound={"pemeriksa": "officer:dedi"})
        assert decided(facts, Begin(), DEDI).posts == ("officer:dedi",)
        assert code(facts, Begin(), SARI) == "not-your-post"
        for claimed in ("kepala", "pelapor", ""):
            assert code(facts, Begin(), replace(DEDI, capacity=claimed)) == "not-your-post"

    def test_where_the_chosen_person_is_excluded_those_who_chose_act(self):
        facts = Facts(step="7a", bound={"pemeriksa": "officer:dedi"}, excluded=frozenset({"dedi"}))
        assert decided(facts, Begin(), HANA).posts == ("kepala",)

    def test_what_the_outside_party_decided_is_recorded_by_the_post_named_for_it(self):
        assert decided(Facts(step="7c"), Begin(), IDA).posts == ("petugas",)

    def test_only_where_nobody_is_left_another_stands_in(self):
        bends = {"petugas": "sekretaris"}
        stand_in = replace(HANA, capacity="sekretaris")
        assert decided(Facts(step="3", bends=bends), Begin(), stand_in).posts == ("sekretaris",)
        assert code(Facts(step="3", bends=bends), Begin(), IDA) == "not-your-post"
        assert decided(Facts(step="5", bound={"bidang": "kabid-teknik"}, bends=bends), Begin(), TONO)
        assert entry(good(), {"petugas": ""}).posts == ()

    def test_who_reported_is_no_substitute_for_an_office_in_which_nobody_is_left(self):
        facts = Facts(step="11", bends={"petugas": "sekretaris"})
        stand_in = replace(HANA, capacity="sekretaris")
        assert decided(facts, Begin(), RANI).posts == ("pelapor", "sekretaris")
        assert decided(facts, Close("susulan", frozenset({"catatan: susulan"})), stand_in).to == "8"


class TestPauses:
    def test_only_a_step_that_may_wait_is_paused(self):
        waits = Facts(step="5", bound={"bidang": "kabid-teknik"})
        assert decided(waits, Pause(), TONO).to == "5"
        assert code(Facts(step="3"), Pause(), IDA) == "no-pause-here"

    def test_a_paused_step_only_resumes(self):
        facts = Facts(step="5", bound={"bidang": "kabid-teknik"}, paused=True)
        for act in (Begin(), Pause(), Contribute("jawaban"), Close(supplies=frozenset({"jawaban"}))):
            assert code(facts, act, TONO) == "paused"
        assert decided(facts, Resume(), TONO).outcome is None
        assert code(replace(facts, paused=False), Resume(), TONO) == "not-paused"


class TestOutcomes:
    def test_the_fact_decides(self):
        assert decided(Facts(step="3"), SORTED, IDA).outcome == "layanan"
        wrong = replace(SORTED, outcome="pelanggaran")
        assert ask(Facts(step="3"), wrong, IDA) == Refusal(
            "decided-by-fact", {"fact": "jenis", "outcome": "layanan"}
        )

    def test_a_fact_chosen_earlier_decides_too(self):
        instructed = Close(supplies=frozenset({"instruksi"}))
        facts = Facts(step="4", chosen={"unit": "teknik"})
        assert decided(facts, instructed, HANA).to == "5"
        assert code(replace(facts, chosen={"unit": "umum"}), replace(instructed, outcome="bidang"), HANA) == (
            "decided-by-fact"
        )

    def test_a_free_outcome_goes_against_the_fact(self):
        free = Close("limpah", frozenset({"alasan"}), {"jenis": "saran", "klasifikasi": "ringan"})
        decision = decided(Facts(step="3"), free, IDA)
        assert (decision.to, decision.status, decision.referral.to) == ("L1", "diteruskan", "Inspektorat")

    def test_an_undecided_fact_is_missing(self):
        assert ask(Facts(step="3"), Close("layanan"), IDA) == Refusal("missing", {"needs": "pilih: jenis"})
        assert code(Facts(step="3"), Close(), IDA) == "outcome-needed"
        assert ask(Facts(step="4"), Close("sendiri"), HANA) == Refusal("missing", {"needs": "unit"})

    def test_a_choice_without_fact_must_be_made(self):
        assert code(Facts(step="7c"), Close(supplies=frozenset({"putusan"})), IDA) == "outcome-needed"
        assert code(Facts(step="7c"), Close("setuju-saja"), IDA) == "no-such-outcome"

    @pytest.mark.parametrize("chosen", [{"jenis": "korupsi"}, {"kanal": "situs"}, {"unit": "keuangan"}])
    def test_only_known_values_are_chosen(self, chosen):
        assert (
            code(Facts(step="3"), replace(SORTED, chosen={**SORTED.chosen, **chosen}), IDA) == "unknown-value"
        )

    def test_an_excluded_person_is_as_unknown_as_one_who_does_not_exist(self):
        facts = replace(MEETING, contributed=frozenset({"catatan: telaah"}), excluded=frozenset({"dedi"}))
        assert code(facts, MET, HANA) == "unknown-value"
        assert code(facts, replace(MET, bound={"pemeriksa": "dedi"}), HANA) == "unknown-value"


class TestSupplies:
    def test_everything_asked_for_must_be_supplied(self):
        without = Close(chosen={"jenis": "layanan"})
        assert ask(Facts(step="3"), without, IDA) == Refusal("missing", {"needs": "klasifikasi, unit"})

    def test_a_choice_is_not_given_by_its_name(self):
        named = replace(MET, supplies=frozenset({"daftar hadir", "orang: pemeriksa"}), bound={})
        facts = replace(MEETING, contributed=frozenset({"catatan: telaah"}))
        assert ask(facts, named, HANA) == Refusal("missing", {"needs": "orang: pemeriksa"})

    def test_what_is_optional_may_be_left_out(self):
        full = replace(SORTED, supplies=frozenset({"catatan"}))
        assert decided(Facts(step="3"), full, IDA).to == decided(Facts(step="3"), SORTED, IDA).to

    def test_what_the_step_requires_must_stand(self):
        drafted = Close(supplies=frozenset({"konsep: balasan"}))
        assert ask(Facts(step="8"), drafted, IDA) == Refusal("missing", {"needs": "jawaban"})
        assert decided(Facts(step="8", supplied=frozenset({"jawaban"})), drafted, IDA).to == "9a"

    def test_what_a_word_implies_must_stand(self):
        signed = Close("setuju", frozenset({"tanda tangan: balasan"}))
        assert ask(Facts(step="9a"), signed, HANA) == Refusal("missing", {"needs": "konsep: balasan"})
        sent = Close(supplies=frozenset({"bukti kirim: balasan"}))
        facts = Facts(step="10", supplied=frozenset({"tanda tangan: balasan"}))
        assert ask(facts, sent, IDA) == Refusal("missing", {"needs": "nomor: balasan"})

    def test_nothing_is_supplied_that_is_not_asked_for(self):
        stray = [
            Close("diterima", frozenset({"foto"})),
            Close("diterima", chosen={"jenis": "saran"}),
            Close("diterima", bound={"pemeriksa": "officer:dedi"}),
        ]
        for act in stray:
            assert code(Facts(step="11"), act, IDA) == "not-here"

    def test_what_participants_must_give_the_actor_cannot(self):
        act = replace(MET, supplies=frozenset({"daftar hadir", "catatan: telaah"}))
        assert code(MEETING, act, HANA) == "not-yours-to-give"
        assert code(MEETING, Contribute("daftar hadir"), SARI) == "not-yours-to-give"
        assert ask(MEETING, MET, HANA) == Refusal("missing", {"needs": "catatan: telaah"})

    def test_choices_are_made_at_the_closing(self):
        assert code(Facts(step="3"), Contribute("klasifikasi"), IDA) == "only-at-close"
        assert code(MEETING, Contribute("orang: pemeriksa"), HANA) == "only-at-close"

    def test_a_contribution_is_asked_for_and_can_be_made(self):
        assert code(MEETING, Contribute("foto"), HANA) == "not-here"
        early = Facts(step="7a", bound={"pemeriksa": "officer:dedi"})
        assert code(early, Contribute("paraf: ba"), DEDI) == "missing"
        assert decided(replace(early, contributed=frozenset({"konsep: ba"})), Contribute("paraf: ba"), DEDI)

    def test_what_was_contributed_stands_after_the_closing(self):
        facts = replace(MEETING, contributed=frozenset({"catatan: telaah", "catatan: lain"}))
        assert decided(facts, MET, HANA).supplied == {"catatan: telaah", "daftar hadir", "orang: pemeriksa"}

    def test_a_new_draft_makes_signature_and_delivery_void_but_keeps_the_number(self):
        stood = {
            "jawaban",
            "konsep: balasan",
            "tanda tangan: balasan",
            "nomor: balasan",
            "bukti kirim: balasan",
        }
        act = Close(supplies=frozenset({"konsep: balasan"}))
        after = decided(Facts(step="8", supplied=frozenset(stood)), act, IDA).supplied
        assert after == {"jawaban", "konsep: balasan", "nomor: balasan"}


class TestFourEyes:
    def test_who_drafted_does_not_sign(self):
        facts = Facts(
            step="9a", supplied=frozenset({"konsep: balasan"}), closed_by={"8": frozenset({"hana"})}
        )
        signed = Close("setuju", frozenset({"tanda tangan: balasan"}))
        assert ask(facts, signed, HANA) == Refusal("same-person", {"steps": "8"})
        assert decided(replace(facts, closed_by={"8": frozenset({"ida"})}), signed, HANA).to == "9b"


class TestAllPresent:
    def test_everybody_on_the_list_signs(self):
        assert decided(SIGNING, SIGN, HANA).to == "7c"

    def test_one_missing_signature_holds_it_up(self):
        facts = replace(SIGNING, contributors={"tanda tangan: ba": frozenset({"sari"})})
        assert ask(facts, SIGN, HANA) == Refusal("not-all-present-gave", {"needs": "tanda tangan: ba"})
        only_number = Close(supplies=frozenset({"nomor: ba"}))
        assert code(SIGNING, only_number, HANA) == "not-all-present-gave"

    def test_who_was_excluded_since_holds_nobody_up(self):
        facts = replace(
            SIGNING,
            contributors={"tanda tangan: ba": frozenset({"sari"})},
            excluded=frozenset({"dedi"}),
        )
        assert decided(facts, SIGN, HANA).to == "7c"

    def test_who_was_not_there_does_not_sign(self):
        absent = replace(SIGNING, present=frozenset({"sari"}), contributed=frozenset({"nomor: ba"}))
        assert code(absent, SIGN, HANA) == "not-yours-to-give"
        assert code(absent, Contribute("tanda tangan: ba"), DEDI) == "not-yours-to-give"
        assert decided(absent, Contribute("tanda tangan: ba"), SARI)

    def test_a_list_on_paper_names_nobody_so_any_of_them_signs_for_all(self):
        on_paper = replace(
            SIGNING, present=frozenset(), contributors={}, contributed=frozenset({"nomor: ba"})
        )
        assert decided(on_paper, Contribute("tanda tangan: ba"), SARI)
        assert decided(on_paper, SIGN, HANA).to == "7c"


class TestWhereItGoes:
    def test_a_case_begins_at_the_first_step_with_its_holders(self):
        assert (entry(good()).to, entry(good()).posts, entry(good()).status) == (
            "3",
            ("petugas",),
            "diperiksa",
        )
        assert entry(manual()).status == "diterima"

    def test_the_next_step_is_handed_to_those_just_bound(self):
        facts = replace(MEETING, contributed=frozenset({"catatan: telaah"}))
        decision = decided(facts, MET, HANA)
        assert (decision.to, decision.posts, decision.bound) == (
            "7a",
            ("officer:dedi",),
            {"pemeriksa": "officer:dedi"},
        )
        assert decided(Facts(step="3"), SORTED, IDA).bound == {"bidang": "kabid-teknik"}

    def test_participants_of_the_next_step_are_told(self):
        chosen = {"jenis": "pelanggaran", "klasifikasi": "berat"}
        decision = decided(Facts(step="3"), Close(chosen=chosen), IDA)
        assert (decision.posts, decision.participants) == (("kepala",), ("tim",))

    def test_while_the_matter_is_in_another_sop_the_decision_says_so(self):
        facts = Facts(step="9a", supplied=frozenset({"konsep: balasan"}))
        decision = decided(facts, Close("setuju", frozenset({"tanda tangan: balasan"})), HANA)
        assert (decision.to, decision.referral.sop) == ("9b", "SOP Surat Keluar")

    def test_effects_are_those_of_step_and_outcome(self):
        facts = Facts(step="10", supplied=frozenset({"tanda tangan: balasan", "nomor: balasan"}))
        decision = decided(facts, Close(supplies=frozenset({"bukti kirim: balasan"})), IDA)
        assert [each.key for each in decision.effects] == ["naskah: balasan", "jawaban: balasan"]
        assert decision.status == "ada-jawaban"

    def test_the_archive_step_ends_the_case(self):
        decision = decided(Facts(step="12"), Close(supplies=frozenset({"lokasi arsip"})), IDA)
        assert (decision.to, decision.ends, decision.end_kind, decision.status) == (
            None,
            True,
            "done",
            "selesai",
        )
        assert decided(Facts(step="L1"), Close(), IDA).end_kind == "referred"

    def test_an_outcome_may_say_what_the_reporter_reads_at_the_end(self):
        answerer = Doer("otto", "sekretaris", frozenset({"sekretaris"}))
        assert decided(Facts(step="G2"), Close("selesai"), answerer, manual()).status == "selesai"
        without = Close("tanpa-hasil", frozenset({"alasan"}))
        assert decided(Facts(step="G2"), without, answerer, manual()).status == ""


class TestOptions:
    def test_a_button_asks_the_rule_that_guards_the_act(self):
        found = {way.key: refused for way, refused in options(good(), Facts(step="3"), IDA, UNITS)}
        assert found == {"layanan": None, "pelanggaran": None, "limpah": None}
        refused = {refusal.code for _, refusal in options(good(), Facts(step="3"), HANA, UNITS) if refusal}
        assert refused == {"not-your-post"}

    def test_a_fact_chosen_earlier_leaves_one_button(self):
        facts = Facts(step="4", chosen={"unit": "umum"})
        found = {way.key: refused and refused.code for way, refused in options(good(), facts, HANA, UNITS)}
        assert found == {"sendiri": None, "bidang": "decided-by-fact"}

    def test_a_button_waits_for_what_others_must_give(self):
        (pair,) = options(good(), MEETING, HANA, UNITS)
        assert pair[1] == Refusal("missing", {"needs": "catatan: telaah"})
        given = replace(MEETING, contributed=frozenset({"catatan: telaah"}))
        assert options(good(), given, HANA, UNITS)[0][1] is None

    def test_an_agency_without_units_can_choose_none(self):
        found = {way.key: refused for way, refused in options(good(), Facts(step="3"), IDA, {})}
        assert found["layanan"] == Refusal("unknown-value", {"name": "unit", "value": ""})
        assert found["pelanggaran"] is None
