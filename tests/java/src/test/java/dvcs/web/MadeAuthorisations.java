package dvcs.web;

import dvcs.api.Authorisations;
import dvcs.api.ConnectorException;
import java.util.List;

/** Writes down who wanted what; ends as a test wants it. */
final class MadeAuthorisations implements Authorisations {
    Landing landing = new Landing(2, true, null);
    private final List<String> asked;

    MadeAuthorisations(List<String> asked) {
        this.asked = asked;
    }

    @Override
    public String start(String user, NewAccount account) {
        if (account.name().equals("there")) {
            throw new ConnectorException(409, "This account was added already.", "name");
        }
        asked.add(user + " starts " + account.name() + " with " + account.clientConfiguration());
        return "https://git.example.com/oauth/authorize?state=s";
    }

    @Override
    public String again(String user, int accountId) {
        if (accountId != 1) {
            throw new ConnectorException(404, "There is no account with the number " + accountId + ".");
        }
        asked.add(user + " authorises " + accountId);
        return "https://git.example.com/oauth/authorize?state=s";
    }

    @Override
    public Landing finish(String user, Return answer) {
        asked.add(user + " is back: " + answer.state() + " " + answer.code() + " " + answer.error());
        return landing;
    }
}
