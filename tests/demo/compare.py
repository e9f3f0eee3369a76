"""Compares what the issue pages show with the independent scan, difference by difference."""
import concurrent.futures
import re
import threading

from demo import scan

# Of a history with more issues than this, the issues with the most commits and an even spread of the rest are asked.
MOST_ISSUES = 400
MOST_DIFFERENCES = 20
_CONNECTIONS = 4
_TAB = re.compile(r'href="[^"]*\?page=([^"&]*dvcs-commits)"')
_COMMIT_LINK = re.compile(r'href="[^"]*/commit/([0-9a-f]{40,64})"')


def repositories(scanned, shown):
    """Every repository, and for each its number of linked commits."""
    differences = []
    pages = {repository["path"]: repository for repository in shown}
    for repository in scanned:
        page = pages.pop(repository.path, None)
        if page is None:
            differences.append(f"{repository.path}: not on the accounts page")
        elif page["commits"] != len(repository.linked):
            differences.append(f"{repository.path}: {page['commits']} linked commits on the page, {len(repository.linked)} in git")
    return differences + [f"{path}: on the accounts page, but not at the forge" for path in pages]


def choose(issues, everything):
    """issues: {key: commits}. Deterministic: all keys named by `everything`, and of the others a sample."""
    chosen = {key for key in issues if key in everything}
    rest = sorted((key for key in issues if key not in chosen), key=lambda key: (-len(issues[key]), key))
    busiest, spread = rest[:MOST_ISSUES // 4], rest[MOST_ISSUES // 4:]
    wanted = MOST_ISSUES - len(busiest)
    step = max(1, -(-len(spread) // wanted))
    return sorted(chosen | set(busiest) | set(spread[::step]))


def issues(keys, scanned, connect):
    """Asks for every key's development; `connect` makes a Jira client for a thread. → differences"""
    commits, branches = scan.by_issue(scanned), scan.branches_by_issue(scanned)
    known = {(repository.path, commit.sha): commit for repository in scanned for commit in repository.linked.values()}
    clients = threading.local()

    def ask(key):
        if not hasattr(clients, "jira"):
            clients.jira = connect()
        shown = clients.jira.api("GET", f"issues/{key}/development")
        return one_issue(key, shown, commits.get(key, set()), branches.get(key, set()), known)

    with concurrent.futures.ThreadPoolExecutor(_CONNECTIONS) as pool:
        return [difference for found in pool.map(ask, keys) for difference in found]


def one_issue(key, shown, wanted, wanted_branches, known):
    found = [(commit["repository"], commit["sha"]) for commit in shown["commits"]]
    differences = [f"{key}: {path} {sha} twice" for path, sha in sorted(set(pair for pair in found if found.count(pair) > 1))]
    differences += [f"{key}: {path} {sha} is in git, but not on the page" for path, sha in sorted(wanted - set(found))]
    differences += [f"{key}: {path} {sha} is on the page, but not in git" for path, sha in sorted(set(found) - wanted)]
    for page in shown["commits"]:
        commit = known.get((page["repository"], page["sha"]))
        if commit:
            differences += [f"{key}: {commit.sha}: {what} is {of_page!r} on the page, {of_git!r} in git"
                            for what, of_page, of_git in _facts(page, commit) if of_page != of_git]
    found_branches = {(branch["repository"], branch["name"]) for branch in shown["branches"]}
    differences += [f"{key}: branch {path} {name} is in git, but not on the page" for path, name in sorted(wanted_branches - found_branches)]
    differences += [f"{key}: branch {path} {name} is on the page, but not in git" for path, name in sorted(found_branches - wanted_branches)]
    return differences


def tab(jira, key, scanned):
    """The Commits tab of the issue's page, as HTML: exactly the commits of git, each with its link. → differences"""
    page = jira.page(f"/browse/{key}")
    link = _TAB.search(page)
    if not link:
        return [f"{key}: the page has no Commits tab"]
    shown = set(_COMMIT_LINK.findall(jira.page(f"/browse/{key}?page={link.group(1)}")))
    wanted = {sha for repository in scanned for sha, commit in repository.linked.items() if key in commit.keys}
    return [f"{key}: {sha} is in git, but not in the tab" for sha in sorted(wanted - shown)] + \
           [f"{key}: {sha} is in the tab, but not in git" for sha in sorted(shown - wanted)]


def _facts(page, commit):
    yield "author", page["authorName"].strip(), commit.author.strip()
    yield "e-mail", page["authorEmail"].strip(), commit.email.strip()
    yield "date", page["authored"] // 1000, commit.authored
    if not page["messageCut"]:
        yield "message", _readable(page["message"]), _readable(commit.message)


def _readable(text):
    """Decoders differ in how many U+FFFD one broken sequence becomes."""
    return re.sub("\ufffd+", "\ufffd", text).rstrip()
