"""The plugin's JSON API and the stand-in's pages, as an administrator."""
import base64
import http.client
import json
import urllib.parse

from demo.failure import DemoFailure


class Jira:
    """One keep-alive connection; not for two threads at once."""

    def __init__(self, url, user="admin", password="admin"):
        self.url = url.rstrip("/")
        self._where = urllib.parse.urlsplit(self.url)
        self._basic = "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()
        self._connection = None

    def api(self, method, path, body=None):
        status, text = self.request(method, f"/plugins/servlet/dvcs/api/1/{path}", body)
        if status >= 300:
            raise DemoFailure(f"{method} {path} answered {status}: {_words(text)}")
        return json.loads(text) if text else None

    def page(self, path):
        status, text = self.request("GET", path)
        if status != 200:
            raise DemoFailure(f"{path} answered {status}")
        return text

    def request(self, method, path, body=None):
        headers = {"Authorization": self._basic, "X-Atlassian-Token": "no-check", "Accept": "application/json, text/html"}
        if body is not None:
            body, headers["Content-Type"] = json.dumps(body), "application/json"
        for attempt in (1, 2):
            if self._connection is None:
                self._connection = http.client.HTTPConnection(self._where.hostname, self._where.port, timeout=120)
            try:
                self._connection.request(method, self._where.path + path, body, headers)
                answer = self._connection.getresponse()
                return answer.status, answer.read().decode("utf-8")
            except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError) as failure:
                self._connection = None  # an idle connection that the server closed; the second try is a fresh one
                if attempt == 2 or method != "GET":
                    raise DemoFailure(f"{method} {path}: the Jira stand-in closed the connection ({failure})") from failure
            except OSError as failure:
                self._connection = None
                raise DemoFailure(f"{method} {path}: the Jira stand-in does not answer ({failure})") from failure


def _words(text):
    try:
        return json.loads(text).get("message", text)
    except (ValueError, AttributeError):
        return text[:300]
