package dvcs.plugin;

import java.util.function.Supplier;

/** What webhooks need of others. {@code baseUrl}: of Jira, as an administrator configured it. */
record HooksHost(HookVerifier verifier, Supplier<String> baseUrl) {}
