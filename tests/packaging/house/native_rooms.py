"""The arrows between the rooms of native/src: those of the plan, those of CMake and those of #include are the same."""
import re

# The house plan, section Rooms. Where ../shared is present the test compares this table with the plan's own text.
PLAN = {
    "base": set(),
    "http": {"base"},
    "net": {"http"},
    "json": {"base"},
    "git": {"base", "http"},
    "providers": {"json", "http", "git"},
    "text": {"base"},
    "webhook": {"json", "text"},
    "codec": {"base"},
    "sync": {"providers", "text", "codec"},
    "jni": {"sync", "webhook", "net"},
    "cli": {"sync", "net"},
}

# Libraries that have one home, so that everything else stays testable without a socket, a JVM or a parser.
HOMES = {
    r"boost/(asio|beast)": {"net"},
    r"boost/": set(PLAN) - {"sync"},
    r"jni\.h": {"jni"},
    r"simdjson": {"json"},
    r"sys/socket\.h|netdb\.h": {"net"},
}

_INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
_SOURCES = (".hpp", ".h", ".cpp", ".cc", ".inc")


def plan_arrows(plan_text):
    """The arrows as the plan writes them: `  src/name   what it holds   → a, b`."""
    arrows = {}
    for line in re.search(r"^## Rooms$(.*?)^## ", plan_text, re.S | re.M).group(1).splitlines():
        room = re.match(r"\s+src/(\w+)\s", line)
        if room:
            targets = line.rpartition("→")[2] if "→" in line else ""
            arrows[room.group(1)] = set(re.findall(r"\w+", targets))
    return arrows


def cmake_arrows(tree):
    """{room: rooms it links}, read from native/src/<room>/CMakeLists.txt; rooms without a target yet are left out."""
    arrows = {}
    for path in tree.under("native/src", suffixes="/CMakeLists.txt"):
        room = path.split("/")[2]
        text = re.sub(r"#.*", "", tree.text(path))
        call = re.search(r"dvcs_room\(\s*(\w+)([^)]*)\)", text)
        if call:
            depends = re.search(r"\bDEPENDS\b(.*?)(?:\bSOURCES\b|\bLINKS\b|$)", call.group(2), re.S)
            arrows[room] = set(depends.group(1).split()) if depends else set()
        elif re.search(r"\badd_(library|executable)\(", text):
            arrows[room] = set(re.findall(r"\bdvcs_(\w+)", text)) & set(PLAN) - {room}
    return arrows


def reachable(arrows, room):
    seen, todo = {room}, [room]
    while todo:
        for target in arrows.get(todo.pop(), ()):
            if target not in seen:
                seen.add(target)
                todo.append(target)
    return seen


def check_arrows(tree):
    findings = []
    for room, targets in sorted(cmake_arrows(tree).items()):
        where = f"native/src/{room}/CMakeLists.txt"
        if room not in PLAN:
            findings.append(f"{where}: the plan has no room '{room}'")
            continue
        # An executable or the bridge may name what it reaches through another room as well.
        allowed = PLAN[room] if room not in ("jni", "cli") else reachable(PLAN, room) - {room}
        for target in sorted(targets - allowed):
            findings.append(f"{where}: links {target}, which the plan does not allow")
        for target in sorted(PLAN[room] - targets) if room not in ("jni", "cli") else ():
            findings.append(f"{where}: does not link {target}, as the plan has it")
    return findings


def check_includes(tree):
    findings = []
    for path in tree.under("native/src", suffixes=_SOURCES):
        room = path.split("/")[2]
        allowed = reachable(PLAN, room)
        for number, line in tree.lines(path):
            include = _INCLUDE.match(line)
            if include:
                findings += [f"{path}:{number}: {words}" for words in _judge(room, allowed, include.group(2))]
    for path in tree.under("native/include", suffixes=_SOURCES):
        for number, line in tree.lines(path):
            include = _INCLUDE.match(line)
            if include and (".." in include.group(2) or include.group(2).split("/")[0] in PLAN):
                findings.append(f"{path}:{number}: a public header includes '{include.group(2)}' of a room")
    return findings


def _judge(room, allowed, target):
    if ".." in target.split("/"):
        return [f"relative include '{target}' out of the folder: name it as room/file.hpp"]
    if target.startswith("/"):
        return [f"absolute include '{target}'"]
    first = target.split("/")[0]
    if "/" in target and first in PLAN and first not in allowed:
        return [f"{room} includes '{target}', but has no arrow to {first}"]
    return [f"'{target}' belongs to {' and '.join(sorted(homes)) if len(homes) < 4 else 'other rooms'}, not to {room}"
            for pattern, homes in HOMES.items() if re.match(pattern, target) and room not in homes]
