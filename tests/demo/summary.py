"""The summary table of `--once`, and the links that a person opens."""


def table(rows):
    """rows: (name, value)"""
    width = max(len(name) for name, _ in rows)
    return "\n".join(f"  {name.ljust(width)}  {value:>10,}" if isinstance(value, int) else f"  {name.ljust(width)}  {value:>10}" for name, value in rows)


def links(host, issues):
    """issues: keys worth opening, the best first."""
    lines = [f"  accounts   {host}/plugins/servlet/dvcs/accounts"]
    lines += [f"  issue      {host}/browse/{key}" for key in issues]
    lines += ["  log in     admin / admin   (also alice / alice and bob / bob)", "  end        Ctrl-C"]
    return "\n".join(lines)
