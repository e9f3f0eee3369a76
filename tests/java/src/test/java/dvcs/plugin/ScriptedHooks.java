package dvcs.plugin;

import dvcs.bridge.Batches;
import dvcs.wire.EnsureHooks;
import dvcs.wire.HookChange;
import dvcs.wire.HookState;
import dvcs.wire.Outcome;
import dvcs.wire.RemoveHooks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** The webhooks of the scripted forge: what the core does with them, in as few words. */
final class ScriptedHooks {
    private final Map<Long, Standing> standing = new LinkedHashMap<>();
    private final List<String> jobs = new ArrayList<>();
    private final Set<Long> refused = ConcurrentHashMap.newKeySet();
    private long last = 1_000;
    private boolean group;
    private volatile int fails;
    private Runnable meanwhile = () -> {};

    /** One webhook. */
    record Standing(long id, String url, String secret) {}

    /** By the number of the repository; 0: the group's. */
    synchronized Map<Long, Standing> standing() {
        return Map.copyOf(standing);
    }

    synchronized List<String> jobs() {
        return List.copyOf(jobs);
    }

    synchronized void forgetJobs() {
        jobs.clear();
    }

    /** The token may not touch this repository's webhooks. */
    void refuses(long repository, boolean refuse) {
        if (refuse) {
            refused.add(repository);
        } else {
            refused.remove(repository);
        }
    }

    /** Every job ends so; 0: well. */
    void fails(int code) {
        fails = code;
    }

    /** Happens once, while the next look at what stands is under way. */
    synchronized void meanwhile(Runnable what) {
        meanwhile = what;
    }

    /** Groups can have webhooks here. */
    synchronized void groups() {
        group = true;
    }

    synchronized List<byte[]> ensure(long job, EnsureHooks wire, LongSupplier next) {
        jobs.add("ensure " + wire.repositoriesLength() + " known " + wire.knownLength());
        if (fails != 0) {
            return failed(job, next);
        }
        Runnable once = meanwhile;
        meanwhile = () -> {};
        once.run();
        Batches rows = new Batches();
        boolean covered = group && !String.valueOf(wire.group()).isEmpty();
        if (covered && refused.contains(0L)) {
            return List.of(rows.hook(0, 0, Outcome.Failed, HookState.Unknown, HookChange.None, "The group may not be asked.").finished(true)
                    .build(next.getAsLong(), job, 0));
        }
        if (covered) {
            HookChanged changed = change(0, wire);
            rows.hook(0, changed.id(), Outcome.Ok, HookState.Working, changed.change(), "The group's webhook stands.");
        }
        for (int i = 0; i < wire.repositoriesLength(); i++) {
            long id = wire.repositories(i).id();
            if (refused.contains(id)) {
                rows.hook(id, 0, Outcome.Failed, HookState.Unknown, HookChange.None, "The token may not.");
            } else if (covered) {
                if (isKnown(id, wire)) { // as the core: it looks at none of these repositories
                    standing.remove(id);
                }
                rows.hook(id, 0, Outcome.Ok, HookState.Working, HookChange.None, "The group's webhook covers it.");
            } else {
                HookChanged changed = change(id, wire);
                rows.hook(id, changed.id(), Outcome.Ok, HookState.Working, changed.change(), "The webhook stands.");
            }
        }
        return List.of(rows.finished(true).build(next.getAsLong(), job, 0));
    }

    private record HookChanged(long id, byte change) {}

    private HookChanged change(long id, EnsureHooks wire) {
        Standing before = standing.get(id);
        if (isKnown(id, wire) && before.url().equals(wire.url())) {
            return new HookChanged(before.id(), HookChange.None);
        }
        return new HookChanged(made(id, wire), before == null ? HookChange.Created : HookChange.Updated);
    }

    private boolean isKnown(long id, EnsureHooks wire) {
        boolean known = false;
        for (int i = 0; i < wire.knownLength(); i++) {
            known |= wire.known(i).repositoryId() == id && standing.containsKey(id) && wire.known(i).hookId() == standing.get(id).id();
        }
        return known;
    }

    private long made(long id, EnsureHooks wire) {
        long number = standing.containsKey(id) ? standing.get(id).id() : ++last;
        standing.put(id, new Standing(number, wire.url(), wire.secret()));
        return number;
    }

    synchronized List<byte[]> remove(long job, RemoveHooks wire, LongSupplier next) {
        jobs.add("remove " + wire.repositoriesLength());
        if (fails != 0) {
            return failed(job, next);
        }
        Batches rows = new Batches();
        if (!String.valueOf(wire.group()).isEmpty()) {
            standing.remove(0L);
            rows.hook(0, 0, Outcome.Ok, HookState.Missing, HookChange.Removed, "1 webhook was removed.");
        }
        for (int i = 0; i < wire.repositoriesLength(); i++) {
            long id = wire.repositories(i).id();
            if (refused.contains(id)) {
                rows.hook(id, 0, Outcome.Failed, HookState.Unknown, HookChange.None, "The token may not.");
            } else {
                standing.remove(id);
                rows.hook(id, 0, Outcome.Ok, HookState.Missing, HookChange.Removed, "1 webhook was removed.");
            }
        }
        return List.of(rows.finished(true).build(next.getAsLong(), job, 0));
    }

    private List<byte[]> failed(long job, LongSupplier next) {
        return List.of(new Batches().failed(fails, "The forge said no (" + fails + ").").build(next.getAsLong(), job, 0));
    }
}
