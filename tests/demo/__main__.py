import contextlib
import signal
import sys

from demo import options, run
from demo.failure import DemoFailure


def _end(*_):
    raise KeyboardInterrupt


def main():
    chosen = options.parse(sys.argv[1:])
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):  # a shell may have set them to be ignored
        signal.signal(number, _end)
    try:
        with contextlib.ExitStack() as stack:
            return run.run(chosen, stack)
    except DemoFailure as failure:
        print(f"demo: {failure}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\ndemo: ended", file=sys.stderr)
        return 1 if chosen.once else 0


sys.exit(main())
