"""How letters and paragraphs of a Word file look, styles and defaults counted in."""

from .sheet import Face

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
TWIP_MM = 25.4 / 1440
_OFF = {"0", "false", "off", "none"}
_ALIGN = {"start": "left", "end": "right", "distribute": "both"}


def value(parent, path, attribute="val"):
    """Return an attribute of a child element, or None."""
    found = parent.find(path) if parent is not None else None
    return None if found is None else found.get(f"{W}{attribute}")


class Styles:
    """The styles of one file; properties are looked up from near to far."""

    def __init__(self, styles, theme):
        self._by_id, self._default, self._base = {}, None, []
        self._theme = _theme_fonts(theme)
        if styles is None:
            return
        for style in styles.iter(f"{W}style"):
            self._by_id[style.get(f"{W}styleId")] = style
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default"):
                self._default = style.get(f"{W}styleId")
        defaults = styles.find(f"{W}docDefaults")
        if defaults is not None:
            self._base = [defaults]

    def _chain(self, style_id):
        """Return the style and those that it is based on."""
        chain, seen = [], set()
        while style_id in self._by_id and style_id not in seen:
            seen.add(style_id)
            chain.append(self._by_id[style_id])
            style_id = value(chain[-1], f"{W}basedOn")
        return chain

    def sources(self, paragraph):
        """Return the paragraph's properties, its styles, then the defaults."""
        own = paragraph.find(f"{W}pPr")
        named = value(own, f"{W}pStyle") or self._default
        direct = [] if own is None else [own]
        return direct, [*self._chain(named), *self._base]

    def face(self, run, inherited):
        """Return the `Face` of a run within a paragraph that inherits these styles."""
        own = run.find(f"{W}rPr")
        chain = [] if own is None else [own]
        chain += self._chain(value(own, f"{W}rStyle"))
        chain += inherited
        return Face(
            self._font(chain),
            _number(_first(chain, "sz")) / 2 or 10,
            _is_on(_first(chain, "b")),
            _is_on(_first(chain, "i")),
            _rgb(_first(chain, "color")),
        )

    def hidden(self, run):
        return _is_on(value(run, f"{W}rPr/{W}vanish") or _present(run, "vanish"))

    def _font(self, chain):
        for source in chain:
            fonts = _properties(source).find(f"{W}rFonts")
            if fonts is None:
                continue
            theme = fonts.get(f"{W}asciiTheme") or fonts.get(f"{W}hAnsiTheme")
            if theme:
                return self._theme.get(theme[:5], "")
            # Letters with Vietnamese tones are set in the second of the two.
            name = fonts.get(f"{W}hAnsi") or fonts.get(f"{W}ascii")
            if name:
                return name
        return "Times New Roman"

    def layout(self, paragraph):
        """Return align, and indent (mm), before, after (pt), spacing (lines)."""
        direct, styles = self.sources(paragraph)
        chain = direct + [_paragraph(source) for source in styles]
        align = _attribute(chain, "jc", "val") or "left"
        rule = _attribute(chain, "spacing", "lineRule") or "auto"
        line = _number(_attribute(chain, "spacing", "line")) or 240
        return _ALIGN.get(align, align), {
            "indent": _number(_attribute(chain, "ind", "firstLine")) * TWIP_MM,
            "before": _number(_attribute(chain, "spacing", "before")) / 20,
            "after": _number(_attribute(chain, "spacing", "after")) / 20,
            "spacing": line / 240 if rule == "auto" else None,
            "least": line / 20 if rule != "auto" else None,
        }


def _theme_fonts(theme):
    """Return the Latin fonts of a theme by the first letters of their use."""
    fonts = {}
    for part in ("major", "minor"):
        found = theme.find(f".//{A}{part}Font/{A}latin") if theme is not None else None
        if found is not None:
            fonts[part] = found.get("typeface") or ""
    return fonts


def _properties(source):
    """Return the run properties within a style, defaults or the properties alone."""
    if source.tag == f"{W}rPr":
        return source
    path = f"{W}rPrDefault/{W}rPr" if source.tag == f"{W}docDefaults" else f"{W}rPr"
    found = source.find(path)
    return source if found is None else found


def _paragraph(source):
    path = f"{W}pPrDefault/{W}pPr" if source.tag == f"{W}docDefaults" else f"{W}pPr"
    found = source.find(path)
    return source if found is None else found


def _first(chain, name):
    """Return the nearest value of a run property; an empty element means yes."""
    for source in chain:
        found = _properties(source).find(f"{W}{name}")
        if found is not None:
            return found.get(f"{W}val") or "1"
    return None


def _attribute(chain, name, attribute):
    for source in chain:
        found = source.find(f"{W}{name}")
        if found is not None and found.get(f"{W}{attribute}") is not None:
            return found.get(f"{W}{attribute}")
    return None


def _present(run, name):
    properties = run.find(f"{W}rPr")
    found = None if properties is None else properties.find(f"{W}{name}")
    return None if found is None else "1"


def _is_on(found):
    return found is not None and found not in _OFF


def _number(text):
    try:
        return float(text or 0)
    except ValueError:
        return 0


def _rgb(text):
    """Return red, green, blue of ``FF0000``; “auto” is black.

    >>> _rgb("FF0000"), _rgb("auto")
    ((1.0, 0.0, 0.0), (0, 0, 0))
    """
    try:
        return tuple(int((text or "")[n : n + 2], 16) / 255 for n in (0, 2, 4))
    except ValueError:
        return (0, 0, 0)
