package dvcs.plugin;

import dvcs.commands.CommandRunner;
import dvcs.oauth.OAuth;
import dvcs.store.Accounts;
import dvcs.store.Cancellations;
import dvcs.store.Clients;
import dvcs.store.ClusterWork;
import dvcs.store.CommandLog;
import dvcs.store.CredentialVault;
import dvcs.store.Database;
import dvcs.store.DatabaseClock;
import dvcs.store.DevelopmentReader;
import dvcs.store.DevelopmentVersions;
import dvcs.store.Grants;
import dvcs.store.Leases;
import dvcs.store.OAuthFlows;
import dvcs.store.Priorities;
import dvcs.store.QueueReader;
import dvcs.store.Removal;
import dvcs.store.Repositories;
import dvcs.store.RuleTable;
import dvcs.store.Settings;
import dvcs.store.ShownStamp;
import dvcs.store.TokenExpiries;
import java.time.Clock;

/** Everything that reads and writes the database, made once. */
record Tables(
        Database database,
        Settings settings,
        Accounts accounts,
        Repositories repositories,
        DevelopmentReader development,
        LiveDevelopment live,
        Leases leases,
        Removal removal,
        Cancellations cancellations,
        ClusterWork clusterWork,
        Priorities priorities,
        QueueReader queueReader,
        RuleTable rules,
        CommandRunner.Tables commands,
        CommandLog commandLog,
        HookTables hooks,
        OAuth.Tables oauth,
        Clock clock) {
    /** Nodes whose clocks differ write down the same time: see {@link DatabaseClock}. */
    static final long CLOCK_SECONDS = 60;
    /** Name of the node where there is no cluster. */
    static final String SINGLE = "single";

    void measureClock() {
        if (clock instanceof DatabaseClock shared) {
            shared.measure();
        }
    }

    private static LiveDevelopment live(Database database, String node) {
        LiveDevelopment live = new LiveDevelopment(new DevelopmentVersions(database)::read,
                node.equals(SINGLE) ? LiveDevelopment.ALONE : LiveDevelopment.cluster(new ShownStamp(database, node)), System::nanoTime);
        database.whenShownChanges(live::written);
        return live;
    }

    static Tables of(Database database, CredentialVault vault, String node, Clock clock) {
        Accounts accounts = new Accounts(database, vault, clock);
        return new Tables(database, new Settings(database), accounts, new Repositories(database),
                new DevelopmentReader(database), live(database, node), new Leases(database, node), new Removal(database),
                new Cancellations(database), new ClusterWork(database, node), new Priorities(database), new QueueReader(database), new RuleTable(database),
                CommandRunner.Tables.of(database, clock),
                new CommandLog(database, clock), new HookTables(database, vault), new OAuth.Tables(
                        new Clients(database, vault, clock), new OAuthFlows(database, vault, clock), new Grants(database, vault, clock),
                        new TokenExpiries(database, clock), accounts, clock), clock);
    }
}
