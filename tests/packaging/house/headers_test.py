import subprocess

from house.planted import RuleTest
from house.tree import REPOSITORY

PROJECT = """cmake_minimum_required(VERSION 3.25)
project(planted LANGUAGES CXX)
include("%s/tests/packaging/headers/HeadersAlone.cmake")
dvcs_headers_alone(planted "${CMAKE_SOURCE_DIR}/room")
""" % REPOSITORY


class HeadersAlone(RuleTest):
    """The repository's own headers are the ctest house.headers_stand_alone."""

    def build(self, headers):
        tree = self.plant({"CMakeLists.txt": PROJECT, **headers})
        subprocess.run(["cmake", "-G", "Ninja", "-B", "build", "-DCMAKE_CXX_COMPILER=clang++-19"],
                       cwd=tree.root, check=True, capture_output=True)
        return subprocess.run(["cmake", "--build", "build", "--target", "headers_alone"],
                              cwd=tree.root, capture_output=True, text=True)

    def test_planted(self):
        good = {"room/good.hpp": "#pragma once\n#include <string>\ninline std::string text() { return {}; }\n"}
        self.assertEqual(self.build(good).returncode, 0)
        for header in ("#pragma once\ninline std::string text() { return {}; }\n", "struct Unguarded {};\n"):
            with self.subTest(header):
                run = self.build({**good, "room/bad.hpp": header})
                self.assertNotEqual(run.returncode, 0)
                self.assertIn("bad.hpp", run.stdout + run.stderr)
