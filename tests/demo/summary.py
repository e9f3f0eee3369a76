"""The summary table of `--once`, and the links that a person opens."""
import collections

from demo.scan import has_page


def table(rows):
    """rows: (name, value)"""
    width = max(len(name) for name, _ in rows)
    return "\n".join(f"  {name.ljust(width)}  {value:>10,}" if isinstance(value, int) else f"  {name.ljust(width)}  {value:>10}" for name, value in rows)


def worth_opening(keys, issues):
    """The issue with the most commits in each of the three projects with the most issues: UTF-8 is a key, but no work."""
    projects = collections.defaultdict(list)
    for key in keys:
        projects[key.split("-")[0]].append(key)
    busiest = sorted(projects.values(), key=lambda of_project: (-len(of_project), of_project[0]))[:3]
    return [max(of_project, key=lambda key: (len(issues[key]), key)) for of_project in busiest]


def issue_rows(issues, compared, projects):
    """A key of the histories may be no issue: a number that Jira would not write so, or a word like it."""
    without_page = [key for key in issues if not has_page(key, projects)]
    sampled = len(issues) - len(without_page) - len(compared)
    rows = [("issue keys", len(issues)), ("issues compared", len(compared))]
    if without_page:
        shown = ", ".join(without_page[:3]) + (", …" if len(without_page) > 3 else "")
        rows.append((f"no issue in Jira: {shown}", len(without_page)))
    return rows + ([("not in the sample", sampled)] if sampled else [])


def links(host, commanded, issues):
    """commanded: the issue that the push has changed; issues: keys worth opening, the best first."""
    lines = [f"  accounts   {host}/plugins/servlet/dvcs/accounts"]
    lines += [f"  issue      {host}/browse/{key}" for key in issues]
    lines += [f"  commanded  {host}/browse/{commanded}   by a smart commit", f"  log of it  {host}/plugins/servlet/dvcs/smart-commits"]
    lines += ["  log in     admin / admin   (also alice / alice and bob / bob)", "  end        Ctrl-C"]
    return "\n".join(lines)
