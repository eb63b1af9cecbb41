"""Opens the playground of a preview where that is possible; a build imports nothing else of this room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..engine.errors import SYSTEM
from ..fence.settings import Settings
from ..foreign import Log, line
from ..html import playground

if TYPE_CHECKING:
    from .preview import Preview

_NOT_INSTALLED = (
    "To edit and run blocks in the preview, type: pip install 'mkdocs-c-runner[server]'"
)


def open_preview(settings: Settings, log: Log) -> Preview | None:
    """Return what runs the blocks that an author edits in a preview, or None if it cannot be here.

    Args:
        settings: The settings of the site.
        log: Learns what is missing.
    """
    runs = settings.enabled and settings.execute != "never" and SYSTEM == "linux"
    if not runs:
        return None
    if not playground.is_built():
        log.info(line(playground.NOT_BUILT))
        return None
    try:
        from .preview import Preview  # noqa: PLC0415 - sites that only build do without Werkzeug
    except ImportError:
        log.info(line(_NOT_INSTALLED))
        return None
    return Preview()
