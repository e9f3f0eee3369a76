package dvcs.plugin;

import dvcs.store.CredentialVault;
import dvcs.store.Database;
import dvcs.store.HookInbox;
import dvcs.store.HookMarks;
import dvcs.store.HookPlaces;
import dvcs.store.HookSecrets;

/** What is stored about webhooks. */
record HookTables(HookInbox inbox, HookMarks marks, HookSecrets secrets, HookPlaces places) {
    HookTables(Database database, CredentialVault vault) {
        this(new HookInbox(database), new HookMarks(database), new HookSecrets(database, vault), new HookPlaces(database));
    }
}
