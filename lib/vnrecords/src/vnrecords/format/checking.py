"""What all checks share: making findings, and judging how letters look."""

from .finding import Finding
from .rules import LETTERS, RULES
from .sheet import join

SIZE_PT = 0.26
"""Sizes are compared to a quarter of a point: programs round."""
MM_OFF = 1.0
"""Margins measured from letters: a comma may hang a little over the edge."""
LINE_OFF = 2.5
"""Of the length of a drawn line, in mm."""
FEW = 0.1
"""Part of the letters of a component that may look otherwise (a note's mark)."""


def finding(rule, code, line=None, page=0, component="", **values):
    """Return a `Finding` of a rule, with the article and the severity of the rule."""
    known = RULES[rule]
    return Finding(
        rule,
        component or known.component,
        code,
        tuple(values.items()),
        page or (line.page if line is not None else 0),
        known.article,
        known.severity,
    )


def check_letters(rule, lines, look, component=""):
    """Yield findings on size, weight, slant and case; each code once."""
    spec, told = LETTERS[look], set()
    if spec.capitals is False and _is_shouted(lines):
        yield finding(rule, "is_capitals", lines[0], 0, component, text=lines[0].plain)
    for line in lines:
        for code, values in _departures(line, spec):
            if code not in told:
                told.add(code)
                text = line.plain[:60]
                yield finding(rule, code, line, 0, component, text=text, **values)


def _departures(line, spec):
    faces = line.inked
    wrong = [face.size for face in faces if not fits(face.size, spec)]
    if len(wrong) > len(faces) * FEW:
        found = max(set(wrong), key=wrong.count)
        yield "size", {"found": found, "least": spec.least, "most": spec.most}
    for name, wanted in (("bold", spec.bold), ("italic", spec.italic)):
        share = line.share(name)
        if wanted and share < 1 - FEW:
            yield f"not_{name}", {}
        if wanted is False and share > FEW:
            yield f"is_{name}", {}
    if spec.capitals and not line.plain.isupper():
        yield "not_capitals", {}


def _is_shouted(lines):
    """Tell whether all words are in capitals; an abbreviation alone is not meant."""
    words = join(lines)
    return words.isupper() and sum(map(str.isalpha, words)) > 5


def fits(size, spec):
    """Tell whether a size lies in the range of the decree.

    >>> fits(14.1, LETTERS["body"]), fits(12, LETTERS["body"])
    (True, False)
    """
    return spec.least - SIZE_PT <= size <= spec.most + SIZE_PT


def check_rule_below(rule, paper, lines, least, most):
    """Yield a finding when the line under a component is missing or has no measure.

    ``least`` and ``most`` are parts of the width of the longest line of words.
    """
    stroke = paper.rule_below(lines)
    if stroke is None:
        yield finding(rule, "no_line", lines[-1])
    elif stroke is not True:
        widths = [line.x1 - line.x0 for line in lines]
        fitting = (
            least * width - LINE_OFF <= stroke.length <= most * width + LINE_OFF
            for width in widths
        )
        if not any(fitting):
            values = {"found": round(stroke.length), "words": round(max(widths))}
            yield finding(rule, "line_length", lines[-1], **values)
