import re
import unittest

from house.tree import REPOSITORY

README = (REPOSITORY / "README.md").read_text()


class Readme(unittest.TestCase):
    """What the README promises is what the project has."""

    def test_glibc_floor_is_the_one_that_is_capped(self):
        cap = re.search(r"DVCS_GLIBC_CAP (\d+\.\d+)", (REPOSITORY / "tests/packaging/symbols/CMakeLists.txt").read_text())
        self.assertIn(f"glibc {cap.group(1)} or newer", README)

    def test_pictures_and_files_exist(self):
        for path in re.findall(r"!\[[^]]*\]\(([^)]+)\)", README):
            self.assertEqual((REPOSITORY / path).read_bytes()[:4], b"\x89PNG", path)

    def test_verbs_exist(self):
        for verb in set(re.findall(r"`\./dev ([a-z-]+)", README)):
            self.assertTrue((REPOSITORY / f"tests/packaging/dev.d/{verb}.sh").exists(), verb)

    def test_its_properties_are_the_ones_that_the_plugin_reads(self):
        sources = "".join(file.read_text() for file in (REPOSITORY / "java-shim/src/main/java").rglob("*.java"))
        read = set(re.findall(r'(?:System\.getProperty\(|get(?:Long|Integer|Boolean)\(|static final String \w+ = )"(dvcs(?:\.[a-z]+){2,})"', sources))
        read.discard("dvcs.native.connector")  # the plugin's key
        self.assertEqual(set(re.findall(r"^\| `-D(dvcs\.[a-z.]+)=", README, re.M)), read)
