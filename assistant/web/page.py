"""The page as Gradio sees it: one HTML component with a fixed skeleton; the scripts fill it with text, never with markup of others."""

import re
from functools import cache
from pathlib import Path

import gradio as gr

from assistant.web.templates import FOLDER, render
from assistant.web.words import Language, words

_HEAD = """
<link rel="stylesheet" href="/page/static/page.css">
<link rel="icon" href="/page/static/seal.svg">
<link rel="preload" as="fetch" crossorigin="anonymous" href="/page/start?language=LANGUAGE">
<script>
try {
  const kept = localStorage.getItem("juesuan.theme");
  document.documentElement.dataset.theme = (kept ? kept === "dark" : matchMedia("(prefers-color-scheme: dark)").matches) ? "dark" : "light";
} catch { /* no storage: the light theme */ }
</script>
"""
_MODULES = ("page", "check", "dom", "past", "server", "shelf", "talk", "viewer")
_START = 'import("/page/static/page.js").then((page) => page.start(element));'
_EXECUTABLE = re.compile(r"\$\{|\{\{|`")


def frame(language: Language) -> gr.HTML:
    """The page's skeleton. Its template holds no data, so nothing of a report or a reader can ever be executed by it."""
    skeleton = str(render("page.html", language, {}))
    if _EXECUTABLE.search(skeleton):
        raise ValueError("the skeleton must not hold anything that Gradio's templates execute")
    return gr.HTML("", html_template=skeleton, js_on_load=_START, apply_default_css=False, elem_id="juesuan")


def page(language: Language) -> gr.Blocks:
    """Build the page in one language."""
    with gr.Blocks(title=words(language)["title"], analytics_enabled=False, fill_width=True) as blocks:
        frame(language)
    return blocks


@cache
def head(language: Language) -> str:
    """What goes into the document's head: style, icon, what is needed soon, and the theme before anything is drawn."""
    own = [f"/page/static/{name}.js" for name in _MODULES]
    soon = [*own, *(f"/{language}/assets/{name}" for name in _component())]
    return _HEAD.replace("LANGUAGE", language) + "".join(f'<link rel="modulepreload" href="{path}">' for path in soon)


def _component() -> tuple[str, ...]:
    """The files of Gradio's HTML component, which it would fetch only when it has read its configuration."""
    assets = Path(gr.__file__).parent / "templates" / "frontend" / "assets"
    parts = [path.name for path in assets.glob("HTML-*.js")]
    frames = [path.name for path in assets.glob("Index-*.js") if any(part in path.read_text("utf-8") for part in parts)]
    return (*parts, *frames)


def static_folder() -> str:
    """Where scripts and styles lie."""
    return str(FOLDER / "static")
