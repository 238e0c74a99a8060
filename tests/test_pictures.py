"""Pictures are well-formed, say in words what they show, and show the model's numbers."""

import re
from collections import Counter
from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest

from cigref_kg.comparison import compare
from cigref_kg.model import LANGUAGES, Language, Nomenclature
from cigref_kg.pictures import (
    careers_picture,
    comparison_picture,
    levels_picture,
    standalone,
    timeline_picture,
)
from cigref_kg.pictures.drawing import (
    ACCENT_COLOUR,
    AREA_COLOURS,
    QUIET_COLOUR,
    SERIES_COLOURS,
    wrapped,
)

SVG = "{http://www.w3.org/2000/svg}"
Draw = Callable[[Nomenclature, Language], str]

PICTURES: dict[str, Draw] = {
    "levels": lambda n, language: levels_picture(n.content.profile["6.3"], n.framework, language),
    "comparison": lambda n, language: comparison_picture(
        compare(n.content, ["2.5", "2.4", "6.3", "4.8"]), n.framework, language
    ),
    "careers": lambda n, language: careers_picture(n.content, language),
    "timeline": lambda n, language: timeline_picture(n.editions, language),
}


def parsed(picture: str) -> ET.Element:
    return ET.fromstring(picture)


def described(picture: str) -> str:
    return parsed(picture).findtext(f"{SVG}desc") or ""


def with_class(element: ET.Element, name: str) -> list[ET.Element]:
    return [found for found in element.iter() if found.get("class") == name]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PICTURES)
def test_picture_has_its_text_alternative(
    nomenclature: Nomenclature, name: str, language: Language
) -> None:
    svg = parsed(PICTURES[name](nomenclature, language))
    assert [svg.tag, svg.get("role"), svg.get("lang")] == [f"{SVG}svg", "img", language]
    texts = {element.get("id"): element.text for element in svg.iter() if element.get("id")}
    for attribute in ("aria-labelledby", "aria-describedby"):
        assert len(texts[svg.attrib[attribute]] or "") > 10


@pytest.mark.parametrize("name", PICTURES)
def test_picture_is_deterministic_and_differs_by_language(
    nomenclature: Nomenclature, name: str
) -> None:
    draw = PICTURES[name]
    assert draw(nomenclature, "fr") == draw(nomenclature, "fr") != draw(nomenclature, "en")


@pytest.mark.parametrize("name", PICTURES)
def test_picture_needs_no_style_that_a_strict_policy_refuses(
    nomenclature: Nomenclature, name: str
) -> None:
    picture = PICTURES[name](nomenclature, "fr")
    assert "style" not in picture
    assert "<script" not in picture
    assert parsed(standalone(picture)).find(f"{SVG}style") is not None


@pytest.mark.parametrize("name", PICTURES)
def test_everything_drawn_lies_within_the_frame(nomenclature: Nomenclature, name: str) -> None:
    svg = parsed(PICTURES[name](nomenclature, "fr"))
    _, _, width, height = map(float, svg.attrib["viewBox"].split())
    drawn = [element for element in svg.iter() if element.tag not in {f"{SVG}marker"}]
    for attribute, limit in (("x", width), ("cx", width), ("y", height), ("cy", height)):
        values = [
            float(element.attrib[attribute]) for element in drawn if attribute in element.attrib
        ]
        assert all(0 <= value <= limit for value in values), attribute


def test_levels_are_those_of_every_profile(nomenclature: Nomenclature) -> None:
    for profile in nomenclature.content.profiles:
        picture = levels_picture(profile, nomenclature.framework, "en")
        told = re.findall(r"(\w\.\d+) [^;]*?: level (\d) of 5", described(picture))
        assert {code: int(level) for code, level in told} == profile.required_levels
        bars = with_class(parsed(picture), "bar")
        assert len(bars) == sum(profile.required_levels.values())
        steps = len(bars) + len(with_class(parsed(picture), "track"))
        assert steps == 5 * len(profile.requirements)


def test_levels_stand_under_their_area(nomenclature: Nomenclature) -> None:
    svg = parsed(PICTURES["levels"](nomenclature, "fr"))
    sums: Counter[str] = Counter()
    for code, level in nomenclature.content.profile["6.3"].required_levels.items():
        sums[code[0]] += level
    drawn = {
        str(group.get("class")).removeprefix("area-"): len(with_class(group, "bar"))
        for group in svg.findall(f"{SVG}g")
    }
    assert drawn == sums


def test_comparison_has_a_bar_as_long_as_each_level(nomenclature: Nomenclature) -> None:
    comparison = compare(nomenclature.content, ["2.5", "2.4"])
    svg = parsed(comparison_picture(comparison, nomenclature.framework, "en"))
    for place, profile in enumerate(comparison.profiles, start=1):
        bars = [
            float(bar.attrib["width"])
            for group in with_class(svg, f"series-{place}")
            for bar in group.findall(f"{SVG}rect")
            if bar.get("height") == "5"
        ]
        unit = min(bars) / min(profile.required_levels.values())
        levels = [profile.required_levels.get(row.code) for row in comparison.competences]
        assert bars == [level * unit for level in levels if level]


def test_comparison_says_what_is_not_required(nomenclature: Nomenclature) -> None:
    comparison = compare(nomenclature.content, ["2.5", "2.4"])
    picture = comparison_picture(comparison, nomenclature.framework, "en")
    # By hand: 2.5 does not require D.3, 2.4 requires it at level 3.
    assert re.search(r"D\.3 [^.]*: 2\.5 not required, 2\.4 level 3\.", described(picture))


def test_comparison_tells_profiles_apart_by_mark(nomenclature: Nomenclature) -> None:
    svg = parsed(PICTURES["comparison"](nomenclature, "fr"))
    marks = [with_class(svg, f"series-{place}")[0][0] for place in range(1, 5)]
    shapes = {(mark.tag, len(mark.get("points", "").split())) for mark in marks}
    assert len(shapes) == 4


def test_careers_has_an_arrow_for_each_move(nomenclature: Nomenclature) -> None:
    content = nomenclature.content
    picture = careers_picture(content, "en")
    assert len(with_class(parsed(picture), "edge")) == len(content.moves)
    for move in content.moves:
        assert re.search(
            rf"from {re.escape(move.from_profile)} [^;]* to {re.escape(move.to_profile)} ",
            described(picture),
        )
    touched = {code for move in content.moves for code in (move.from_profile, move.to_profile)}
    assert len(with_class(parsed(picture), "node")) == len(touched)


def test_careers_links_each_profile_where_asked_to(nomenclature: Nomenclature) -> None:
    picture = careers_picture(nomenclature.content, "en", href=lambda profile: f"to/{profile.code}")
    svg = parsed(picture)
    assert svg.get("role") == "group"
    links = {link.attrib["href"] for link in svg.iter(f"{SVG}a")}
    assert "to/2.5" in links
    assert len(links) == len(with_class(svg, "node"))


def test_timeline_has_a_square_for_each_family_told_of(nomenclature: Nomenclature) -> None:
    picture = timeline_picture(nomenclature.editions, "en")
    squares = [bar for bar in with_class(parsed(picture), "bar") if bar.get("width") == "13"]
    expected = {e.year: e.family_count for e in nomenclature.editions if e.family_count}
    assert len(squares) == sum(expected.values())
    told = re.findall(r"(\d{4}): (\d+) families", described(picture))
    assert {int(year): int(count) for year, count in told} == expected


def test_words_of_the_data_cannot_break_the_picture(nomenclature: Nomenclature) -> None:
    picture = careers_picture(nomenclature.content, "fr", href=lambda _: '"><script>&')
    links = [link.attrib["href"] for link in parsed(picture).iter(f"{SVG}a")]
    assert set(links) == {'"><script>&'}


@pytest.mark.parametrize("ground", ["#ffffff", "#1b2024"])
@pytest.mark.parametrize(
    "colour", [*AREA_COLOURS.values(), *SERIES_COLOURS, ACCENT_COLOUR, QUIET_COLOUR]
)
def test_default_colours_can_be_told_from_light_and_dark(colour: str, ground: str) -> None:
    """WCAG 2.2, 1.4.11: 3:1 for what a picture is understood by."""

    def luminance(written: str) -> float:
        parts = (int(written[place : place + 2], 16) / 255 for place in (1, 3, 5))
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    darker, lighter = sorted((luminance(colour), luminance(ground)))
    assert (lighter + 0.05) / (darker + 0.05) >= 3


def test_long_names_are_broken_and_cut() -> None:
    assert wrapped("one two three four", width=50, size=10, limit=2) == ["one two", "three …"]
