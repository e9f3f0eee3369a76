package dvcs.web;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import dvcs.api.AuditTrail;
import dvcs.api.AuditTrail.Action;
import dvcs.api.AuditTrail.Change;
import dvcs.api.AuditTrail.Entry;
import dvcs.api.AuditTrail.Field;
import dvcs.api.AuditTrail.Subject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down what changes the configuration: of each such address what it is about, and how that stood before and after. Of secrets it
 * only says that they were changed.
 */
final class Auditing {
    /** What an address does. */
    record Plan(Action action, Subject subject) {}

    static final Map<String, Plan> CHANGES = Map.ofEntries(
            Map.entry("POST accounts", new Plan(Action.ACCOUNT_ADDED, Subject.ACCOUNT)),
            Map.entry("PUT accounts/{id}", new Plan(Action.ACCOUNT_CHANGED, Subject.ACCOUNT)),
            Map.entry("DELETE accounts/{id}", new Plan(Action.ACCOUNT_REMOVED, Subject.ACCOUNT)),
            Map.entry("PUT accounts/{id}/rules", new Plan(Action.RULES_CHANGED, Subject.ACCOUNT)),
            Map.entry("POST accounts/{id}/deletions", new Plan(Action.DELETIONS_SETTLED, Subject.ACCOUNT)),
            Map.entry("POST accounts/{id}/webhooks", new Plan(Action.WEBHOOKS_RENEWED, Subject.ACCOUNT)),
            Map.entry("PUT repositories/{id}", new Plan(Action.REPOSITORY_CHANGED, Subject.REPOSITORY)),
            Map.entry("POST repositories/{id}/deletions", new Plan(Action.DELETIONS_SETTLED, Subject.REPOSITORY)),
            Map.entry("POST commands/{id}/retry", new Plan(Action.COMMAND_RETRIED, Subject.COMMAND)),
            Map.entry("POST commands/{id}/dismiss", new Plan(Action.COMMAND_DISMISSED, Subject.COMMAND)),
            Map.entry("POST author-mappings", new Plan(Action.MAPPING_ADDED, Subject.MAPPING)),
            Map.entry("DELETE author-mappings/{id}", new Plan(Action.MAPPING_REMOVED, Subject.MAPPING)),
            Map.entry("POST client-configurations", new Plan(Action.CLIENT_ADDED, Subject.CLIENT)),
            Map.entry("PUT client-configurations/{id}", new Plan(Action.CLIENT_CHANGED, Subject.CLIENT)),
            Map.entry("DELETE client-configurations/{id}", new Plan(Action.CLIENT_REMOVED, Subject.CLIENT)),
            Map.entry("POST status/resume", new Plan(Action.COPY_SETTLED, Subject.CONNECTOR)));

    /** They begin or end work, or only ask, and change no configuration. What comes of oauth/start is written down when it comes. */
    static final Set<String> NO_CHANGES = Set.of("POST accounts/{id}/refresh", "POST accounts/{id}/cancel", "POST accounts/{id}/doctor",
            "POST accounts/{id}/rules/preview", "POST repositories/{id}/sync", "POST repositories/{id}/cancel", "POST repositories/{id}/top",
            "POST commands/dry-run", "POST oauth/start");

    private static final Map<String, Field> SECRETS = Map.of("token", Field.TOKEN, "secret", Field.SECRET);
    private static final Map<String, Field> DECISIONS = Map.of("accept", Field.ACCEPTED, "moved", Field.MOVED);
    private static final String CHANGED = "***";
    private static final Logger LOG = LoggerFactory.getLogger(Auditing.class);

    private final AuditTrail trail;
    private final AuditViews views;

    Auditing(AuditTrail trail, AuditViews views) {
        this.trail = trail;
        this.views = views;
    }

    /** The same route; what it changes is written down. */
    Route of(Route route) {
        Plan plan = CHANGES.get(route.method() + " " + route.pattern());
        return plan == null ? route : new Route(route.method(), route.pattern(), route.access(), (call, argument) -> audited(route, plan, call, argument));
    }

    /** An account was added or authorised at its host, by a way that is no route. */
    void authorised(int accountId, boolean isNew) {
        AuditViews.View now = views.find(Subject.ACCOUNT, String.valueOf(accountId));
        record(new Plan(isNew ? Action.ACCOUNT_ADDED : Action.ACCOUNT_AUTHORISED, Subject.ACCOUNT), now,
                isNew ? changes(Map.of(), now.values()) : List.of(new Change(Field.TOKEN, "", CHANGED)));
    }

    private Answer audited(Route route, Plan plan, Call call, String argument) {
        AuditViews.View before = views.find(plan.subject(), argument);
        Answer answer = route.handler().answer(call, argument);
        if (answer.status() < 400 && (plan.action() != Action.WEBHOOKS_RENEWED || call.flag("renew"))) {
            try {
                JsonObject made = parse(answer.json());
                AuditViews.View after = plan.subject() == Subject.COMMAND ? AuditViews.command(made)
                        : views.find(plan.subject(), argument.isEmpty() ? String.valueOf(made.getInt("id")) : argument);
                List<Change> changes = changes(before.values(), after.values());
                changes.addAll(said(parse(new String(call.body(), StandardCharsets.UTF_8))));
                record(plan, after.name().isEmpty() ? before : after, changes);
            } catch (RuntimeException e) {
                LOG.warn("{} {} could not be written to the audit log.", call.method(), call.path(), e);
            }
        }
        return answer;
    }

    private void record(Plan plan, AuditViews.View view, List<Change> changes) {
        trail.record(new Entry(plan.action(), plan.subject(), view.name(), view.id(), changes));
    }

    private static List<Change> changes(Map<Field, String> before, Map<Field, String> after) {
        Map<Field, String> all = new EnumMap<>(Field.class);
        all.putAll(before);
        all.putAll(after);
        List<Change> changes = new ArrayList<>();
        for (Field field : all.keySet()) {
            String from = before.getOrDefault(field, "");
            String to = after.getOrDefault(field, "");
            if (!from.equals(to)) {
                changes.add(new Change(field, from, to));
            }
        }
        return changes;
    }

    /** What only the request says: that there is another secret, and decisions that nothing shows afterwards. */
    private static List<Change> said(JsonObject body) {
        List<Change> changes = new ArrayList<>();
        SECRETS.forEach((name, field) -> {
            if (body.isString(name) && !body.getString(name).isEmpty()) {
                changes.add(new Change(field, "", CHANGED));
            }
        });
        DECISIONS.forEach((name, field) -> {
            if (body.isBoolean(name)) {
                changes.add(new Change(field, "", String.valueOf(body.getBoolean(name))));
            }
        });
        return changes;
    }

    /** Both are known to be well-formed: the one is ours, the other was read before. */
    private static JsonObject parse(String json) {
        try {
            return json.isEmpty() ? new JsonObject() : JsonParser.object().from(json);
        } catch (JsonParserException e) {
            return new JsonObject();
        }
    }
}
