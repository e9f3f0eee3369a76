"""The arrows between the packages of the plugin: api ← store, bridge, jira, web ← plugin; store ← commands, oauth ← plugin;
and jira → web and commands, whose questions about Jira it answers.

One exception: the container makes module classes (servlets, panels, conditions) and hands them `dvcs.plugin.Root`."""
import re

SOURCES = "java-shim/src/main/java/dvcs"
MAY_USE = {
    "api": set(),
    "bridge": {"api", "wire"},  # dvcs.wire is generated from native/schema/boundary.fbs
    "store": {"api"},
    "commands": {"api", "store"},
    "oauth": {"api", "store"},
    "jira": {"api", "commands", "web"},
    "web": {"api"},
    # The plugin turns records of the boundary into rows, since bridge and store do not know each other.
    "plugin": {"api", "bridge", "commands", "oauth", "store", "jira", "web", "wire"},
}
_USE = re.compile(r"\bdvcs\.([a-z]+)\b")
_HANDED_BY_THE_CONTAINER = re.compile(r"\bdvcs\.plugin\.Root\b")


def check(tree):
    findings = []
    for path in tree.under(SOURCES, suffixes=".java"):
        package = path[len(SOURCES) + 1:].split("/")[0]
        if package not in MAY_USE:
            findings.append(f"{path}:1: package dvcs.{package} has no place in the plan")
            continue
        for number, line in _code(tree.text(path)):
            if package in ("jira", "web"):
                line = _HANDED_BY_THE_CONTAINER.sub("", line)
            for used in sorted(set(_USE.findall(line)) & {*MAY_USE, "wire"}):
                if used != package and used not in MAY_USE[package]:
                    findings.append(f"{path}:{number}: dvcs.{package} may not use dvcs.{used}")
    return findings


def _code(text):
    """Lines without comments and string literals: javadoc may link anywhere."""
    blank = lambda match: re.sub(r"[^\n]", " ", match.group())
    text = re.sub(r'"(?:\\.|[^"\\\n])*"|/\*.*?\*/|//[^\n]*', blank, text, flags=re.S)
    return enumerate(text.splitlines(), 1)
