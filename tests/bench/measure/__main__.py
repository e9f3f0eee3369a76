import argparse
import json
import os
import sys

from measure import sections, tools


def main():
    parser = argparse.ArgumentParser(prog="./dev bench", description="Measures and prints; nothing fails because something is slow.")
    parser.add_argument("section", nargs="*", help=f"one or more of {', '.join(sections.ALL)}; none: all")
    chosen = parser.parse_args().section or list(sections.ALL)
    if unknown := set(chosen) - set(sections.ALL):
        parser.error(f"there is no section {', '.join(sorted(unknown))}")
    tools.WORK.mkdir(parents=True, exist_ok=True)
    if set(chosen) - {"micro", "import"}:
        tools.compile_java()
    results = {"load": os.getloadavg(), "cores": os.cpu_count()}
    for name in chosen:
        print(name, flush=True)
        results[name] = []
        for what, value, unit, remark in sections.ALL[name]():
            print(f"  {what:<56}{value:>16,.2f} {unit:<11}{remark}", flush=True)
            results[name].append({"what": what, "value": value, "unit": unit, "remark": remark})
    (tools.BUILD / "bench.json").write_text(json.dumps(results, indent=1) + "\n")
    print(f"on {os.cpu_count()} cores; also in build/bench.json")


sys.exit(main())
