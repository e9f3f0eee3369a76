package dvcs.plugin;

import dvcs.store.Lease;
import dvcs.store.Leases;
import dvcs.store.TestDatabase;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;

/** An account whose webhooks were looked after once. */
abstract class KeptHooksFixture extends HooksFixture {
    Map<Long, ScriptedHooks.Standing> standing() {
        return forge.hooks().standing();
    }

    void useKept(TestDatabase database, int repositories) {
        useImported(database, repositories);
        await("all were looked at", () -> account().webhooks().checkedAt() > 0);
        forge.hooks().forgetJobs();
    }

    void keep(boolean renew) {
        later(Duration.ofMillis(1)); // whatever happened before is before
        long before = clock.millis();
        connector.keepWebhooks(account().id(), renew);
        await("all were looked at", () -> account().webhooks().checkedAt() >= before);
    }

    void theNextDay(String what, BooleanSupplier done) {
        later(Duration.ofHours(21));
        connector.refresh(account().id());
        await(what, done);
    }

    void keepFails() {
        later(Duration.ofMillis(1));
        connector.keepWebhooks(account().id(), false);
        await("the look failed", () -> !account().webhooks().error().isEmpty());
    }

    /** Returns when nobody holds the account's lease for webhooks: whatever was asked of the keeper's one thread is done. */
    Lease awaitKeeper() {
        CountDownLatch through = new CountDownLatch(1);
        service.hooks().after(through::countDown);
        await("the keeper is through", () -> through.getCount() == 0);
        Leases leases = new Leases(tables.database(), "test");
        Lease lease = leases.tryAcquire(Lease.ofHooks(account().id())).orElseThrow();
        leases.release(lease);
        return lease;
    }
}
