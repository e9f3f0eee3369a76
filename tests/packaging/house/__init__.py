"""House rules: what a reviewer would otherwise have to look for by hand. Each rule is a function from a Tree to
findings, and each has a test that plants a violation and wants it found.

    python3 -m unittest discover -s tests/packaging/house -t tests/packaging -p '*_test.py'
"""
