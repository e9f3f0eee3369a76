package dvcs.web;

import dvcs.api.ClientConfiguration;
import dvcs.api.ClientConfigurations;
import dvcs.api.ConnectorException;
import java.util.List;

/** Client configurations in memory: one, number 1, that nobody uses. */
final class MadeClients implements ClientConfigurations {
    static final ClientConfiguration ONE = new ClientConfiguration(1, "GitLab", "gitlab", "https://git.example.com", "https://git.example.com", "abc", true, 0);

    private final List<String> asked;

    MadeClients(List<String> asked) {
        this.asked = asked;
    }

    @Override
    public List<ClientConfiguration> list() {
        return List.of(ONE);
    }

    @Override
    public String redirectUrl() {
        return "https://jira.example.com/plugins/servlet/dvcs/oauth/callback";
    }

    @Override
    public ClientConfiguration add(Form form) {
        if (form.secret() == null) {
            throw new ConnectorException(400, "Enter the secret.", "secret");
        }
        asked.add("add " + form);
        return ONE;
    }

    @Override
    public ClientConfiguration change(int id, Form form) {
        require(id);
        asked.add("change " + id + " " + form);
        return ONE;
    }

    @Override
    public void remove(int id) {
        require(id);
        asked.add("remove client " + id);
    }

    private static void require(int id) {
        if (id != 1) {
            throw new ConnectorException(id == 2 ? 409 : 404, "It cannot be done.");
        }
    }
}
