"""Chromium in the place of the driver's browser: the same forms, filled in and pressed in real pages, on a phone.

Scripts are off. Every page that comes has to fit the phone, with everything folded open too, must ask nobody but
the server it came from, and neither the browser nor the server may have anything to complain about.

Chromium is spoken to from a thread of its own: where an event loop runs, Django would refuse to touch its database.
"""

import asyncio
import shutil
import threading
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from playwright.async_api import BrowserContext, Locator, Response, async_playwright

from tests.browser import Browser, Form, need_offered

PROGRAM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PATIENCE = 30  # seconds, on a machine that has other things to do
DESKTOP = {"width": 1120, "height": 1000}
PHONE = {"width": 360, "height": 740}
LOOK = """html => {
    const source = html.outerHTML, folded = [...html.querySelectorAll("details:not([open])")];
    const width = html.scrollWidth;
    folded.forEach(each => each.open = true);
    const unfolded = html.scrollWidth;
    folded.forEach(each => each.open = false);
    return [source, width, unfolded];
}"""

Result = TypeVar("Result")


class Chromium:
    """The program, as Debian ships it, and the thread in which it is spoken to."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.do(self._start)

    def do(self, what: Callable[..., Awaitable[Result]], *about: Any) -> Result:
        """Have something done in the thread, and wait for it."""

        async def done() -> Result:
            return await what(*about)

        return asyncio.run_coroutine_threadsafe(done(), self._loop).result(2 * PATIENCE)

    async def _start(self) -> None:
        self._playwright = await async_playwright().start()
        self._program = await self._playwright.chromium.launch(executable_path=PROGRAM, args=FLAGS)

    async def context(self) -> BrowserContext:
        """Somebody's phone, which knows nothing of anybody else's."""
        context = await self._program.new_context(java_script_enabled=False, viewport=PHONE)
        context.set_default_timeout(PATIENCE * 1000)
        return context

    def hang_up(self) -> None:
        """Close every phone."""
        for context in self._program.contexts:
            self.do(context.close)

    async def _stop(self) -> None:
        await self._program.close()
        await self._playwright.stop()

    def close(self) -> None:
        """End the program and the thread."""
        self.do(self._stop)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


@dataclass(frozen=True)
class Answer:
    """What came, as the driver reads it."""

    status_code: int
    content: bytes


class Phone(Browser):
    """One person's browser, with cookies of its own."""

    def __init__(self, chromium: Chromium, address: str) -> None:
        # No client below it: it is Chromium that asks.
        self._chromium, self._address, self.do = chromium, address, chromium.do
        self.asked: list[str] = []
        self.complaints: list[str] = []
        self.do(self._begin)
        self._show(None, "", "")

    async def _begin(self) -> None:
        context = await self._chromium.context()
        context.on("request", lambda request: self.asked.append(request.url))
        context.on("response", self._note_answer)
        context.on("console", lambda said: self.complaints.append(f"{said.type}: {said.text}"))
        self.page = await context.new_page()

    def anew(self) -> "Phone":
        """Somebody else's phone."""
        return Phone(self._chromium, self._address)

    def _note_answer(self, response: Response) -> None:
        if response.status >= 500:
            self.complaints.append(f"{response.status}: {response.url}")

    def open(self, url: str, **_more: Any) -> "Phone":
        """Type an address."""
        return self._seen(self.page.goto, self._address + url)

    def back(self) -> "Phone":
        """Press the browser's own button."""
        return self._seen(self.page.go_back)

    def send(
        self,
        form: Form,
        fields: Mapping[str, str | list[str]],
        button: tuple[str, str] | None = None,
        files: Any = None,
    ) -> "Phone":
        """Fill in what the page has and press what it has."""
        need_offered(form, fields, button, files or {})
        return self._seen(self._sent, form, fields, button, files or {})

    async def _sent(
        self, form: Form, fields: Mapping[str, str | list[str]], button: Any, files: Any
    ) -> Response | None:
        shown = self.page.locator("form").nth(next(n for n, each in enumerate(self.forms) if each is form))
        pressed = await _button(shown, form, button)
        for name, value in fields.items():
            for each in value if isinstance(value, list) else [value]:
                await _fill(pressed, form.names[name], name, each)
        for name, file in files.items():
            held = {"name": file.name, "mimeType": "application/octet-stream", "buffer": file.read()}
            await _above(pressed, name, '@type="file"').set_input_files(held)
        async with self.page.expect_navigation() as leaving:
            await pressed.click()
        return await leaving.value

    def _seen(self, go: Callable[..., Awaitable[Response | None]], *where: Any) -> "Phone":
        answer = self.do(go, *where)
        html, *widths = self.do(self.page.locator("html").evaluate, LOOK)
        url = self.page.url.removeprefix(self._address)
        assert answer is not None, url
        self._show(Answer(answer.status, html.encode()), url, html)
        wide = [f"{width} wide" for width in widths if width > PHONE["width"]]
        elsewhere = [f"asked {asked}" for asked in self.asked if not asked.startswith(f"{self._address}/")]
        assert not (wide or elsewhere or self.complaints), (url, *wide, *elsewhere, *self.complaints)
        return self

    def picture(self, path: Path, *, wide: bool = False) -> None:
        """Take a picture, as on the phone or on an office computer."""
        self.do(self._pictured, path, wide)

    async def _pictured(self, path: Path, wide: bool) -> None:
        await self.page.set_viewport_size(DESKTOP if wide else PHONE)
        await self.page.screenshot(path=path, full_page=not wide)
        await self.page.set_viewport_size(PHONE)


def _above(button: Locator, name: str, more: str) -> Locator:
    """Return the control that is nearest above the button: several outcomes may ask for something of one name."""
    return button.locator(f'xpath=preceding::*[@name="{name}" and {more}][1]')


async def _fill(button: Locator, kind: str, name: str, value: str) -> None:
    control = _above(button, name, 'not(@type="file")')
    if kind in {"radio", "checkbox"}:
        await _above(button, name, f'@value="{value}"').check()
    elif kind == "select":
        await control.select_option(value)
    else:
        await control.fill(value)


async def _button(form: Locator, sent: Form, button: tuple[str, str] | None) -> Locator:
    """Return the button that sends the form there; the first may be the unseen one that a key press finds."""
    if button:
        return form.locator(f'button[name="{button[0]}"][value="{button[1]}"]').last
    elsewhere = form.locator(f'button:not([name])[formaction="{sent.action}"]')
    plain = form.locator("button:not([name]):not([formaction])")
    return elsewhere.last if await elsewhere.count() else plain.last
