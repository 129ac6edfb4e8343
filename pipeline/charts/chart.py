"""A chart: its words, its numbers, and the picture that matplotlib draws of them."""

import io
import textwrap
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from pipeline.charts.colours import printable
from pipeline.errors import MissingExtraError

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Draw = Callable[["Axes"], None]
Look = dict[str, Any]
"""How matplotlib is to draw something: the names of its own parameters."""
Cell = str | int | float | None

WIDTH = 5.0
"""Inches of every chart: 360 points, so that a point is a pixel on a narrow telephone."""
LEAST, MOST = 1.6, 14.0
"""Inches that a chart is high at least and at most."""
LINE = 54
"""Characters of the title on one line."""
DPI = 200
"""Dots an inch of a PNG: 1,000 pixels wide, sharp in print at this size."""
STYLE: dict[str, Any] = {
    "font.family": "DejaVu Sans",  # comes with matplotlib, so that it is the same everywhere
    "font.size": 9.5,
    "axes.titlesize": 9.5,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": "#767676",
    "axes.labelcolor": "#333333",
    "text.color": "#1a1a1a",
    "xtick.color": "#333333",
    "ytick.color": "#333333",
    "ytick.major.size": 0,
    "svg.fonttype": "path",  # drawn, as no one knows which fonts the reader's machine has
    "hatch.linewidth": 0.6,
    "text.parse_math": False,  # a document's $ is a $
}

SVG = "http://www.w3.org/2000/svg"
XLINK = "{http://www.w3.org/1999/xlink}"
EMPTY = "Nothing to show yet."


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart: words, numbers, picture.

    `name` is what files and commands call it, `description` says in words what it shows, and
    `rows` under `columns` are the numbers in it. `height` is in inches, the width is WIDTH.
    """

    name: str
    title: str
    description: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    height: float = 3.0
    draw: Draw | None = field(default=None, repr=False, compare=False)

    def svg(self, *, titled: bool = False) -> str:
        """The picture as SVG: `role="img"`, a title and a description, no style, no script.

        It stands alone as a file and fits into a page of HTML, also one with a strict
        Content-Security-Policy; there `svg { max-width: 100%; height: auto }` makes it as wide
        as its place. `titled` prints the title above it, for a picture without a heading.
        Raises FindingsError where matplotlib is missing.
        """
        return _accessible(self, _saved(self, "svg", titled).decode("utf-8"))

    def png(self, *, titled: bool = False) -> bytes:
        """The picture as PNG, 1,000 pixels wide; `titled` and errors as for `svg`."""
        return _saved(self, "png", titled)


def empty(name: str, title: str, columns: tuple[str, ...], remedy: str) -> Chart:
    """The chart of no rows: it says that there is nothing, and what would bring something."""
    return Chart(name, title, f"{EMPTY} {remedy}", columns, (), 1.2)


def clipped(inches: float) -> float:
    """A height that is neither a line nor a scroll."""
    return min(max(inches, LEAST), MOST)


def _saved(chart: Chart, kind: str, titled: bool) -> bytes:
    try:
        from matplotlib import rc_context
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.backends.backend_svg import FigureCanvasSVG
        from matplotlib.figure import Figure
    except ImportError as error:
        raise MissingExtraError(
            "charts are drawn by matplotlib, which is not installed", "plot"
        ) from error
    plain = {"Date": None, "Creator": None} if kind == "svg" else {"Software": None}
    settings: Any = STYLE | {"svg.hashsalt": chart.name}
    with rc_context(settings):
        above = textwrap.fill(chart.title, LINE) if titled else ""
        high = chart.height + (0.1 + 0.17 * len(above.splitlines()) if titled else 0)
        figure = Figure(figsize=(WIDTH, high), dpi=DPI, layout="constrained")
        (FigureCanvasSVG if kind == "svg" else FigureCanvasAgg)(figure)
        if titled:
            figure.suptitle(above, fontsize=10.5, fontweight="bold")
        _drawn(figure, chart)
        into = io.BytesIO()
        figure.savefig(into, format=kind, dpi=DPI, facecolor="white", metadata=plain)
    return into.getvalue()


def _drawn(figure: "Figure", chart: Chart) -> None:
    axes = figure.add_subplot()
    if chart.draw is not None:
        chart.draw(axes)
        return
    axes.set_axis_off()
    axes.text(0.5, 0.5, EMPTY, ha="center", va="center", transform=axes.transAxes)


def _accessible(chart: Chart, drawn: str) -> str:
    """What matplotlib drew, with words for a screen reader and nothing that a page may refuse.

    Its `style` sheet and attributes become attributes of SVG: a page that allows no inline
    style still shows them, and the sheet, which speaks of `*`, cannot reach the page.
    """
    ET.register_namespace("", SVG)
    root = ET.fromstring(drawn)  # written by matplotlib a moment ago
    for told in root.findall(f"{{{SVG}}}metadata"):
        root.remove(told)
    for defined in root.iter(f"{{{SVG}}}defs"):
        for sheet in defined.findall(f"{{{SVG}}}style"):
            defined.remove(sheet)
    _name(root, chart.name)
    for element in root.iter():
        for rule in element.attrib.pop("style", "").split(";"):
            if ":" in rule:
                key, value = rule.split(":", 1)
                element.set(key.strip(), value.strip().replace("url(#", f"url(#{chart.name}-"))
    root.attrib |= {"stroke-linejoin": "round", "stroke-linecap": "butt"}
    root.attrib |= {"role": "img", "aria-labelledby": f"{chart.name}-title {chart.name}-desc"}
    for at, (tag, words) in enumerate((("title", chart.title), ("desc", chart.description))):
        told = ET.Element(f"{{{SVG}}}{tag}", {"id": f"{chart.name}-{tag}"})
        told.text = printable(words)
        root.insert(at, told)
    return ET.tostring(root, encoding="unicode") + "\n"


def _name(root: ET.Element, name: str) -> None:
    """Keeps the ids that something refers to, under the chart's name: a page has many charts."""
    links = [each for each in root.iter() if f"{XLINK}href" in each.attrib]
    used = {each.attrib[f"{XLINK}href"][1:] for each in links}
    for each in links:
        target = each.attrib.pop(f"{XLINK}href")[1:]
        each.set("href", f"#{name}-{target}")
    for element in root.iter():
        found = element.attrib.pop("id", None)
        if found and (found in used or element.tag in (f"{{{SVG}}}clipPath", f"{{{SVG}}}pattern")):
            element.set("id", f"{name}-{found}")
        if clip := element.get("clip-path"):
            element.set("clip-path", clip.replace("url(#", f"url(#{name}-"))
