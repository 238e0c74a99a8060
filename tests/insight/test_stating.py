"""The sentences that state career moves."""

from cigref_kg.insight.served import Served


def test_every_stated_move_has_its_sentence_in_both_languages(served: Served) -> None:
    for year in served.years:
        relations = served.at(year).relations
        for move in relations.content.moves:
            said = relations.sentence(move)
            texts = [
                section
                for code in (move.from_profile, move.to_profile)
                for section in (
                    relations.content.profile[code].career_path,
                    relations.content.profile[code].trends,
                )
            ]
            for language, sentence in said.items():
                assert any(sentence in (text.get(language) or "") for text in texts)
            assert len(dict(said.items())) == 2, (year, move.notation)


def test_the_sentence_is_the_one_that_names_the_other(served: Served) -> None:
    moves = {move.notation: move for move in served.relations.content.moves}
    assert "coach agile" in str(served.relations.sentence(moves["2.5-2.4"]).fr)
    # Stated in the profile that is reached.
    assert "security expert" in str(served.relations.sentence(moves["6.1-6.3"]).en).lower()
