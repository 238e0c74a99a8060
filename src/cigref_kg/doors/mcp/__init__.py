"""A door for agents: the Model Context Protocol (https://modelcontextprotocol.io), read-only.

Messages are answered by one function, whatever carries them: lines of standard input, or the bodies
of HTTP requests. Nothing is kept between two messages.
"""

from cigref_kg.doors.mcp.protocol import McpServer

__all__ = ["McpServer"]
