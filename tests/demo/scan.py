"""What git says about the repositories: the independent opinion that the pages are compared with.

Written from the plan's section Grammar and never from the product: bounded on both sides by the edge of the text or
anything that is not an ASCII letter or digit.
"""
import collections
import dataclasses
import re
import subprocess

_AUTHOR = re.compile(rb"^author (.*?) ?<(.*)> (-?\d+) [+-]\d+$", re.M)
_ENCODING = re.compile(rb"^encoding (\S+)$", re.M)
KEY = re.compile(r"(?<![A-Za-z0-9])([A-Z][A-Z0-9]+-[0-9]+)(?![A-Za-z0-9])")
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
    return ["git", f"--git-dir={git_dir}", "-c", "safe.directory=*", *arguments]


def scan(path, git_dir):
    commits, linked = 0, {}
    for sha, raw in _commits(git_dir):
        commits += 1
        commit = parse(sha, raw)
        if commit.keys:
            linked[sha] = commit
    heads = subprocess.run(_git(git_dir, "for-each-ref", "--format=%(objectname) %(refname)", "refs/heads"), check=True, capture_output=True).stdout
    branches = {line.split(" ", 1)[1][len("refs/heads/"):]: line.split(" ", 1)[0] for line in heads.decode("utf-8", "replace").splitlines()}
    return Repository(path, commits, linked, branches)


def _commits(git_dir):
    """(sha, content) of every commit that a branch reaches. cat-file answers `<sha> commit <size>`, line end, content, line end."""
    with subprocess.Popen(_git(git_dir, "rev-list", "--branches"), stdout=subprocess.PIPE) as listing, \
            subprocess.Popen(_git(git_dir, "cat-file", "--batch"), stdin=listing.stdout, stdout=subprocess.PIPE) as objects:
        listing.stdout.close()
        while header := objects.stdout.readline():
            sha, kind, size = header.decode().split()
            if kind != "commit":
                raise ValueError(f"{git_dir}: {sha} is a {kind}")
            yield sha, objects.stdout.read(int(size))
            objects.stdout.readline()
    if listing.returncode or objects.returncode:
        raise ValueError(f"git could not read {git_dir}")


def parse(sha, raw):
    # As the object has it: `git log` would show a date before 1970 as something else.
    header, _, message = raw.partition(b"\n\n")
    encoding = _ENCODING.search(header)
    encoding = encoding.group(1).decode() if encoding else "utf-8"
    author = _AUTHOR.search(header)
    return Commit(sha, _text(author.group(1), encoding), _text(author.group(2), encoding), int(author.group(3)), _text(message, encoding))


def _text(raw, encoding):
    """UTF-8 where it is; else what the commit declares; what stays unreadable is U+FFFD."""
    for codec in ("utf-8", encoding):
        try:
            return raw.decode(codec)
        except (UnicodeDecodeError, LookupError):
            pass
    return raw.decode("utf-8", "replace")


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
# Jira's limit of a project key; the stand-in has issues up to 999,999 (a history may name IO-1020439 all the same).
_ISSUE = re.compile(r"([A-Z][A-Z0-9]{1,9})-([1-9][0-9]{0,5})")


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
