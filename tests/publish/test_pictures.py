"""Pictures are well-formed, say in words what they show, and show the model's numbers."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from cigref_kg.base.model import LANGUAGES, CareerMove, Language, MoveSection, Nomenclature
from cigref_kg.insight.comparison import compare
from cigref_kg.publish.pictures import (
    careers_picture,
    comparison_picture,
    levels_picture,
    timeline_picture,
)
from cigref_kg.publish.pictures.drawing import (
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
        compare([n.content.profile[c] for c in ["2.5", "2.4", "6.3", "4.8"]]), n.framework, language
    ),
    "narrow comparison": lambda n, language: comparison_picture(
        compare([n.content.profile[c] for c in ["2.5", "2.4", "6.3", "4.8"]]),
        n.framework,
        language,
        narrow=True,
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


def test_levels_name_an_area_as_far_as_there_is_room(nomenclature: Nomenclature) -> None:
    svg = parsed(levels_picture(nomenclature.content.profile["6.1"], nomenclature.framework, "en"))
    said = [group.findall(f"{SVG}text")[-1].text for group in svg.findall(f"{SVG}g")]
    assert said == ["A Plan", "B", "C Run", "D Enable", "E Manage"]


@pytest.mark.parametrize("narrow", [False, True])
def test_comparison_has_a_bar_as_long_as_each_level(
    nomenclature: Nomenclature, *, narrow: bool
) -> None:
    comparison = compare([nomenclature.content.profile[c] for c in ["2.5", "2.4"]])
    svg = parsed(comparison_picture(comparison, nomenclature.framework, "en", narrow=narrow))
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
    comparison = compare([nomenclature.content.profile[c] for c in ["2.5", "2.4"]])
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


Point = tuple[float, float]
CAREERS: dict[str, Sequence[tuple[str, str]]] = {
    "real": (),
    "circle": [("1.1", "1.2"), ("1.2", "1.3"), ("1.3", "1.1")],
    "there and back": [("1.1", "1.2"), ("1.2", "1.1")],
    "long and short": [("1.1", "1.2"), ("1.2", "1.3"), ("1.3", "1.4"), ("1.1", "1.4")],
    "mesh": [(f"2.{a}", f"{b}.1") for a in range(1, 5) for b in (3, 4, 5)] + [("2.1", "2.2")],
}


def followed(path: str) -> list[Point]:
    """Points along a line of a picture, from its start to its end."""
    numbers = [float(n) for n in re.findall(r"-?[\d.]+(?:e[-+]\d+)?", path)]
    commands = re.findall("[MCH]", path)
    points, at = [], (0.0, 0.0)
    for command in commands:
        if command == "M":
            at = (numbers.pop(0), numbers.pop(0))
        elif command == "H":
            end = numbers.pop(0)
            points += [(at[0] + (end - at[0]) * step / 20, at[1]) for step in range(21)]
            at = (end, at[1])
        else:
            a, b, c, d, x, y = (numbers.pop(0) for _ in range(6))
            for step in range(21):
                t, u = step / 20, 1 - step / 20
                shares = u**3, 3 * u * u * t, 3 * u * t * t, t**3
                points.append(
                    (
                        sum(s * v for s, v in zip(shares, (at[0], a, c, x), strict=True)),
                        sum(s * v for s, v in zip(shares, (at[1], b, d, y), strict=True)),
                    )
                )
            at = (x, y)
    return points


@pytest.mark.parametrize("kind", CAREERS)
def test_each_arrow_leads_from_box_to_box_and_behind_none(
    nomenclature: Nomenclature, kind: str
) -> None:
    content = nomenclature.content
    if CAREERS[kind]:
        moves = tuple(CareerMove(start, end, (MoveSection.TRENDS,)) for start, end in CAREERS[kind])
        content = replace(content, moves=moves)
    svg = parsed(careers_picture(content, "en"))
    boxes: dict[str, tuple[float, float, float, float]] = {}
    for node in with_class(svg, "node"):
        ground = with_class(node, "ground")[0].attrib
        x, y, width, height = (float(ground[name]) for name in ("x", "y", "width", "height"))
        left, top = map(float, re.findall(r"[\d.]+", node.attrib["transform"]))
        x, y = x + left, y + top
        boxes[str(node.findtext(f"{SVG}text"))] = (x, y, x + width, y + height)
    corners = list(boxes.values())
    for place, (x1, y1, x2, y2) in enumerate(corners):
        for x3, y3, x4, y4 in corners[place + 1 :]:
            assert x2 < x3 or x4 < x1 or y2 < y3 or y4 < y1, "boxes lie over each other"
    lines = [followed(edge.attrib["d"]) for edge in with_class(svg, "edge")]
    ends: Counter[tuple[str, str]] = Counter()
    for line in lines:
        for x, y in line:
            for x1, y1, x2, y2 in corners:
                assert not (x1 + 1 < x < x2 - 1 and y1 + 1 < y < y2 - 1), (kind, x, y)
        touched = [
            next(
                c
                for c, (x1, y1, x2, y2) in boxes.items()
                if x1 - 12 <= x <= x2 + 12 and y1 <= y <= y2
            )
            for x, y in (line[0], line[-1])
        ]
        ends[touched[0], touched[1]] += 1
    assert ends == Counter((move.from_profile, move.to_profile) for move in content.moves)
    # No two arrows end at the same point, nor start there.
    for which in (0, -1):
        assert len({(round(line[which][0]), round(line[which][1])) for line in lines}) == len(lines)


def test_careers_of_an_edition_without_moves_are_an_empty_picture(
    nomenclature: Nomenclature,
) -> None:
    svg = parsed(careers_picture(replace(nomenclature.content, moves=()), "en"))
    assert with_class(svg, "edge") == with_class(svg, "node") == []


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
