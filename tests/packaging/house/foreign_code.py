"""Nobody else's source lives here: dependencies come by version and hash at build time (plan, decision 21)."""
import re

_FOLDERS = {"third_party", "thirdparty", "third-party", "vendor", "vendored", "node_modules"}
_NAMES = re.compile(r"^(simdjson|CLI11|gtest|gmock|json|catch|flatbuffers|jquery|aui)([-.].*)?\.(h|hpp|cc|cpp|js|css)$", re.I)
_COMPILED = (".jar", ".class", ".so", ".a", ".o", ".tgz", ".gz", ".xz", ".zip", ".min.js", ".min.css", ".pack")
_COPYRIGHT = re.compile(r"copyright\s+(\(c\)|©)?\s*(19|20)\d\d", re.I)
_PICTURES = (".png",)


def check(tree):
    findings = []
    for path in tree.paths:
        *folders, name = path.split("/")
        if _FOLDERS & set(folders):
            findings.append(f"{path}: a folder for other people's code")
        elif _NAMES.match(name):
            findings.append(f"{path}: named as a library's own file")
        elif path.endswith(_COMPILED):
            findings.append(f"{path}: compiled or packed; fetch it at build time")
        elif tree.is_binary(path) and not path.endswith(_PICTURES) and not path.startswith(tree.SEEDS):
            findings.append(f"{path}: binary")
        elif path != "LICENSE" and not tree.is_binary(path) and _COPYRIGHT.search(tree.text(path)):
            findings.append(f"{path}: carries another copyright line; the project's licence is in LICENSE")
    return findings
