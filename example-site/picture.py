"""Draw `example-site/picture.png`, which the README shows: a block of the example site, as readers see it.

`make picture` builds the site and runs this script, with the Chromium of the tests.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
PAGE = HERE / "site" / "manual" / "input.html"
PICTURE = HERE / "picture.png"

# In CSS pixels. Two pixels of the picture make one, so that it is sharp on most screens.
WIDTH = 800
SCALE = 2

# Leave only the block, without what appears under a pointer.
CROP = """width => {
  const block = document.querySelector(".readers-see");
  block.querySelectorAll("button, nav").forEach(button => button.remove());
  const frame = document.createElement("main");
  frame.className = "md-typeset";
  frame.style = `width: ${width}px; padding: 1px 12px; box-sizing: border-box; background: white`;
  frame.append(...block.childNodes);
  document.body.replaceChildren(frame);
}"""


def draw() -> None:
    """Open the page in the light theme and write the picture."""
    names = ("chromium", "chromium-browser", "google-chrome")
    browser_path = next(filter(None, map(shutil.which, names)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=browser_path, args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(
            color_scheme="light",
            device_scale_factor=SCALE,
            reduced_motion="reduce",
            viewport={"width": WIDTH, "height": 600},
        )
        page.goto(PAGE.as_uri())
        page.evaluate(CROP, WIDTH)
        page.locator("main").screenshot(path=PICTURE)
        browser.close()


if __name__ == "__main__":
    draw()
