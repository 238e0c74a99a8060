"""The stated career moves, from left to right: a box a profile, an arrow a move."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from cigref_kg.base.collation import natural_key
from cigref_kg.base.messages import message
from cigref_kg.base.model import EditionContent, JobProfile, Language
from cigref_kg.publish.pictures.columns import Edge, Layout, laid_out
from cigref_kg.publish.pictures.drawing import drawn, wrapped

_BOX_WIDTH = 158  # user units: a title on three lines
_BOX_HEIGHT = 66  # user units
_COLUMN = 212  # user units from one column to the next
_NODE_HEIGHT = _BOX_HEIGHT + 14
_LANE_HEIGHT = 22  # user units between two arrows that pass a column
_PART_MARGIN = 14
"""Between parts of the picture that no arrow links."""
_ARROW = 9  # user units
_PORT = 14
"""Between two arrows at the same side of a box."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where everything is, in user units."""

    size: tuple[int, int]
    boxes: Mapping[str, Point]
    """The middle of each profile's box."""
    lanes: Mapping[Edge, Sequence[Point]]
    """The middles of the columns that a move passes, between the boxes there."""


def careers_picture(
    content: EditionContent,
    language: Language,
    *,
    href: Callable[[JobProfile], str] | None = None,
    told_by: str = "",
) -> Markup:
    """Draw the career moves of an edition.

    Args:
        content: the edition.
        language: of the words.
        href: gives the address of a profile's page, to which its box then links.
        told_by: the id of what tells the same in words on the page, which is not told again then.
    """
    plan = _plan(content)
    boxes = []
    for code in sorted(plan.boxes, key=natural_key):
        profile, (x, y) = content.profile[code], plan.boxes[code]
        name = profile.names.localized(language)
        boxes.append(
            {
                "code": code,
                "name": name,
                "lines": wrapped(name, _BOX_WIDTH - 14, 11.5, limit=3),
                "link": href(profile) if href else None,
                "x": x - _BOX_WIDTH / 2,
                "y": y - _BOX_HEIGHT / 2,
            }
        )
    return drawn(
        "careers",
        plan.size,
        message("publish.careers", count=len(content.moves)).localized(language),
        "" if told_by else f"{'; '.join(_told(content, language))}.",
        language,
        has_links=href is not None,
        told_by=told_by,
        paths=list(_paths(plan)),
        boxes=boxes,
        box_width=_BOX_WIDTH,
        box_height=_BOX_HEIGHT,
        arrow=_ARROW,
    )


def _told(content: EditionContent, language: Language) -> list[str]:
    def named(code: str) -> str:
        return f"{code} {content.profile[code].names.localized(language)}"

    return [
        message(
            "publish.careers-move", start=named(move.from_profile), end=named(move.to_profile)
        ).localized(language)
        for move in content.moves
    ]


def _plan(content: EditionContent) -> _Plan:
    """Put the parts that hang together beside each other where there is room, else below."""
    edges = [(move.from_profile, move.to_profile) for move in content.moves]
    parts = laid_out(edges, _NODE_HEIGHT, _LANE_HEIGHT)
    widest = max((part.columns for part in parts), default=1)
    boxes: dict[str, Point] = {}
    lanes: dict[Edge, list[Point]] = {}
    top = 0.0
    for shelf in _shelves(parts, widest):
        first = 0
        for part in shelf:

            def at(place: tuple[int, float], first: int = first, top: float = top) -> Point:
                return (first + place[0]) * _COLUMN + _BOX_WIDTH / 2, round(top + place[1])

            boxes |= {node: at(place) for node, place in part.nodes.items()}
            lanes |= {edge: [at(place) for place in passed] for edge, passed in part.lanes.items()}
            first += part.columns
        top += max(part.height for part in shelf) + _PART_MARGIN
    width = widest * _COLUMN - (_COLUMN - _BOX_WIDTH)
    return _Plan((width, round(max(top - _PART_MARGIN, 0))), boxes, lanes)


def _shelves(parts: Sequence[Layout], columns: int) -> list[list[Layout]]:
    """Return the parts in rows no wider than ``columns``, each in the first with room for it."""
    shelves: list[list[Layout]] = []
    for part in parts:
        for shelf in shelves:
            if sum(placed.columns for placed in shelf) + part.columns <= columns:
                shelf.append(part)
                break
        else:
            shelves.append([part])
    return shelves


def _paths(plan: _Plan) -> Iterator[str]:
    """Return the line of each move: level past a column, and bent only between two."""
    starts, ends = _ports(plan)
    for edge, lanes in plan.lanes.items():
        (x1, y1), (x2, y2) = plan.boxes[edge[0]], plan.boxes[edge[1]]
        way = 1 if x2 > x1 else -1
        half = way * _BOX_WIDTH / 2
        x, y = x1 + half, y1 + starts[edge]
        path = f"M{x:.4g} {y:.4g}"
        stops = [(lane_x, lane_y, 0) for lane_x, lane_y in lanes]
        for stop_x, stop_y, short in [*stops, (x2, y2 + ends[edge], _ARROW)]:
            to = stop_x - half - way * short
            bend = (stop_x - half - x) / 2
            path += f"C{x + bend:.4g} {y:.4g} {to - bend:.4g} {stop_y:.4g} {to:.4g} {stop_y:.4g}"
            x, y = to, stop_y
            if not short:
                x = stop_x + half
                path += f"H{x:.4g}"
        yield path


def _ports(plan: _Plan) -> tuple[Mapping[Edge, float], Mapping[Edge, float]]:
    """Return how far from the middle of a box each move starts, and how far it ends."""
    sides: dict[tuple[str, bool], list[tuple[float, int, Edge]]] = {}
    for edge, lanes in plan.lanes.items():
        start, end = plan.boxes[edge[0]], plan.boxes[edge[1]]
        points = [start, *lanes, end]
        goes_right = end[0] > start[0]
        sides.setdefault((edge[0], goes_right), []).append((points[1][1], 0, edge))
        sides.setdefault((edge[1], not goes_right), []).append((points[-2][1], 1, edge))
    offsets: tuple[dict[Edge, float], dict[Edge, float]] = ({}, {})
    for met in sides.values():
        for place, (_, which, edge) in enumerate(sorted(met)):
            offsets[which][edge] = (place - (len(met) - 1) / 2) * _PORT
    return offsets
