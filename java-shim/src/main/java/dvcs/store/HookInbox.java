package dvcs.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Stores what webhooks delivered, many at once: each delivery at most once, and what is to be looked at because of it. */
public final class HookInbox {
    private static final int TRIES = 3;
    private static final String INSERT = "INSERT INTO <HOOK_DELIVERY> ([UNIQUE_HASH], [ACCOUNT_ID], [FORGE_ID], [KIND], [PUSHER], [RECEIVED_AT]) "
            + "VALUES (?, ?, ?, ?, ?, ?)";
    private static final String FIND = "SELECT [UNIQUE_HASH], [ID], [ACCOUNT_ID], [GENERATION], [FULL_WANTED], [LINKED], [GONE_AT] "
            + "FROM <REPOSITORY> WHERE [UNIQUE_HASH] IN (?*)";

    private final Database database;

    public HookInbox(Database database) {
        this.database = database;
    }

    /** What is to be looked at: repositories, and accounts as a whole. */
    public record Found(Collection<Hooked> repositories, Set<Integer> accounts) {}

    private record Known(Hooked repository, boolean linked, boolean gone) {}

    /**
     * One transaction. {@code accounts}: to be looked at as a whole, whatever was delivered; {@code seen}: a verified delivery came
     * that needs no row.
     *
     * @throws StoreException nothing is stored
     */
    public Found store(List<Delivery> deliveries, Set<Integer> accounts, Set<Integer> seen, long now) {
        for (int attempt = 1; ; attempt++) {
            try {
                return database.write(sql -> store(sql, deliveries, accounts, seen, now));
            } catch (StoreException e) {
                if (!e.isConstraintViolation() || attempt == TRIES) {
                    throw e;
                }
                // Another node stored one of them, or the first mark of one of the repositories, between our look and our insert.
            }
        }
    }

    private static Found store(Sql sql, List<Delivery> deliveries, Set<Integer> accounts, Set<Integer> seen, long now) throws SQLException {
        Set<Integer> dirty = new HashSet<>(accounts);
        Map<String, Known> repositories = repositories(sql, deliveries);
        Set<Integer> linking = linking(sql, deliveries, repositories);
        TreeMap<String, Delivery> wanted = new TreeMap<>();
        for (Delivery delivery : deliveries) {
            Known known = repositories.get(HookMarks.hash(delivery.accountId(), delivery.forgeId()));
            boolean unknown = delivery.forgeId() != 0 && (known == null || known.gone());
            if (delivery.forgeId() == 0 || (unknown ? linking.contains(delivery.accountId()) : known.linked())) {
                wanted.put(delivery.hash(), delivery);
            }
        }
        Map<Integer, Hooked> found = new LinkedHashMap<>();
        List<HookMarks.Mark> marks = new ArrayList<>();
        for (Delivery delivery : insert(sql, wanted)) {
            Known known = repositories.get(HookMarks.hash(delivery.accountId(), delivery.forgeId()));
            if (known == null || known.gone()) {
                dirty.add(delivery.accountId());
            } else {
                found.put(known.repository().id(), known.repository());
                marks.add(new HookMarks.Mark(delivery.accountId(), delivery.forgeId(), 0));
            }
        }
        dirty.forEach(account -> marks.add(new HookMarks.Mark(account, 0, 0)));
        Set<Integer> alive = new HashSet<>(seen);
        deliveries.forEach(delivery -> alive.add(delivery.accountId()));
        HookMarks.store(sql, marks, alive, now);
        return new Found(found.values(), dirty);
    }

    /** Those that count: new ones, and such as only look like one that came before. */
    private static List<Delivery> insert(Sql sql, TreeMap<String, Delivery> wanted) throws SQLException {
        Set<String> there = new HashSet<>(sql.queryIn("SELECT [UNIQUE_HASH] FROM <HOOK_DELIVERY> WHERE [UNIQUE_HASH] IN (?*)",
                wanted.keySet(), row -> row.getString(1)));
        List<Map.Entry<String, Delivery>> fresh = wanted.entrySet().stream().filter(entry -> !there.contains(entry.getKey())).toList();
        sql.batch(INSERT, fresh, entry -> new Object[] {entry.getKey(), entry.getValue().accountId(), entry.getValue().forgeId(),
            entry.getValue().kind(), Texts.cut(entry.getValue().pusher()), entry.getValue().receivedAt()});
        return wanted.entrySet().stream().filter(entry -> !there.contains(entry.getKey()) || !entry.getValue().named())
                .map(Map.Entry::getValue).toList();
    }

    private static Map<String, Known> repositories(Sql sql, List<Delivery> deliveries) throws SQLException {
        Set<String> hashes = new HashSet<>();
        deliveries.stream().filter(delivery -> delivery.forgeId() != 0)
                .forEach(delivery -> hashes.add(HookMarks.hash(delivery.accountId(), delivery.forgeId())));
        Map<String, Known> found = new HashMap<>();
        sql.queryIn(FIND, hashes, row -> found.put(row.getString(1), new Known(
                new Hooked(row.getInt(2), row.getInt(3), row.getInt(4) > 0 && !row.getBoolean(5)), row.getBoolean(6), row.getLong(7) != 0)));
        return found;
    }

    /** Accounts that take a repository which they do not know; asked only if there is one. */
    private static Set<Integer> linking(Sql sql, List<Delivery> deliveries, Map<String, Known> repositories) throws SQLException {
        Set<Integer> asked = new HashSet<>();
        for (Delivery delivery : deliveries) {
            Known known = repositories.get(HookMarks.hash(delivery.accountId(), delivery.forgeId()));
            if (delivery.forgeId() != 0 && (known == null || known.gone())) {
                asked.add(delivery.accountId());
            }
        }
        Set<Integer> linking = new HashSet<>();
        sql.queryIn("SELECT [ID], [AUTO_LINK], [REMOVED] FROM <ACCOUNT> WHERE [ID] IN (?*)", asked,
                row -> row.getBoolean(2) && !row.getBoolean(3) && linking.add(row.getInt(1)));
        return linking;
    }

    /** Deletes what was received before {@code limit}, a slice. False: nothing was left. */
    public boolean deleteBefore(long limit) {
        return database.write(sql -> {
            List<Integer> old = sql.page("SELECT [ID] FROM <HOOK_DELIVERY> WHERE [RECEIVED_AT] < ?", row -> row.getInt(1), 0, Sql.BATCH, limit);
            sql.updateIn("DELETE FROM <HOOK_DELIVERY> WHERE [ID] IN (?*)", old);
            return !old.isEmpty();
        });
    }
}
