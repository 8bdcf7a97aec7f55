"""What a new text makes void: who signed or approved, signed or approved another one. And the number of a book.

In the made-up manual Ida answers and shows, Hana approves; in the other Sari and Dedi sign together.
"""

from dataclasses import replace

from kentongan.sop.engine import (
    Begin,
    Close,
    Contribute,
    Decision,
    Doer,
    Facts,
    Pause,
    Refusal,
    decide,
    options,
    voided,
)
from kentongan.sop.tests.samples import good, manual

IDA = Doer("ida", "petugas", frozenset({"petugas"}))
HANA = Doer("hana", "kepala", frozenset({"kepala"}))
SARI = Doer("sari", "tim", frozenset({"tim"}))
APPROVE = Close("setuju", frozenset({"persetujuan: jawaban"}))
ANSWER = Close(supplies=frozenset({"jawaban"}))
PROOF = Close(supplies=frozenset({"bukti tayang"}))
SIGNING = Facts(
    step="7b",
    supplied=frozenset({"konsep: ba", "daftar hadir"}),
    present=frozenset({"hana", "sari"}),
    contributed=frozenset({"tanda tangan: ba"}),
    contributors={"tanda tangan: ba": frozenset({"sari"})},
)


def ask(facts, act, doer, sop=None):
    return decide(sop or manual(), facts, act, doer, {})


def decided(facts, act, doer, sop=None) -> Decision:
    answer = ask(facts, act, doer, sop)
    assert isinstance(answer, Decision), answer
    return answer


class TestApproval:
    def test_what_is_approved_must_be_there(self):
        assert ask(Facts(step="G1a"), APPROVE, HANA) == Refusal("missing", {"needs": "jawaban"})
        written = Facts(step="G1a", supplied=frozenset({"jawaban"}))
        assert decided(written, APPROVE, HANA).supplied == {"jawaban", "persetujuan: jawaban"}
        assert ask(Facts(step="G1a"), Contribute("persetujuan: jawaban"), HANA).code == "missing"
        assert decided(written, Contribute("persetujuan: jawaban"), HANA)

    def test_a_photo_is_no_condition_but_a_new_one_voids_it(self):
        approved = Facts(step="G1", supplied=frozenset({"jawaban", "persetujuan: jawaban"}))
        assert voided(manual(), frozenset({"foto: lokasi"})) == {"persetujuan: jawaban"}
        shown = Close(supplies=frozenset({"jawaban", "foto: lokasi"}))
        assert decided(approved, shown, IDA).supplied == {"jawaban", "foto: lokasi"}

    def test_a_new_text_voids_it(self):
        approved = Facts(step="G1", supplied=frozenset({"jawaban", "persetujuan: jawaban"}))
        assert decided(approved, ANSWER, IDA).supplied == {"jawaban"}

    def test_what_is_shown_says_what_goes_with_it(self):
        approved = Facts(step="G1b", supplied=frozenset({"jawaban", "persetujuan: jawaban"}))
        (effect,) = decided(approved, PROOF, IDA).effects
        assert (effect.kind, effect.object, effect.content) == ("public", "dijawab", "jawaban")
        assert effect.key == "publik: dijawab, jawaban"

    def test_that_it_was_received_needs_no_contents(self):
        effects = decided(Facts(step="G1"), ANSWER, IDA).effects
        assert [(each.kind, each.content) for each in effects] == [("answer", None), ("public", None)]


class TestWhoReported:
    RANI = Doer("rani", "pelapor", frozenset({"pelapor"}))

    def test_they_only_say_what_is_theirs_to_say(self):
        """R002-08: they say that it was received; what else the office does with it is not theirs."""
        assert decided(Facts(step="11"), Close("diterima"), self.RANI, good()).to == "12"
        more = Close("susulan", frozenset({"catatan: susulan"}))
        assert ask(Facts(step="11"), more, self.RANI, good()) == Refusal(
            "not-your-outcome", {"actors": "petugas"}
        )
        assert (
            ask(Facts(step="11"), Contribute("catatan: susulan"), self.RANI, good()).code
            == "not-yours-to-give"
        )
        refused = {way.key: no and no.code for way, no in options(good(), Facts(step="11"), self.RANI, {})}
        assert refused == {"diterima": None, "susulan": "not-your-outcome"}


class TestSigningTogether:
    def test_who_signs_what_others_wrote_and_signed_leaves_it_as_it_is(self):
        numbered = replace(SIGNING, contributed=SIGNING.contributed | {"nomor: ba"})
        signed = Close(supplies=frozenset({"tanda tangan: ba"}))
        assert decided(numbered, signed, HANA, good()).to == "7c"

    def test_a_draft_written_at_the_closing_voids_what_the_others_signed(self):
        """In step 7a the drafter may also initial; here somebody else did, before the draft was written anew."""
        drafting = Facts(
            step="7a",
            bound={"pemeriksa": "officer:sari"},
            supplied=frozenset({"catatan: telaah"}),
            contributed=frozenset({"konsep: ba", "paraf: ba"}),
            contributors={"paraf: ba": frozenset({"dedi"})},
        )
        assert decided(drafting, Close(), SARI, good()).to == "7b"
        again = Close(supplies=frozenset({"konsep: ba"}))
        assert ask(drafting, again, SARI, good()) == Refusal("missing", {"needs": "paraf: ba"})
        both = Close(supplies=frozenset({"konsep: ba", "paraf: ba"}))
        assert decided(drafting, both, SARI, good()).supplied == {
            "catatan: telaah",
            "konsep: ba",
            "paraf: ba",
        }

    def test_a_button_does_not_write_again_what_others_have_signed(self):
        drafting = Facts(
            step="7a",
            bound={"pemeriksa": "officer:sari"},
            supplied=frozenset({"catatan: telaah"}),
            contributed=frozenset({"konsep: ba", "paraf: ba"}),
        )
        assert [refused for _, refused in options(good(), drafting, SARI, {})] == [None]

    def test_a_signature_that_a_later_draft_made_void_does_not_count_as_given(self):
        """`contributors` may still name who signed the older text: `contributed` says that it no longer stands."""
        numbered = replace(SIGNING, contributed=frozenset({"nomor: ba"}))
        signed = Close(supplies=frozenset({"tanda tangan: ba"}))
        assert ask(numbered, signed, HANA, good()) == Refusal(
            "not-all-present-gave", {"needs": "tanda tangan: ba"}
        )


class TestNumbersOfABook:
    def test_the_number_of_a_book_is_given_at_the_closing_and_never_typed_before(self):
        assert ask(SIGNING, Contribute("nomor: ba"), HANA, good()) == Refusal(
            "only-at-close", {"needs": "nomor: ba"}
        )
        given = Close(supplies=frozenset({"nomor: ba", "tanda tangan: ba"}))
        assert decided(SIGNING, given, HANA, good()).to == "7c"

    def test_a_typed_number_may_be_kept_within_the_turn(self):
        signed = Facts(step="9b", supplied=frozenset({"konsep: balasan", "tanda tangan: balasan"}))
        assert decided(signed, Contribute("nomor: balasan"), IDA, good())

    def test_a_button_takes_the_number_as_given(self):
        assert [refused for _, refused in options(good(), SIGNING, HANA, {})] == [None]


class TestOrdersFromTheGroup:
    ORDER = Close(supplies=frozenset({"instruksi", "berkas: perintah dari grup"}), recorded=True)

    def test_a_button_is_offered_to_who_may_record(self):
        """R003-06: the operator sees the form of the head's step, with the screenshot that it must bring."""
        assert [refused for _, refused in options(manual(), Facts(step="G1c"), IDA, {})] == [None]
        assert [refused for _, refused in options(manual(), Facts(step="G1c"), HANA, {})] == [None]
        (pair,) = options(manual(), Facts(step="G1b"), HANA, {})
        assert pair[1].code == "not-your-post"

    def test_nobody_records_an_order_to_themselves(self):
        both = replace(IDA, posts=frozenset({"petugas", "tim"}))
        assert ask(Facts(step="G1c"), self.ORDER, both).code == "not-your-post"
        assert decided(
            Facts(step="G1c"),
            replace(self.ORDER, recorded=False, supplies=frozenset({"instruksi"})),
            replace(both, capacity="tim"),
        )

    def test_who_is_excluded_records_nothing(self):
        facts = Facts(step="G1c", excluded=frozenset({"ida"}))
        assert ask(facts, self.ORDER, IDA) == Refusal("conflict-of-interest")
        assert [refused.code for _, refused in options(manual(), facts, IDA, {})] == ["conflict-of-interest"]

    def test_only_a_closing_is_recorded(self):
        for act in (Begin(), Pause(), Contribute("instruksi")):
            assert ask(Facts(step="G1c"), act, IDA).code == "not-your-post"
