"""A graph laid out in columns, so that its arrows run from left to right and behind nothing.

After Sugiyama: a column for each step away from the ends, an order in each column that crosses few
arrows, and a lane of its own for an arrow that passes a column.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from statistics import fmean

Edge = tuple[str, str]
Place = tuple[int, float]
"""A column, from 0, and the height of the middle."""
Item = str | tuple[str, str, int]
"""What stands in a column: a node, or the lane of an arrow that passes."""

_SWEEPS = 12  # over the columns, back and forth


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the nodes of a connected part stand, and by which lanes its arrows pass."""

    columns: int
    height: float
    nodes: Mapping[str, Place]
    lanes: Mapping[Edge, Sequence[Place]]
    """Of each arrow, from its start to its end."""


def laid_out(edges: Sequence[Edge], node_height: float, lane_height: float) -> list[Layout]:
    """Lay out each connected part of a graph, the largest first.

    Args:
        edges: the arrows. Those that close a circle run from right to left.
        node_height: what a node takes up in its column.
        lane_height: what an arrow that passes takes up.

    Returns:
        Where the nodes stand and the arrows pass, part by part.
    """
    parts = sorted(_connected(edges), key=lambda part: (-len(part), part))
    return [_lay_out(part, node_height, lane_height) for part in parts]


def _connected(edges: Sequence[Edge]) -> list[list[Edge]]:
    """Return the edges by connected part, each part in the order given."""
    part_of: dict[str, list[str]] = {}
    for edge in edges:
        first, second = (part_of.setdefault(node, [node]) for node in edge)
        if first is not second:
            first += second
            part_of.update(dict.fromkeys(second, first))
    parts: dict[int, list[Edge]] = {}
    for edge in edges:
        parts.setdefault(id(part_of[edge[0]]), []).append(edge)
    return list(parts.values())


def _lay_out(edges: Sequence[Edge], node_height: float, lane_height: float) -> Layout:
    forward = _without_circles(edges)
    column = _columns(forward.values())
    chains = {edge: _chain(way, column) for edge, way in forward.items()}
    layers: list[list[Item]] = [[] for _ in range(max(column.values()) + 1)]
    for chain in chains.values():
        for place, item in enumerate(chain, start=column[str(chain[0])]):
            if item not in layers[place]:
                layers[place].append(item)
    links = {link for chain in chains.values() for link in pairwise(chain)}
    layers = _ordered(layers, links)
    middle = _middles(layers, links, node_height, lane_height)
    top = min(middle[item] - _height(item, node_height, lane_height) / 2 for item in middle)
    bottom = max(middle[item] + _height(item, node_height, lane_height) / 2 for item in middle)

    def places(items: Sequence[Item], start: int) -> list[Place]:
        return [(start + step, middle[item] - top) for step, item in enumerate(items)]

    lanes = {}
    for edge, chain in chains.items():
        passed = places(chain[1:-1], column[str(chain[0])] + 1)
        lanes[edge] = passed if forward[edge] == edge else passed[::-1]
    return Layout(
        columns=len(layers),
        height=bottom - top,
        nodes={node: (place, middle[node] - top) for node, place in column.items()},
        lanes=lanes,
    )


def _without_circles(edges: Sequence[Edge]) -> dict[Edge, Edge]:
    """Return each edge with the way it runs in the layout: turned round if it closes a circle."""
    after: dict[str, list[str]] = {}
    ways: dict[Edge, Edge] = {}
    for start, end in edges:
        closes = start in _reached(end, after)
        ways[start, end] = (end, start) if closes else (start, end)
        if not closes:
            after.setdefault(start, []).append(end)
    return ways


def _reached(start: str, after: Mapping[str, Sequence[str]]) -> set[str]:
    reached, waiting = {start}, [start]
    while waiting:
        new = set(after.get(waiting.pop(), ())) - reached
        reached |= new
        waiting += new
    return reached


def _columns(edges: Iterable[Edge]) -> dict[str, int]:
    """Return the column of each node: as near to where its arrows lead as can be."""
    after: dict[str, set[str]] = {}
    before: dict[str, set[str]] = {}
    for start, end in edges:
        after.setdefault(start, set()).add(end)
        before.setdefault(end, set()).add(start)
    steps: dict[str, int] = {}

    def steps_to_end(node: str) -> int:
        if node not in steps:
            steps[node] = 1 + max((steps_to_end(end) for end in after.get(node, ())), default=-1)
        return steps[node]

    nodes = [*after, *(end for end in before if end not in after)]
    last = max(steps_to_end(node) for node in nodes)
    column = {node: last - steps[node] for node in nodes}
    for node in nodes:
        if node not in after:
            column[node] = 1 + max(column[start] for start in before[node])
    return column


def _chain(way: Edge, column: Mapping[str, int]) -> list[Item]:
    start, end = way
    lanes = [(start, end, place) for place in range(column[start] + 1, column[end])]
    return [start, *lanes, end]


def _ordered(layers: list[list[Item]], links: set[tuple[Item, Item]]) -> list[list[Item]]:
    """Return the columns in an order in which few arrows cross: the best of some sweeps."""
    beside = _linked(links)
    best = [list(layer) for layer in layers]
    current = best
    for sweep in range(_SWEEPS):
        current = [list(layer) for layer in current]
        places = list(range(len(layers)))
        for place in places if sweep % 2 else places[::-1]:
            rank = {item: at for layer in current for at, item in enumerate(layer)}
            current[place].sort(key=lambda item: fmean(rank[other] for other in beside[item]))
        if _crossings(current, links) < _crossings(best, links):
            best = current
    return best


def _linked(links: set[tuple[Item, Item]]) -> dict[Item, list[Item]]:
    """Return what each item is linked with, in an order that depends on the links only."""
    beside: dict[Item, list[Item]] = {}
    for left, right in sorted(links, key=repr):
        beside.setdefault(left, []).append(right)
        beside.setdefault(right, []).append(left)
    return beside


def _crossings(layers: Sequence[Sequence[Item]], links: set[tuple[Item, Item]]) -> int:
    rank = {item: at for layer in layers for at, item in enumerate(layer)}
    column = {item: at for at, layer in enumerate(layers) for item in layer}
    return sum(
        column[a] == column[c] and rank[a] < rank[c] and rank[b] > rank[d]
        for (a, b), (c, d) in product(links, links)
    )


def _middles(
    layers: Sequence[Sequence[Item]],
    links: set[tuple[Item, Item]],
    node_height: float,
    lane_height: float,
) -> dict[Item, float]:
    """Return how high everything stands: near to what it is linked with, and nothing overlaps."""
    beside = _linked(links)
    middle: dict[Item, float] = {}
    for layer in layers:
        middle |= dict(zip(layer, _stacked(layer, node_height, lane_height), strict=True))
    order = [*layers, *reversed(layers)]
    for layer in order * _SWEEPS:
        least = _stacked(layer, node_height, lane_height)
        wanted = [
            fmean(middle[other] for other in beside[item]) - offset
            for item, offset in zip(layer, least, strict=True)
        ]
        for item, offset, shift in zip(layer, least, _rising(wanted), strict=True):
            middle[item] = offset + shift
    return middle


def _height(item: Item, node_height: float, lane_height: float) -> float:
    return node_height if isinstance(item, str) else lane_height


def _stacked(layer: Sequence[Item], node_height: float, lane_height: float) -> list[float]:
    """Return the middles of what stands in a column, one right below the other."""
    middles: list[float] = []
    bottom = 0.0
    for item in layer:
        height = _height(item, node_height, lane_height)
        middles.append(bottom + height / 2)
        bottom += height
    return middles


def _rising(values: Sequence[float]) -> Iterator[float]:
    """Return the rising numbers nearest to ``values``: runs that fall become their mean."""
    runs: list[list[float]] = []
    for value in values:
        runs.append([value])
        while len(runs) > 1 and fmean(runs[-2]) > fmean(runs[-1]):
            runs[-2:] = [runs[-2] + runs[-1]]
    for run in runs:
        yield from [fmean(run)] * len(run)
