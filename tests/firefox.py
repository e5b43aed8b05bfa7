"""Debian's Firefox, driven by WebDriver BiDi, which it speaks itself: a page opened from disk as a user opens it."""

from __future__ import annotations

import asyncio
import itertools
import json
import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

FIREFOX = next((found for name in ("firefox-esr", "firefox") if (found := shutil.which(name))), "")
# Where it says that it listens; how long one thing may take.
_LISTENS = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
_PATIENCE = 90.0


class FirefoxPage:
    """A page of the browser: what is evaluated in it, and keys that are pressed."""

    def __init__(self, socket: Any) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)
        self.context = ""
        self.problems: list[str] = []

    async def ask(self, method: str, **params: Any) -> dict[str, Any]:
        """The result of a command; errors of the page that are told meanwhile are kept."""
        number = next(self._numbers)
        await self._socket.send_json({"id": number, "method": method, "params": params})
        while True:
            told = json.loads((await asyncio.wait_for(self._socket.receive(), _PATIENCE)).data)
            if told.get("id") == number:
                assert told["type"] == "success", told
                result: dict[str, Any] = told["result"]
                return result
            if told.get("method") == "log.entryAdded" and told["params"]["level"] in {"error", "warn"}:
                self.problems.append(told["params"]["text"])

    async def evaluate(self, expression: str) -> Any:
        """What an expression of JavaScript is worth, as JSON."""
        target = {"context": self.context}
        asked = f"Promise.resolve({expression}).then(value => JSON.stringify(value ?? null))"
        told = await self.ask("script.evaluate", expression=asked, target=target, awaitPromise=True)
        assert told["type"] == "success", told
        return json.loads(told["result"]["value"])

    async def press(self, key: str) -> None:
        """A key, as from a keyboard."""
        actions = [{"type": "keyDown", "value": key}, {"type": "keyUp", "value": key}]
        keyboard = {"type": "key", "id": "keyboard", "actions": actions}
        await self.ask("input.performActions", context=self.context, actions=[keyboard])

    async def click(self, finds: str, times: int = 1) -> None:
        """A click, or several, of a mouse in the middle of the element that an expression finds."""
        x, y = await self.evaluate(
            f"(() => {{ const found = {finds}; found.scrollIntoView({{ block: 'center' }});"
            " const box = found.getBoundingClientRect();"
            " return [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)]; })()"
        )
        presses = [{"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}] * times
        mouse = {"type": "pointer", "id": "mouse", "actions": [{"type": "pointerMove", "x": x, "y": y}, *presses]}
        await self.ask("input.performActions", context=self.context, actions=[mouse])


@asynccontextmanager
async def in_firefox(path: Path, profile: Path) -> AsyncIterator[FirefoxPage]:
    """The page in a browser that knows nothing yet and saves what is downloaded into ``profile/saved``."""
    import aiohttp

    saved = profile / "saved"
    saved.mkdir(parents=True)
    wanted = {
        "browser.download.folderList": 2,
        "browser.download.dir": str(saved),
        "datareporting.policy.firstRunURL": "",
    }
    (profile / "user.js").write_text(
        "".join(f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in wanted.items()), "utf-8"
    )
    process = await asyncio.create_subprocess_exec(
        *(FIREFOX, "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0"),
        *("--width", "1600", "--height", "950"),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        address = await asyncio.wait_for(_address(process), _PATIENCE)
        async with aiohttp.ClientSession() as session, session.ws_connect(f"{address}/session") as socket:
            page = FirefoxPage(socket)
            await page.ask("session.new", capabilities={})
            await page.ask("session.subscribe", events=["log.entryAdded"])
            page.context = (await page.ask("browsingContext.getTree"))["contexts"][0]["context"]
            await page.ask("browsingContext.navigate", context=page.context, url=path.as_uri(), wait="complete")
            yield page
            assert not page.problems, page.problems
    finally:
        process.kill()
        await process.wait()


async def _address(process: asyncio.subprocess.Process) -> str:
    assert process.stderr is not None
    async for line in process.stderr:
        if found := _LISTENS.search(line.decode(errors="replace")):
            return found[1]
    raise AssertionError("Firefox ended before it listened")
