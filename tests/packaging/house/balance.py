"""Test code is at least as large as the code that it tests, in lines that are not blank."""

_CODE = (".hpp", ".h", ".cpp", ".java", ".js", ".mjs", ".py", ".css", ".html", ".fbs")
_PRODUCT = ("native/src", "native/include", "native/schema", "java-shim/src/main")
_TESTS = ("tests",)


def measure(tree):
    """(product, tests)"""
    return tuple(sum(sum(1 for _, line in tree.lines(path) if line.strip()) for path in tree.under(*folders, suffixes=_CODE))
                 for folders in (_PRODUCT, _TESTS))


def check(tree):
    product, tests = measure(tree)
    return [] if tests >= product else [f"{tests} lines of tests for {product} lines of product"]
