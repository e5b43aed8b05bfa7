"""Debian's Chromium, driven by playwright: a page that was written, opened from disk as a user opens it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), ""
)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser for several pages."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def opened(browser: Browser, path: Path, **more: Any) -> Iterator[Page]:
    """The page in a browser that knows nothing yet; what goes wrong in it, or asks for the network, fails the test."""
    context = browser.new_context(accept_downloads=True, **{"viewport": {"width": 1600, "height": 950}, **more})
    problems: list[str] = []
    try:
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on(
            "console", lambda message: problems.append(message.text) if message.type in {"error", "warning"} else None
        )
        page.on(
            "request", lambda asked: None if asked.url.startswith(("file:", "blob:")) else problems.append(asked.url)
        )
        # One that nobody listens to is dismissed.
        page.add_init_script("for (const name of ['alert', 'confirm', 'prompt']) window[name] = () => { throw name; };")
        page.goto(path.as_uri())
        yield page
        assert not problems, problems
    finally:
        context.close()


def disliked(page: Page) -> list[str]:
    """What axe does not like about a page, each with where it is."""
    from axe_playwright_python.sync_playwright import Axe

    violations = Axe().run(page).response["violations"]
    return [f"{each['id']}: {node['html'][:200]}" for each in violations for node in each["nodes"]]
