"""Pages are escaped by construction: DOM text only, and a policy that allows no inline script (plan, Parts)."""
import re

_HTML_SINK = re.compile(r"\b(inner" r"HTML|outer" r"HTML|insertAdjacent" r"HTML|document\s*\.\s*write(ln)?)\b")
# A script element of type application/json is data: the policy never runs it.
_INLINE = re.compile(r"<script(?![^>]*(\bsrc\s*=|application/json))[\s>]|<[a-z][^>]*\son[a-z]+\s*=|=\s*[\"']?javascript:", re.I)
_PRODUCT = ("java-shim/src/main",)
_SERVED = (*_PRODUCT, "tests/devhost/src/main")  # the stand-in puts panels into its page as Jira does, but runs nothing inline
_SCRIPTS = (".js", ".mjs", ".ts", ".html", ".vm", ".java")


def check_html_sinks(tree):
    return _find(tree, _PRODUCT, _HTML_SINK, "text goes into a page with textContent")


def check_inline_scripts(tree):
    return _find(tree, _SERVED, _INLINE, "inline script: load it from a file")


def _find(tree, folders, pattern, words):
    findings = []
    for path in tree.under(*folders, suffixes=_SCRIPTS):
        for number, line in tree.lines(path):
            found = pattern.search(line)
            if found:
                findings.append(f"{path}:{number}: '{found.group().strip()}': {words}")
    return findings
