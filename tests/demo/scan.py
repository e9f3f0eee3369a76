"""What git says about the repositories: the independent opinion that the pages are compared with.

Written from the plan's section Grammar and never from the product: bounded on both sides by the edge of the text or
anything that is not an ASCII letter or digit.
"""
import collections
import dataclasses
import re
import subprocess

KEY = re.compile(r"(?<![A-Za-z0-9])([A-Z][A-Z0-9]+-[0-9]+)(?![A-Za-z0-9])")
_FORMAT = "%H%x00%an%x00%ae%x00%at%x00%B%x00"
_FIELDS = 5


@dataclasses.dataclass(frozen=True)
class Commit:
    sha: str
    author: str
    email: str
    authored: int  # seconds since 1970
    message: str

    @property
    def keys(self):
        return keys_of(self.message)


@dataclasses.dataclass
class Repository:
    path: str
    commits: int  # reachable from branches
    linked: dict  # sha → Commit, those that name a key
    branches: dict  # name → sha


def keys_of(text):
    return list(dict.fromkeys(KEY.findall(text)))


def _git(git_dir, *arguments):
    run = subprocess.run(["git", f"--git-dir={git_dir}", "-c", "safe.directory=*", "-c", "core.commitGraph=false", *arguments], check=True, capture_output=True)
    return run.stdout


def scan(path, git_dir):
    # -z would end records with the same byte as fields; the fields are counted instead. git re-encodes to UTF-8.
    output = _git(git_dir, "log", "--branches", "--no-show-signature", "--encoding=UTF-8", f"--format=tformat:{_FORMAT}")
    fields = output.decode("utf-8", "replace").split("\0")
    linked, commits = {}, 0
    for at in range(0, len(fields) - 1, _FIELDS):
        sha, author, email, authored, message = fields[at:at + _FIELDS]
        commits += 1
        if KEY.search(message):
            sha = sha.strip()  # after the line end of the record before
            linked[sha] = Commit(sha, author, email, int(authored), message)
    heads = _git(git_dir, "for-each-ref", "--format=%(objectname) %(refname)", "refs/heads").decode("utf-8", "replace")
    branches = {line.split(" ", 1)[1][len("refs/heads/"):]: line.split(" ", 1)[0] for line in heads.splitlines()}
    return Repository(path, commits, linked, branches)


def by_issue(repositories):
    """{key: {(repository path, sha)}}"""
    issues = collections.defaultdict(set)
    for repository in repositories:
        for commit in repository.linked.values():
            for key in commit.keys:
                issues[key].add((repository.path, commit.sha))
    return dict(issues)


def branches_by_issue(repositories):
    """{key: {(repository path, branch)}}"""
    issues = collections.defaultdict(set)
    for repository in repositories:
        for branch in repository.branches:
            for key in keys_of(branch):
                issues[key].add((repository.path, branch))
    return dict(issues)


# Every project of the stand-in has these (plan, contracts).
LEAST_ISSUES = 200
# Jira's own limits of a project key and, generously, of a count of issues.
_ISSUE = re.compile(r"([A-Z][A-Z0-9]{1,9})-([1-9][0-9]{0,6})")


def jira_projects(keys):
    """{project: number of issues} so that the issues of these keys exist, as far as Jira would write them so."""
    projects = {}
    for key in keys:
        issue = _ISSUE.fullmatch(key)
        if issue:
            projects[issue[1]] = max(projects.get(issue[1], LEAST_ISSUES), int(issue[2]))
    return dict(sorted(projects.items()))


def has_page(key, projects):
    issue = _ISSUE.fullmatch(key)
    return bool(issue) and int(issue[2]) <= projects.get(issue[1], 0)
