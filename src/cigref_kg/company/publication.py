"""The files that a company's framework is published as."""

from cigref_kg.base.iris import Iris
from cigref_kg.company.checking import CheckedCompany
from cigref_kg.graph.serialization import n_quads, serialize


def company_files(checked: CheckedCompany, iris: Iris) -> dict[str, bytes]:
    """Return the company's graph as Turtle, and as N-Quads in its named graph, by file name.

    The same framework gives the same bytes.
    """
    company = checked.view.company
    return {
        f"{company.name}.ttl": serialize(checked.graph, "ttl", company.base),
        f"{company.name}.nq": n_quads({iris.graph(f"company/{company.name}"): checked.graph}),
    }
