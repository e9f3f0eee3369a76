package dvcs.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dvcs.store.AccountRecord;
import dvcs.store.CredentialVault;
import dvcs.store.Delivery;
import dvcs.store.Lease;
import dvcs.store.Leases;
import dvcs.store.ListedRepository;
import dvcs.store.RepositoryListing;
import dvcs.store.StoreException;
import dvcs.store.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is deleted for good, when something fails or comes back under it. */
class CleaningTest {
    @TempDir
    private Path home;

    private TestDatabase database;
    private Tables tables;
    private Cleaning cleaning;

    private void use(TestDatabase given) {
        database = given;
        tables = Tables.of(database.database(), new CredentialVault(home), "test", TestDatabase.CLOCK);
        cleaning = new Cleaning(tables, new Heartbeat(tables.leases()), account -> true, () -> false);
    }

    private int gone(long forgeId) {
        int id = database.newRepository(1, forgeId);
        tables.database().change(sql -> sql.update("UPDATE <REPOSITORY> SET [GONE_AT] = 1, [FULL_WANTED] = ? WHERE [ID] = ?", false, id));
        return id;
    }

    private boolean isThere(int repository) {
        return tables.repositories().find(repository).isPresent();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void oneThatFailsDoesNotStopThoseBehindIt(TestDatabase given) {
        use(given);
        int rounds = 0;
        for (int statement = 4; rounds == 0; statement++) {
            assertThat(statement).as("some statement belongs to the first one").isLessThan(40);
            int first = gone(100 + statement);
            int second = gone(200 + statement);
            database.failAt(statement);
            cleaning.graves();
            database.failAt(0);
            rounds += isThere(first) && !isThere(second) ? 1 : 0;
            cleaning.graves();
            assertThat(isThere(first) || isThere(second)).as("the next time all go").isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void ofARemovedAccountTheOthersGoAndTheAccountStaysUntilAllAreGone(TestDatabase given) {
        use(given);
        int account = tables.accounts().insert(AccountRecord.unlisted(0, "gitlab", "acme", "https://forge", true, ""), "t", true);
        int first = database.newRepository(account, 1);
        int second = database.newRepository(account, 2);
        tables.leases().tryAcquire(Lease.ofDetails(account));
        tables.accounts().markRemoved(account);
        boolean failed = false;
        for (int statement = 3; !failed; statement++) {
            database.failAt(statement);
            cleaning.removedAccounts();
            database.failAt(0);
            failed = isThere(first) && !isThere(second);
            assertThat(statement).isLessThan(40);
            assertThat(isThere(second) || failed).as("only the statement of the first one fails").isTrue();
        }
        assertThat(tables.accounts().removed()).containsExactly(account);
        cleaning.removedAccounts();
        assertThat(isThere(first)).isFalse();
        assertThat(tables.accounts().removed()).isEmpty();
        assertThat(database.count("LEASE")).as("nothing is left of it").isZero();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void anAccountWhoseForgeIsTroubleStopsNoOther(TestDatabase given) {
        use(given);
        int first = tables.accounts().insert(AccountRecord.unlisted(0, "gitlab", "acme", "https://forge", true, ""), "t", true);
        int second = tables.accounts().insert(AccountRecord.unlisted(0, "gitlab", "other", "https://forge", true, ""), "t", true);
        tables.accounts().markRemoved(first);
        tables.accounts().markRemoved(second);
        new Cleaning(tables, new Heartbeat(tables.leases()), account -> {
            if (account == first) {
                throw new IllegalStateException("injected");
            }
            return true;
        }, () -> false).removedAccounts();
        assertThat(tables.accounts().removed()).containsExactly(first);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void oneThatComesBackUnderItsDeletionStaysAndIsReadAnew(TestDatabase given) {
        use(given);
        int id = gone(7);
        Lease lease = tables.leases().tryAcquire(Lease.ofRepository(id)).orElseThrow();
        database.failAt(8); // in the slices
        assertThatThrownBy(() -> tables.removal().goneRepository(lease, id, 2)).isInstanceOf(StoreException.class);
        database.failAt(0);
        Lease account = tables.leases().tryAcquire(Lease.ofAccount(1)).orElseThrow();
        new RepositoryListing(tables.database(), account, 1, true, 4).store(List.of(
                new ListedRepository(7, "acme/r7", "r7", "https://forge/acme/r7", "", "main", false, false, 0)));
        tables.removal().goneRepository(lease, id, 2);
        assertThat(isThere(id)).isTrue();
        assertThat(tables.repositories().find(id).orElseThrow().fullWanted()).as("some of its rows may be missing").isTrue();
    }

    private void command(String hash, long authoredAt) {
        database.database().change(sql -> sql.update("INSERT INTO <COMMAND> ([UNIQUE_HASH], [EQUAL_HASH], [COMMIT_HASH], [KIND], [STATE], [AUTHORED_AT], "
                + "[CHANGED_AT], [TRIES]) VALUES (?, 'e', 'c', 'COMMENT', 'REFUSED', ?, ?, 0)", hash, authoredAt, authoredAt));
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void oldCommandsGoOnceADayWhileNobodyExecutesAny(TestDatabase given) {
        use(given);
        command("old", tables.clock().millis() - TimeUnit.DAYS.toMillis(366));
        command("young", tables.clock().millis() - TimeUnit.DAYS.toMillis(364));
        Lease runner = tables.leases().tryAcquire(Lease.ofCommands()).orElseThrow();
        Cleaning other = new Cleaning(Tables.of(database.database(), new CredentialVault(home), "other", TestDatabase.CLOCK),
                new Heartbeat(new Leases(database.database(), "other")), account -> true, () -> false);
        other.graves();
        assertThat(database.count("COMMAND")).as("they are being executed").isEqualTo(2);
        tables.leases().release(runner);
        other.graves();
        assertThat(database.count("COMMAND")).isEqualTo(1);
        command("old", 1);
        other.graves();
        assertThat(database.count("COMMAND")).as("it looked today").isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void oldDeliveriesGoAndMarksOfAccountsThatAreNoMore(TestDatabase given) {
        use(given);
        given.newRepository(1, 7);
        long now = tables.clock().millis();
        long old = now - TimeUnit.DAYS.toMillis(8);
        tables.hooks().inbox().store(List.of(new Delivery(1, 7, "PUSH", "", "old", true, old), new Delivery(1, 7, "PUSH", "", "new", true, now)),
                Set.of(99), Set.of(), now);
        assertThat(given.count("HOOK_MARK")).isEqualTo(3);
        cleaning.graves();
        assertThat(given.count("HOOK_DELIVERY")).isEqualTo(1);
        assertThat(given.count("HOOK_MARK")).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void leasesOfWhatIsNoMoreGoAndHeldOnesStay(TestDatabase given) {
        use(given);
        database.newRepository(1, 1);
        tables.leases().release(tables.leases().tryAcquire(Lease.ofRepository(99)).orElseThrow());
        tables.leases().release(tables.leases().tryAcquire(Lease.ofDetails(99)).orElseThrow());
        tables.leases().tryAcquire(Lease.ofAccount(98));
        cleaning.graves();
        List<String> left = tables.database().read(
                sql -> sql.query("SELECT [RESOURCE] FROM <LEASE> ORDER BY [RESOURCE]", row -> row.getString(1)));
        assertThat(left).as("the one of the commands is of no row").containsExactly("account:1", "account:98", "commands");
    }
}
