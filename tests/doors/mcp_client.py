"""Talks to the door for agents by the official SDK, in an environment that has it (`make peers`).

    python mcp_client.py stdio PROGRAM ARGUMENT...
    python mcp_client.py http URL

Prints as JSON what was listed, and the answer to each call that standard input holds.
"""

import asyncio
import json
import sys
from typing import Any

from mcp import ClientSession, StdioServerParameters, stdio_client
from mcp.client.streamable_http import streamable_http_client


async def main() -> None:
    kind, *target = sys.argv[1:]
    calls = json.load(sys.stdin)
    transport = (
        streamable_http_client(target[0])
        if kind == "http"
        else stdio_client(StdioServerParameters(command=target[0], args=target[1:]))
    )
    async with transport as streams, ClientSession(*streams[:2]) as session:
        await session.initialize()
        tools = (await session.list_tools()).tools
        told: dict[str, Any] = {
            "tools": [tool.name for tool in tools],
            "resources": len((await session.list_resources()).resources),
            "prompts": len((await session.list_prompts()).prompts),
            "answers": {},
        }
        for name, arguments in calls.items():
            result = await session.call_tool(name, arguments)
            told["answers"][name] = result.content[0].text
    sys.stdout.write(json.dumps(told))


asyncio.run(main())
