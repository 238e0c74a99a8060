"""What the processes of the service ask of the operating system, gathered in one room.

``posix`` does it with what macOS and the BSDs have too, ``linux`` with Linux's own calls, which
bound more. ``CIGREF_KG_PORTABLE=yes`` forces the first on Linux, where tests try it. No module of
this room can be imported where a process cannot be forked (Windows): see :data:`CAN_FORK`.
"""

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cigref_kg.base.systems.posix import Posix

CAN_FORK = hasattr(os, "fork")
"""Whether the service, and a process for each query, are possible here."""


def _this_system() -> "Posix":
    from cigref_kg.base.systems.posix import Posix

    if sys.platform != "linux" or os.environ.get("CIGREF_KG_PORTABLE") == "yes":
        return Posix()
    from cigref_kg.base.systems.linux import Linux

    return Linux()


if CAN_FORK:
    system = _this_system()
