"""Converts the site in the working directory with Python-Markdown alone: it writes `site/PAGE.html`."""

import tomllib
from pathlib import Path

from markdown import Markdown

from mkdocs_c_runner.fence import front_matter

said = tomllib.loads(Path("zensical.toml").read_text("utf-8"))["project"]["markdown_extensions"]
pymdownx = said.pop("pymdownx")
blocks = pymdownx.pop("blocks")
settings = {
    **said,
    **{f"pymdownx.{name}": options for name, options in pymdownx.items()},
    **{f"pymdownx.blocks.{name}": options for name, options in blocks.items()},
}
for path in Path("docs").rglob("*.md"):
    page = path.relative_to("docs")
    settings["c_runner"]["page"] = page.as_posix()
    md = Markdown(extensions=["toc", "tables", *settings], extension_configs=settings)
    _, body = front_matter.split(path.read_text("utf-8"))
    html = Path("site", page.with_suffix(".html"))
    html.parent.mkdir(parents=True, exist_ok=True)
    html.write_text(md.convert(body), encoding="utf-8")
