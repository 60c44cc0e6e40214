"""Every message and modal with sample data, as JSON and as a page where a person can look at them all."""

import html
import json
from pathlib import Path
from typing import Any

from bot.gallery_sample import Sample
from bot.gallery_samples import SAMPLES
from templates.render import Renderer

STATIC = Path(__file__).parent.parent / "practice" / "static"


def render(renderer: Renderer, sample: Sample) -> dict[str, Any]:
    """One entry in the gallery's shape: surface, text, blocks, and what a view has besides."""
    if sample.surface == "message":
        message = renderer.message(sample.template, sample.view)
        return {"surface": "message", "text": message.text, "blocks": message.blocks}
    view = renderer.modal(sample.template, sample.view)
    return {"surface": sample.surface, "text": view["title"]["text"], **view}


def write_gallery(folder: Path) -> int:
    """Write the gallery into `folder`. Returns how many entries it has."""
    folder.mkdir(parents=True, exist_ok=True)
    renderer = Renderer()
    entries = {name: render(renderer, sample) for name, sample in SAMPLES.items()}
    for name, entry in entries.items():
        (folder / f"{name}.json").write_text(json.dumps(entry, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    (folder / "index.html").write_text(_page(entries), encoding="utf-8")
    return len(entries)


def _buttons(entry: dict[str, Any]) -> str:
    """A modal's own buttons, which are no blocks."""
    words = [html.escape(entry[name]["text"]) for name in ("close", "submit") if name in entry]
    return f'<p class="gallery-text">Buttons: {", ".join(words)}</p>' if words else ""


def _page(entries: dict[str, dict[str, Any]]) -> str:
    script = (STATIC / "blocks.js").read_text(encoding="utf-8").replace("</script", "<\\/script")
    style = (STATIC / "style.css").read_text(encoding="utf-8")
    data = json.dumps(entries, ensure_ascii=False).replace("<", "\\u003c")
    articles = "\n".join(
        f'<article class="gallery-entry"><h2>{html.escape(name)}</h2>'
        f'<p class="gallery-text">{html.escape(entry["text"])}</p>'
        f'<div class="message-body" data-name="{html.escape(name)}"></div>{_buttons(entry)}</article>'
        for name, entry in entries.items()
    )
    return f"""<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Gallery: everything people see</title>
<style>{style}
body {{ display: block; height: auto; overflow: auto; margin: 2rem auto; max-width: 46rem; padding: 0 1rem; }}
.gallery-entry {{ border: 1px solid #ccc; border-radius: 8px; margin: 1rem 0; padding: 1rem; background: #fff; }}
.gallery-entry h2 {{ font-size: 1rem; margin: 0; }}
.gallery-text {{ color: #555; }}
</style>
</head>
<body>
<h1>Everything people see</h1>
<p>Each with sample data: first the text that notifications and screen readers get, then the message.</p>
{articles}
<script type="module">
{script}
const entries = {data};
for (const place of document.querySelectorAll("[data-name]")) {{
  const blocks = entries[place.dataset.name].blocks;
  renderBlocks(place, blocks, {{ onAction() {{}}, resolveUser: (id) => id, resolveChannel: (id) => id }});
}}
</script>
</body>
</html>
"""
