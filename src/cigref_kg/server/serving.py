"""Starting the service."""

from cigref_kg.base.messages import message
from cigref_kg.base.systems import system
from cigref_kg.base.text import Language, joined
from cigref_kg.server.loading import MEMORY, Loaded, Source
from cigref_kg.server.logs import say
from cigref_kg.server.settings import read_settings
from cigref_kg.server.supervisor import Supervisor


def serve(host: str, port: int, source: Source, language: Language = "en") -> None:
    """Serve the site, the linked data and the SPARQL endpoint until told to stop.

    Settings beyond these come from the environment; see ``docs/operations.md``.

    Args:
        host: the address to listen on.
        port: the port to listen on.
        source: where the contents come from.
        language: of what is said at the start.

    Raises:
        OSError: if the address is taken, or a file or folder cannot be used.
        InputError: if a setting or a file is wrong; names it.
        RecordError: if a record of the dataset is wrong.
    """
    settings = read_settings()

    def greet(contents: Loaded) -> None:
        shown = f"[{host}]" if ":" in host else host
        dataset = contents.dataset
        held = message("server.in-memory") if source.store == MEMORY else source.shown
        triples = contents.triples if contents.triples is not None else len(dataset.union)
        told = [
            message("server.serves", address=f"http://{shown}:{port}/"),
            message(
                "server.dataset", version=dataset.version, triples=triples, held=held
            ).after_each("  "),
            *(message("server.lacks", what=each).after_each("  ") for each in system.lacking()),
            message("server.stops").after_each("  "),
        ]
        say(f"{joined(told).localized(language)}\n")

    Supervisor(host, port, source, settings, greet).run()
