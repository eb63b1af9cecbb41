"""The pages of a site beyond its blocks: style sheet, labels, pictures."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from .conftest import BuildSite
from .test_plugin import HELLO


class TestStyleSheet:
    """The style sheet is linked where it is used, and before the site's own."""

    pattern = re.compile(r'href="([^"]+\.css)"')
    theme = '{% for path in config.extra_css %}<link href="{{ path }}">{% endfor %}'

    def linked(self, build_site: BuildSite, tmp_path: Path, page: str, css: str) -> list[str]:
        (tmp_path / "theme2").mkdir()
        (tmp_path / "theme2" / "main.html").write_text(self.theme)
        config = {
            "theme": {"name": None, "custom_dir": str(tmp_path / "theme2")},
            "plugins": [{"c-runner": {"css": css}}],
            "extra_css": ["mine.css"],
        }
        site = build_site({"index.md": page, "mine.css": ""}, config)
        paths = self.pattern.findall(site.html())
        assert all(path in site.files() for path in paths)
        return paths

    @pytest.mark.usefixtures("sandbox")
    def test_in_a_site_with_a_block(self, build_site: BuildSite, tmp_path: Path) -> None:
        paths = self.linked(build_site, tmp_path, HELLO, "auto")
        assert paths == ["assets/c-runner/c-runner.css", "mine.css"]

    def test_not_in_one_without(self, build_site: BuildSite, tmp_path: Path) -> None:
        assert self.linked(build_site, tmp_path, "text", "auto") == ["mine.css"]

    def test_always(self, build_site: BuildSite, tmp_path: Path) -> None:
        assert len(self.linked(build_site, tmp_path, "text", "on")) == 2

    @pytest.mark.usefixtures("sandbox")
    def test_never(self, build_site: BuildSite, tmp_path: Path) -> None:
        assert self.linked(build_site, tmp_path, HELLO, "off") == ["mine.css"]

    @pytest.mark.usefixtures("sandbox")
    def test_it_has_a_file_as_media_files_have(self, build_site: BuildSite, tmp_path: Path) -> None:
        """Plugins ask where media files come from; that of Material for projects is one of them."""
        (tmp_path / "hook.py").write_text(
            "def on_env(env, config, files):\n"
            "    for file in files.media_files():\n"
            "        assert file.abs_src_path.endswith('.css'), file.src_uri\n"
            "on_env.mkdocs_priority = -100\n"
        )
        site = build_site({"index.md": HELLO}, {"hooks": [str(tmp_path / "hook.py")]})

        assert site.error is None
        assert "assets/c-runner/c-runner.css" in site.files()


@pytest.mark.usefixtures("sandbox")
def test_labels_can_be_replaced(build_site: BuildSite) -> None:
    config = {"plugins": [{"c-runner": {"labels": {"output": "Ausgabe <&>"}}}]}

    html = build_site({"index.md": HELLO}, config).html()

    assert 'aria-label="Ausgabe &lt;&amp;&gt;"' in html
    assert '<p class="c-runner-label">Ausgabe &lt;&amp;&gt;</p>' in html


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize(
    ("theme", "label"),
    [
        ({"name": "mkdocs", "locale": "fr"}, "Sortie"),
        ({"name": "readthedocs", "locale": "pt_BR"}, "Saída"),
        ({"name": "material", "language": "zh-TW", "font": False}, "輸出"),
        ({"name": "material", "font": False}, "Output"),
    ],
)
def test_labels_are_in_the_language_of_the_theme(
    build_site: BuildSite, theme: dict[str, object], label: str
) -> None:
    site = build_site({"index.md": HELLO}, {"theme": theme})

    assert f'<p class="c-runner-label">{label}</p>' in site.html()


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize("theme", ["material", "mkdocs"])
def test_each_language_of_a_site_has_its_labels(build_site: BuildSite, theme: str) -> None:
    """Of a site that is built once for each of its languages, the theme's language changing in between."""
    languages = [
        {"locale": "en", "name": "English", "default": True},
        {"locale": "de", "name": "Deutsch"},
        {"locale": "fr", "name": "Français"},
    ]
    config = {
        "theme": {"name": theme, "font": False},
        "plugins": [{"i18n": {"languages": languages}}, "c-runner"],
    }

    site = build_site({f"index{tag}.md": HELLO for tag in ("", ".de", ".fr")}, config)

    for page, label in {"index": "Output", "de": "Ausgabe", "fr": "Sortie"}.items():
        assert f'<p class="c-runner-label">{label}</p>' in site.html(page)


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize("directories", [True, False])
def test_pictures_are_found_wherever_their_block_is_shown(
    build_site: BuildSite, *, directories: bool
) -> None:
    """On its page, and on those where a blog shows the post again, each at another depth."""
    draw = '```c run result="image"\nint puts(const char *);\nint main(void) { puts("P1 1 1 1"); }\n```\n'
    post = f"---\ndate: 2026-01-01\ncategories: [Drawn]\n---\n# Post\n\n{draw}\n<!-- more -->\n"
    site = build_site(
        {
            "index.md": "# Home\n",
            "sub/deep/page.md": draw,
            "blog/index.md": "",
            "blog/posts/a.md": post,
        },
        {
            "theme": {"name": "material", "font": False},
            "plugins": ["blog", "c-runner"],
            "use_directory_urls": directories,
        },
    )

    root = site.directory / "site"
    pages = {
        path: re.findall(r'<img src="([^"]*c-runner[^"]*)"', path.read_text("utf-8"))
        for path in root.rglob("*.html")
    }
    shown = {path.relative_to(root).parts[0] for path, images in pages.items() if images}
    assert sum(map(len, pages.values())) >= 5
    assert "blog" in shown
    for path, images in pages.items():
        for image in images:
            assert (path.parent / image).is_file()
