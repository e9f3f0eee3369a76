package dvcs.plugin;

import dvcs.oauth.Forge;
import dvcs.store.AccountRecord;

/** What the way of an authorisation asks of the running plugin. */
final class PluginForge implements Forge {
    private final Health health;
    private final Admission admission;

    PluginForge(Health health, Admission admission) {
        this.health = health;
        this.admission = admission;
    }

    @Override
    public void requireReady() {
        health.requireService();
    }

    @Override
    public void examine(AccountRecord account, String token) {
        admission.examine(account, token, health.requireService());
    }

    @Override
    public void begin(int accountId, boolean isNew) {
        SyncService service = health.requireService();
        if (isNew) {
            service.refresh(accountId, true);
        } else {
            service.sessions().closeAccount(accountId);
            service.refreshAgain(accountId, false);
        }
    }
}
