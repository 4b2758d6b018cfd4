"""A kind of import contract that import-linter does not have: only the standard library."""

from __future__ import annotations

import sys

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class StandardLibraryContract(Contract):
    """Holds when `modules`, with all that they import of ours, import nothing from elsewhere."""

    type_name = "standard_library"
    modules = fields.ListField(subfield=fields.ModuleField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: ARG002 - its caller names it
        """Whether it holds; where it does not, the chains of imports that lead outside."""
        chains = [
            chain
            for module in self.modules  # type: ignore[attr-defined]  # a field becomes its value
            for chain in _chains_to_strangers(graph, module.name)
        ]
        return ContractCheck(kept=not chains, metadata={"chains": chains})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Print every chain."""
        for chain in check.metadata["chains"]:
            output.print_error(" -> ".join(chain))
        output.new_line()


def _chains_to_strangers(graph: ImportGraph, module: str) -> list[tuple[str, ...]]:
    needed = graph.find_upstream_modules(module, as_package=True)
    strangers = sorted(name for name in needed if _is_stranger(graph, name))
    chains = (graph.find_shortest_chain(module, name, as_packages=True) for name in strangers)
    return [chain for chain in chains if chain]


def _is_stranger(graph: ImportGraph, name: str) -> bool:
    return graph.is_module_squashed(name) and name not in sys.stdlib_module_names
