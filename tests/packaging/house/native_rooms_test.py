import unittest

from house import native_rooms
from house.planted import RuleTest
from house.tree import REPOSITORY, Tree

PLAN_FILE = REPOSITORY.parent / "shared/design/architecture.md"


def cmake(room, *depends):
    return {f"native/src/{room}/CMakeLists.txt": f"dvcs_room({room} SOURCES a.cpp DEPENDS {' '.join(depends)} LINKS x)\n"}


class Arrows(RuleTest):
    def test_repository(self):
        self.assertEqual(set(native_rooms.cmake_arrows(Tree(REPOSITORY))) - set(native_rooms.PLAN), set())
        self.assert_repository_keeps(native_rooms.check_arrows)

    @unittest.skipUnless(PLAN_FILE.exists(), "needs ../shared")
    def test_table_is_the_plans(self):
        self.assertEqual(native_rooms.plan_arrows(PLAN_FILE.read_text()), native_rooms.PLAN)

    def test_an_arrow_too_many(self):
        self.assert_found(native_rooms.check_arrows, cmake("text", "base", "net"), "links net")

    def test_an_arrow_missing(self):
        self.assert_found(native_rooms.check_arrows, cmake("git", "base"), "does not link http")

    def test_an_unknown_room(self):
        self.assert_found(native_rooms.check_arrows, cmake("util"), "no room 'util'")

    def test_an_executable(self):
        rule = native_rooms.check_arrows
        path = "native/src/cli/CMakeLists.txt"
        self.assert_clean(rule, {path: "add_executable(dvcsctl main.cpp)\ntarget_link_libraries(dvcsctl dvcs_sync dvcs_net dvcs_text)\n"})
        self.assert_found(rule, {path: "add_executable(dvcsctl main.cpp)\ntarget_link_libraries(dvcsctl dvcs_webhook)\n"},
                          "links webhook")

    def test_what_a_comment_says_is_no_arrow(self):
        self.assert_clean(native_rooms.check_arrows, {"native/src/base/CMakeLists.txt": "# DEPENDS net\ndvcs_room(base)\n"})


class Includes(RuleTest):
    def test_repository(self):
        self.assert_repository_keeps(native_rooms.check_includes)

    def test_a_room_without_an_arrow(self):
        self.assert_found(native_rooms.check_includes, {"native/src/text/keys.cpp": '#include "http/message.hpp"\n'},
                          "native/src/text/keys.cpp:1: text includes 'http/message.hpp'")

    def test_angle_brackets_are_no_way_round(self):
        self.assert_found(native_rooms.check_includes, {"native/src/base/a.hpp": "#  include <sync/engine.hpp>\n"}, "no arrow to sync")

    def test_out_of_the_room(self):
        self.assert_found(native_rooms.check_includes, {"native/src/text/a.cpp": '#include "../http/message.hpp"\n'}, "relative include")
        self.assert_found(native_rooms.check_includes, {"native/src/text/a.cpp": '#include "/usr/include/zlib.h"\n'}, "absolute include")

    def test_through_another_room(self):
        self.assert_clean(native_rooms.check_includes, {"native/src/sync/engine.cpp": '#include "http/transport.hpp"\n#include "own.hpp"\n'})

    def test_libraries_have_homes(self):
        for room, header in (("http", "boost/beast.hpp"), ("sync", "boost/json.hpp"), ("text", "jni.h"), ("providers", "simdjson.h")):
            with self.subTest(header):
                findings = native_rooms.check_includes(self.plant({f"native/src/{room}/a.cpp": f"#include <{header}>\n"}))
                self.assertTrue(findings and header in findings[0], findings)
        self.assert_clean(native_rooms.check_includes, {"native/src/net/a.cpp": "#include <boost/asio.hpp>\n"})

    def test_a_public_header(self):
        self.assert_found(native_rooms.check_includes, {"native/include/dvcs/a.hpp": '#include "base/status.hpp"\n'}, "public header")
