package dvcs.web;

import dvcs.api.Authorisations;
import dvcs.api.Certificates;
import dvcs.api.ClientConfigurations;
import java.util.Set;

/** Checks the form of what an administrator typed about OAuth; what it means is checked where it is used. */
final class OAuthForm {
    private static final int LONGEST = 1_000;

    private OAuthForm() {}

    /** {@code accountId} above 0: that one is authorised again, and there is no other. */
    record Start(int accountId, Authorisations.NewAccount account) {}

    static ClientConfigurations.Form readClient(byte[] bytes) {
        Body body = Body.parse(bytes, Set.of("name", "host", "url", "browserUrl", "applicationId", "secret"));
        return new ClientConfigurations.Form(body.text("name", LONGEST), body.text("host", LONGEST), body.text("url", LONGEST),
                body.text("browserUrl", LONGEST), body.text("applicationId", LONGEST), body.text("secret", LONGEST));
    }

    static Start readStart(byte[] bytes) {
        Body body = Body.parse(bytes, Set.of("accountId", "clientConfiguration", "name", "autoLink", "smartCommits", "ca"));
        int accountId = (int) body.number("accountId", Integer.MAX_VALUE);
        int client = (int) body.number("clientConfiguration", Integer.MAX_VALUE);
        if (accountId > 0) {
            return new Start(accountId, null);
        }
        if (client == 0) {
            throw new Refusal(400, "Choose a client configuration.", "clientConfiguration");
        }
        String name = body.text("name", 255);
        Certificates ca = AccountForm.certificates(body);
        return new Start(0, new Authorisations.NewAccount(client, name == null ? "" : name, !Boolean.FALSE.equals(body.bool("autoLink")),
                !Boolean.FALSE.equals(body.bool("smartCommits")), ca == null ? Certificates.NONE : ca));
    }
}
