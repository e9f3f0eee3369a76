package dvcs.api;

import java.util.List;

/** Where changes of the configuration are written down, by whom and when. Never throws: a change is not lost because of its trail. */
public interface AuditTrail {
    enum Action {
        ACCOUNT_ADDED, ACCOUNT_AUTHORISED, ACCOUNT_CHANGED, ACCOUNT_REMOVED, WEBHOOKS_RENEWED, RULES_CHANGED, DELETIONS_SETTLED,
        REPOSITORY_CHANGED, COMMAND_RETRIED, COMMAND_DISMISSED, MAPPING_ADDED, MAPPING_REMOVED,
        CLIENT_ADDED, CLIENT_CHANGED, CLIENT_REMOVED, COPY_SETTLED
    }

    /** What it is about. */
    enum Subject { ACCOUNT, REPOSITORY, COMMAND, MAPPING, CLIENT, CONNECTOR }

    enum Field {
        URL, AUTO_LINK, SMART_COMMITS, AUTHOR_POLICY, WEBHOOKS, TOKEN, CERTIFICATE, INCLUDE, EXCLUDE, LINKED, ACCEPTED, AUTHOR, USER, APPLICATION, SECRET, MOVED
    }

    /** Never a secret: of those only that they were changed. Empty: there was or is none. */
    record Change(Field field, String from, String to) {}

    record Entry(Action action, Subject subject, String name, String id, List<Change> changes) {
        public Entry {
            changes = List.copyOf(changes);
        }
    }

    /** By the user of this thread's request. */
    void record(Entry entry);
}
