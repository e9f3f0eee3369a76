"""Rules about a file as text: its length, what it must not say, how it ends."""
import re

MAXIMUM_LINES = 400
CODE = (".hpp", ".h", ".cpp", ".java", ".py", ".sh", ".js", ".mjs", ".css", ".cmake", ".fbs", ".html", ".vm", "CMakeLists.txt", "/dev", "/run")
_GENERATED = ("package-lock.json", "go.sum")
# Written in pieces, so that the rule does not find itself.
_MARKER = re.compile(r"\b(TO" r"DO|FIX" r"ME|HA" r"CK)\b")
_MACHINE = re.compile(r"(?<![\w.$}])/(?:ro" r"ot/[\w.]+/|(?:wo" r"rk|ho" r"me)/[\w.])")


def check_length(tree):
    """Above 400 lines there is a second idea in the file."""
    findings = []
    for path in tree.paths:
        if ("/" + path).endswith(CODE) and not path.endswith(_GENERATED):
            count = tree.text(path).count("\n")
            if count > MAXIMUM_LINES:
                findings.append(f"{path}: {count} lines, more than {MAXIMUM_LINES}")
    return findings


def check_markers(tree):
    """Unfinished business belongs into an issue."""
    return _find(tree, _MARKER, "unfinished: finish it or write an issue")


def check_machine_paths(tree):
    return _find(tree, _MACHINE, "a path of one machine")


def check_final_newline(tree):
    return [f"{path}: no line end at the end of the file" for path in tree.paths
            if not tree.is_binary(path) and tree.bytes(path) and not tree.bytes(path).endswith(b"\n")
            and not path.startswith(tree.SEEDS)]


def check_line_ends(tree):
    return [f"{path}: carriage returns" for path in tree.paths if not tree.is_binary(path) and b"\r\n" in tree.bytes(path)]


def _find(tree, pattern, words):
    findings = []
    for path in tree.paths:
        if tree.is_binary(path) or path.endswith(_GENERATED) or path == "LICENSE":
            continue
        for number, line in tree.lines(path):
            found = pattern.search(line)
            if found:
                findings.append(f"{path}:{number}: '{found.group()}': {words}")
    return findings
