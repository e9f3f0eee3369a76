"""The plugin in its development host beside a real Gitea: webhooks are made, deliver, and go with the account."""
import json
import time

from demo import accounts
from demo.jira import Jira
from demo.processes import Server
from demo.run import ROOT, plugin_jar
from gitea.world import World

SECONDS = 60
POLL_SECONDS = 0.1


class Webhooks(World):
    def setUp(self):
        super().setUp()
        projects = self.folder / "projects.json"
        projects.write_text(json.dumps({"projects": [{"key": "KEY", "issues": 9}]}))
        host = Server("Jira stand-in", ["java", "-jar", ROOT / "tests/devhost/target/host-javax/devhost.jar", "--plugin", plugin_jar("javax"),
                                        "--home", self.folder / "jira", "--port", "0", "--db", "h2", "--projects", projects], self.folder / "host.log", seconds=120)
        self.addCleanup(host.stop)
        self.host, self.jira = host, Jira(host.ready["url"])

    def until(self, what, look):
        end = time.monotonic() + SECONDS
        while not (found := look()):
            self.assertLess(time.monotonic(), end, f"{what}; {self.host.last_words()}")
            time.sleep(POLL_SECONDS)
        return found

    def hooks(self):
        """All that Gitea has for the organisation and its repositories."""
        repositories = self.api.ask("GET", f"/orgs/{self.acme}/repos")
        return self.api.ask("GET", f"/orgs/{self.acme}/hooks") + [hook for each in repositories for hook in self.api.ask("GET", f"/repos/{each['full_name']}/hooks")]

    def shown(self, issue):
        return self.jira.api("GET", f"issues/{issue}/development")

    def account(self):
        made = self.jira.api("POST", "accounts", {"host": "gitea", "name": self.acme, "url": self.gitea.url, "token": self.gitea.token, "autoLink": True})
        accounts.wait(self.jira, made["id"], [self.host])
        return made["id"]

    def health(self, account):
        return self.jira.api("GET", f"accounts/{account}")["webhooks"]

    def test_a_push_and_a_pull_request_arrive_and_nothing_is_left_behind(self):
        _, work = self.repository("shop")
        work.commit("KEY-1 the first one")
        work.push("main")
        account = self.account()
        self.until("the repository has a webhook", lambda: self.health(account)["active"] == 1)
        hook, = self.hooks()
        self.assertEqual((hook["config"]["url"], hook["active"]), (self.health(account)["address"], True))
        self.assertTrue({"push", "pull_request"} <= set(hook["events"]), hook["events"])

        pushed = work.commit("KEY-2 is told of")
        work.push("main")
        self.until("the pushed commit is shown", lambda: [each["sha"] for each in self.shown("KEY-2")["commits"]] == [pushed])
        self.assertGreater(self.health(account)["lastDelivery"], 0)

        work.switch("topic", pushed)
        work.commit("more of it")
        work.push("topic")
        self.api.pull_request(f"{self.acme}/shop", "topic", "KEY-3 mend it")
        self.until("the pull request is shown", lambda: [each["state"] for each in self.shown("KEY-3")["mergeRequests"]] == ["opened"])

        self.jira.api("POST", f"accounts/{account}/webhooks?renew=true")
        self.until("the webhook has another secret", lambda: self.health(account)["checkedAt"] > 0 and self.health(account)["active"] == 1)
        work.switch("main")
        renewed = work.commit("KEY-4 with the new secret")
        work.push("main")
        self.until("what is signed with it is taken", lambda: [each["sha"] for each in self.shown("KEY-4")["commits"]] == [renewed])
        self.assertEqual(self.health(account)["refused"], 0)
        self.assertEqual(len(self.hooks()), 1)

        self.jira.api("DELETE", f"accounts/{account}")
        self.until("the webhook is gone", lambda: not self.hooks())
