package dvcs.web;

import com.grack.nanojson.JsonObject;
import dvcs.api.Account;
import dvcs.api.AuditTrail.Field;
import dvcs.api.AuditTrail.Subject;
import dvcs.api.ClientConfiguration;
import dvcs.api.Repository;
import dvcs.api.RepositoryRules;
import dvcs.api.SmartCommits.AuthorMapping;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How things stand that the audit log is about, without their secrets. */
final class AuditViews {
    private static final Logger LOG = LoggerFactory.getLogger(AuditViews.class);
    private static final View NONE = new View("", "", Map.of());
    private static final View CONNECTOR = new View("DVCS connector", "", Map.of());

    private final Web.Rooms rooms;

    AuditViews(Web.Rooms rooms) {
        this.rooms = rooms;
    }

    /** {@code name} empty: there is no such thing. */
    record View(String name, String id, Map<Field, String> values) {}

    /** {@code id}: its number; others have none. What can't be read is no reason to refuse a change. */
    View find(Subject subject, String id) {
        try {
            int number = id.isEmpty() ? 0 : Integer.parseInt(id);
            return switch (subject) {
                case ACCOUNT -> rooms.connector().account(number).map(this::account).orElse(NONE);
                case REPOSITORY -> rooms.connector().repository(number).map(AuditViews::repository).orElse(NONE);
                case MAPPING -> rooms.smartCommits().mappings().stream().filter(each -> each.id() == number).findFirst().map(AuditViews::mapping).orElse(NONE);
                case CLIENT -> rooms.clients().list().stream().filter(each -> each.id() == number).findFirst().map(AuditViews::client).orElse(NONE);
                case CONNECTOR -> CONNECTOR;
                case COMMAND -> NONE;
            };
        } catch (RuntimeException e) {
            LOG.info("What the audit log is to say about {} {} can't be read: {}", subject, id, e.getMessage());
            return NONE;
        }
    }

    /** As the API answered it. */
    static View command(JsonObject answer) {
        return new View(("#" + answer.getString("name", "") + " " + answer.getString("issueKey", "")).strip(), String.valueOf(answer.getInt("id")), Map.of());
    }

    private View account(Account account) {
        RepositoryRules.Rules rules = rooms.rules().rules(account.id());
        String address = account.name().isEmpty() ? account.url() : account.url() + "/" + account.name();
        return new View(address, String.valueOf(account.id()), Map.of(Field.URL, address, Field.AUTO_LINK, String.valueOf(account.autoLink()),
                Field.SMART_COMMITS, String.valueOf(account.smartCommits()), Field.AUTHOR_POLICY, account.authorPolicy().name(),
                Field.WEBHOOKS, String.valueOf(account.webhooks().create()), Field.CERTIFICATE, account.certificate(),
                Field.INCLUDE, rules.include(), Field.EXCLUDE, rules.exclude()));
    }

    private static View repository(Repository repository) {
        return new View(repository.path(), String.valueOf(repository.id()),
                Map.of(Field.LINKED, String.valueOf(repository.linked()), Field.SMART_COMMITS, repository.smartCommits().name()));
    }

    private static View mapping(AuthorMapping mapping) {
        return new View(mapping.author(), String.valueOf(mapping.id()), Map.of(Field.AUTHOR, mapping.author(), Field.USER, mapping.userName()));
    }

    private static View client(ClientConfiguration client) {
        return new View(client.name(), String.valueOf(client.id()), Map.of(Field.URL, client.url(), Field.APPLICATION, client.applicationId()));
    }
}
