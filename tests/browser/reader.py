"""A reader of a page with a playground."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

PASTE = """(node, text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  const ofFirefox = { data: text, dataType: "text/plain" };
  const options = { clipboardData, ...ofFirefox, bubbles: true, cancelable: true };
  node.dispatchEvent(new ClipboardEvent("paste", options));
}"""


class Reader:
    """What a reader does with one block of a page."""

    def __init__(self, page: Page, number: int = 0) -> None:
        self.page = page
        self.figure = page.locator(".result.c-runner").nth(number)
        self.workbench = page.locator(".c-runner-workbench")
        self.code = page.locator(".cm-content")

    def edit(self) -> None:
        self.figure.get_by_role("button", name="Edit and run").click()
        expect(self.code).to_be_focused()

    def write(self, source: str) -> None:
        """Pastes over all of the source: the editor would draw itself anew for each key that is typed."""
        self.code.press("ControlOrMeta+a")
        self.code.evaluate(PASTE, source)

    def type(self, source: str) -> None:
        """Types over all of the source, key by key: the editor closes brackets and indents lines."""
        self.code.press("ControlOrMeta+a")
        self.page.keyboard.type(source)

    def press(self, name: str) -> None:
        self.workbench.get_by_role("button", name=name, exact=True).click()

    @property
    def output(self) -> Locator:
        return self.figure.locator("pre code").last

    @property
    def said(self) -> Locator:
        return self.workbench.get_by_role("status")

    @property
    def typing(self) -> Locator:
        """Where one types into the program that runs."""
        return self.figure.get_by_role("textbox", name="Input of the program")
