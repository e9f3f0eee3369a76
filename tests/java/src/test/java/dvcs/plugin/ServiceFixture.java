package dvcs.plugin;

import static org.mockito.Mockito.mock;

import dvcs.api.Account;
import dvcs.api.NewAccount;
import dvcs.api.Repository;
import dvcs.bridge.Core;
import dvcs.bridge.CrashMarker;
import dvcs.bridge.NativeLibrary;
import dvcs.bridge.ScriptedBoundary;
import dvcs.commands.CommandParser;
import dvcs.commands.JiraActions;
import dvcs.store.CredentialVault;
import dvcs.store.TestDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The whole plugin but its native side and its web side. */
abstract class ServiceFixture {
    static final NewAccount ACME = new NewAccount("gitlab", "acme", "https://forge.example/", "glpat-secret", true);

    @TempDir
    Path home;

    final ScriptedBoundary natives = new ScriptedBoundary();
    final ScriptedForge forge = new ScriptedForge(natives);
    final MadeVerifier verifier = new MadeVerifier();
    final AtomicLong ahead = new AtomicLong();
    /** The system's, and as far ahead of it as a test wants. */
    final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Instant instant() {
            return Instant.now().plusMillis(ahead.get());
        }
    };
    Core core;
    volatile Grammar grammar = new Grammar(false, false);
    Tables tables;
    Health health;
    SyncService service;
    PluginConnector connector;

    void use(TestDatabase database) {
        tables = Tables.of(database.database(), new CredentialVault(home), "test", clock);
        start();
    }

    void start() {
        core = natives.startCore();
        service = new SyncService(tables, core, () -> grammar, new CrashGuard(new CrashMarker(home)), commands(), hooksHost());
        health = new Health();
        health.blocked("");
        health.library(new NativeLibrary(true, "", "{}"));
        health.service(service);
        connector = new PluginConnector(tables, health, moved -> false);
    }

    volatile String baseUrl = "https://jira.example";

    HooksHost hooksHost() {
        return new HooksHost(verifier, () -> baseUrl);
    }

    /** Jira is not asked by tests that have no smart commits. */
    CommandsHost commands() {
        return new CommandsHost(mock(JiraActions.class), mock(JiraActions.class), message -> new CommandParser.Parsed(List.of(), List.of()), "test");
    }

    @AfterEach
    void stop() {
        service.close();
        core.close();
    }

    static void await(String what, BooleanSupplier condition) {
        Eventually.isTrue(what, condition);
    }

    void later(Duration time) {
        ahead.addAndGet(time.toMillis());
    }

    Account account() {
        return connector.accounts().get(0);
    }

    void awaitIdle() {
        await("nothing runs", () -> !service.progresses().isWorking(account().id()) && service.queue().running() == 0);
        CountDownLatch kept = new CountDownLatch(1);
        service.hooks().after(kept::countDown);
        await("the webhooks are looked after", () -> kept.getCount() == 0);
    }

    Repository repository(long forgeId) {
        return connector.repositories(account().id(), "", 0, 100).items().stream()
                .filter(found -> found.forgeId() == forgeId).findFirst().orElseThrow();
    }

    List<String> commits() {
        return connector.development(Set.of("KEY-1")).commits().stream().map(commit -> commit.repository()).sorted().toList();
    }
}
