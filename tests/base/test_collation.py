"""The order of names and codes."""

from cigref_kg.base.collation import fold, name_key, natural_key


def test_fold_removes_case_accents_and_ligatures() -> None:
    assert fold("Maîtrise d’Œuvre ÇÀ") == "maitrise d'oeuvre ca"


def test_names_sort_as_a_dictionary_does() -> None:
    names = ["Zone", "Étude", "etude", "Étage", "Expert", "œuvre", "Oeuf", "Opale"]
    assert sorted(names, key=name_key) == [
        "Étage",
        "etude",
        "Étude",
        "Expert",
        "Oeuf",
        "œuvre",
        "Opale",
        "Zone",
    ]


def test_numbers_in_codes_sort_as_numbers() -> None:
    codes = ["D.10", "D.9", "A.1", "10.2", "2.10", "2.9", "T5"]
    assert sorted(codes, key=natural_key) == ["2.9", "2.10", "10.2", "A.1", "D.9", "D.10", "T5"]
