"""A browser's page under watch."""

from typing import Any


class Watched:
    """A page that notes what must never happen: console errors, failed answers, requests to another host."""

    def __init__(self, page: Any, address: str) -> None:
        self.page, self.address = page, address
        self.faults: list[str] = []
        self.expected: tuple[str, ...] = ()
        page.on("console", lambda message: self._note(f"console: {message.text}" if message.type == "error" else ""))
        page.on("pageerror", lambda error: self._note(f"error: {error}"))
        page.on("request", lambda request: self._outside(request.url))
        page.on("response", lambda answer: self._note(f"{answer.status}: {answer.url}" if answer.status >= 400 else ""))

    def _note(self, fault: str) -> None:
        if fault:
            self.faults.append(fault)

    def _outside(self, url: str) -> None:
        self._note("" if url.startswith((self.address, "data:", "blob:", "about:")) else f"outside: {url}")

    def open(self, path: str) -> Any:
        """Open a path of the server and wait until the page is usable."""
        self.page.goto(f"{self.address}{path}")
        self.page.wait_for_selector(".juesuan.ready")
        return self.page

    def ask(self, question: str, number: int = 1) -> Any:
        """Ask a question and wait for the answer of that number."""
        self.page.fill("#question", question)
        self.page.keyboard.press("Enter")
        return self.answered(number)

    def answered(self, number: int) -> Any:
        """Wait for the answer of that number; a failure that the page shows is the test's."""
        turn = f".turn[data-number='{number}']"
        found = self.page.wait_for_selector(f"{turn} .answer .actions, {turn} .failed")
        assert self.page.query_selector(f"{turn} .failed") is None, self.page.inner_text(turn)
        return found

    def source(self, selector: str) -> None:
        """Open the source that a chip names and wait until its place is marked."""
        self.page.click(selector)
        self.page.wait_for_selector("mark.active")
