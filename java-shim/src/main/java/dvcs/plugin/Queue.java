package dvcs.plugin;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Repositories that wait for a run, each at most once, in the order of their requests. One that is asked for while it
 * runs waits for that run and goes again. Thread-safe.
 */
final class Queue {
    private final Map<Lane, Deque<Integer>> waiting = Map.of(Lane.LIVE, new ArrayDeque<>(), Lane.BACKFILL, new ArrayDeque<>());
    private final Map<Integer, Ticket> known = new HashMap<>();
    private final List<Ticket> postponed = new ArrayList<>();

    /** A request for a run. */
    static final class Ticket {
        private final int repositoryId;
        private final int accountId;
        private final Lane lane;
        private boolean full;
        private boolean running;
        private boolean again;
        private boolean dropped;
        private Activity activity;
        private Runnable cancel = () -> {};

        private Ticket(int repositoryId, int accountId, Lane lane) {
            this.repositoryId = repositoryId;
            this.accountId = accountId;
            this.lane = lane;
        }

        int repositoryId() {
            return repositoryId;
        }

        int accountId() {
            return accountId;
        }

        Lane lane() {
            return lane;
        }
    }

    /** What a repository does: nothing, waiting, or running with an activity. */
    record View(boolean queued, boolean running, Activity activity) {}

    /** True: it is new here; false: it waits already, or it runs and will go again. */
    synchronized boolean add(int repositoryId, int accountId, Lane lane, boolean full) {
        Ticket there = known.get(repositoryId);
        if (there != null) {
            there.full |= full;
            there.again |= there.running;
            return false;
        }
        Ticket ticket = new Ticket(repositoryId, accountId, lane);
        ticket.full = full;
        known.put(repositoryId, ticket);
        waiting.get(lane).add(repositoryId);
        return true;
    }

    /** The next one, marked as running. */
    synchronized Optional<Ticket> next(Lane lane) {
        Integer id = waiting.get(lane).poll();
        if (id == null) {
            return Optional.empty();
        }
        Ticket ticket = known.get(id);
        ticket.running = true;
        ticket.again = false;
        ticket.dropped = false;
        return Optional.of(ticket);
    }

    /** Whether this run is a full one; asked once, when it starts. */
    synchronized boolean takeFull(Ticket ticket) {
        boolean full = ticket.full;
        ticket.full = false;
        return full;
    }

    /** One that was dropped while it got ready is cancelled at once. */
    synchronized void started(Ticket ticket, Activity activity, Runnable cancel) {
        ticket.activity = activity;
        ticket.cancel = cancel;
        if (ticket.dropped) {
            cancel.run();
        }
    }

    /** The run is over. True: it waits again, since it was asked for meanwhile. */
    synchronized boolean finished(Ticket ticket) {
        ticket.running = false;
        ticket.activity = null;
        ticket.cancel = () -> {};
        if (ticket.again) {
            waiting.get(ticket.lane).add(ticket.repositoryId);
            return true;
        }
        known.remove(ticket.repositoryId);
        return false;
    }

    /** It could not start now: it stays out of the line until {@link #recall}, with what was asked of it. */
    synchronized void postpone(Ticket ticket, boolean full) {
        ticket.running = false;
        ticket.full |= full;
        postponed.add(ticket);
    }

    /** Puts the postponed ones back into the line and returns their lanes. */
    synchronized List<Lane> recall() {
        List<Lane> lanes = new ArrayList<>();
        for (Ticket ticket : postponed) {
            waiting.get(ticket.lane).add(ticket.repositoryId);
            lanes.add(ticket.lane);
        }
        postponed.clear();
        return lanes;
    }

    /** Drops what waits for an account and cancels what runs. Returns how many were dropped. */
    synchronized int drop(int accountId) {
        int dropped = 0;
        for (Ticket ticket : List.copyOf(known.values())) {
            if (ticket.accountId == accountId) {
                dropped += drop(ticket) ? 1 : 0;
            }
        }
        return dropped;
    }

    synchronized boolean dropRepository(int repositoryId) {
        Ticket ticket = known.get(repositoryId);
        return ticket != null && drop(ticket);
    }

    synchronized int running() {
        return (int) known.values().stream().filter(ticket -> ticket.running).count();
    }

    synchronized View view(int repositoryId) {
        Ticket ticket = known.get(repositoryId);
        return ticket == null ? new View(false, false, null) : new View(!ticket.running, ticket.running, ticket.activity);
    }

    private boolean drop(Ticket ticket) {
        ticket.again = false;
        ticket.dropped = true;
        if (ticket.running) {
            ticket.cancel.run();
            return false;
        }
        waiting.get(ticket.lane).remove(ticket.repositoryId);
        postponed.remove(ticket);
        known.remove(ticket.repositoryId);
        return true;
    }
}
