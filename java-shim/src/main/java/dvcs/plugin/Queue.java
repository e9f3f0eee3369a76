package dvcs.plugin;

import dvcs.api.Progress;
import dvcs.store.NotedRun;
import dvcs.store.Priorities.Wish;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Repositories that wait for a run, each at most once, in the order of their requests. One that is asked for while it
 * runs waits for that run and goes again. Thread-safe.
 */
final class Queue {
    private final Map<Lane, Deque<Integer>> waiting = new EnumMap<>(Lane.class);
    private final Map<Integer, Ticket> known = new HashMap<>();
    private final List<Ticket> postponed = new ArrayList<>();
    private final LongSupplier clock;

    Queue() {
        this(System::currentTimeMillis);
    }

    /** {@code clock}: by which cancellations are said, epoch milliseconds. */
    Queue(LongSupplier clock) {
        this.clock = clock;
        for (Lane lane : Lane.values()) {
            waiting.put(lane, new ArrayDeque<>());
        }
    }

    /** A request for a run. */
    static final class Ticket {
        private final int repositoryId;
        private final int accountId;
        private Lane lane;
        private Run run;
        private boolean running;
        private boolean again;
        private boolean dropped;
        private long askedAt;
        private long againAt;
        private long startedAt;
        private long movedAt;
        private Activity activity;
        private Runnable cancel = () -> {};

        private Ticket(int repositoryId, int accountId, Lane lane, Run run, long askedAt) {
            this.repositoryId = repositoryId;
            this.accountId = accountId;
            this.lane = lane;
            this.run = run;
            this.askedAt = askedAt;
        }

        int repositoryId() {
            return repositoryId;
        }

        int accountId() {
            return accountId;
        }

        private NotedRun noted() {
            Progress progress = activity == null ? Progress.NONE : activity.progress();
            return new NotedRun(repositoryId, accountId, run.kind(lane), running, running ? startedAt : askedAt, movedAt > 0, progress);
        }
    }

    /** What a repository does: nothing, waiting, or running with an activity. */
    record View(boolean queued, boolean running, Activity activity) {}

    /** One whose turn it is, and what it is to do. */
    record Turn(Ticket ticket, Lane lane, Run run, Optional<Wish> moved) {}

    /** What became of a request. */
    enum Added {
        NEW,
        /** It waited for the sweep, and has a better place now. */
        MOVED,
        /** It waits already, or runs and will go again. */
        THERE
    }

    synchronized Added add(int repositoryId, int accountId, Lane lane, Run run) {
        Ticket there = known.get(repositoryId);
        if (there == null) {
            known.put(repositoryId, new Ticket(repositoryId, accountId, lane, run, clock.getAsLong()));
            waiting.get(lane).add(repositoryId);
            return Added.NEW;
        }
        if (there.running) {
            there.run = there.again ? there.run.and(run) : run;
            there.lane = there.again && there.lane != Lane.SWEEP ? there.lane : lane;
            there.again = true;
            there.againAt = clock.getAsLong();
            return Added.THERE;
        }
        there.run = there.run.and(run);
        there.askedAt = clock.getAsLong();
        // What waits for the sweep is not to wait that long when somebody asks for it.
        if (there.lane == Lane.SWEEP && lane != Lane.SWEEP && waiting.get(Lane.SWEEP).remove(repositoryId)) {
            there.lane = lane;
            waiting.get(lane).add(repositoryId);
            return Added.MOVED;
        }
        return Added.THERE;
    }

    /** The next one, marked as running. */
    synchronized Optional<Turn> next(Lane lane) {
        Integer id = waiting.get(lane).poll();
        if (id == null) {
            return Optional.empty();
        }
        Ticket ticket = known.get(id);
        ticket.running = true;
        ticket.again = false;
        ticket.dropped = false;
        ticket.startedAt = clock.getAsLong();
        return Optional.of(new Turn(ticket, lane, ticket.run,
                ticket.movedAt > 0 ? Optional.of(new Wish(id, ticket.movedAt)) : Optional.empty()));
    }

    /** One that was dropped while it got ready is cancelled at once. */
    synchronized void started(Ticket ticket, Activity activity, Runnable cancel) {
        ticket.activity = activity;
        ticket.cancel = cancel;
        if (ticket.dropped) {
            cancel.run();
        }
    }

    /** The run is over. The lane in which it waits again, if it was asked for meanwhile. */
    synchronized Optional<Lane> finished(Ticket ticket) {
        ticket.running = false;
        ticket.activity = null;
        ticket.cancel = () -> {};
        ticket.askedAt = ticket.againAt;
        ticket.movedAt = 0;
        if (ticket.again) {
            waiting.get(ticket.lane).add(ticket.repositoryId);
            return Optional.of(ticket.lane);
        }
        known.remove(ticket.repositoryId);
        return Optional.empty();
    }

    /**
     * It could not start now: it stays out of the line until {@link #recall}, with what was asked of it. False: it was dropped
     * meanwhile, and nobody has asked again.
     */
    synchronized boolean postpone(Turn turn) {
        turn.ticket().running = false;
        if (turn.ticket().dropped && !turn.ticket().again) {
            known.remove(turn.ticket().repositoryId());
            return false;
        }
        if (!turn.ticket().dropped) {
            turn.ticket().run = turn.ticket().again ? turn.run().and(turn.ticket().run) : turn.run();
        }
        if (turn.ticket().again) {
            turn.ticket().askedAt = turn.ticket().againAt;
        }
        postponed.add(turn.ticket());
        return true;
    }

    /** Puts the postponed ones back into the line and returns their lanes. */
    synchronized List<Lane> recall() {
        List<Lane> lanes = new ArrayList<>();
        for (Ticket ticket : postponed) {
            enter(ticket);
            lanes.add(ticket.lane);
        }
        postponed.clear();
        return lanes;
    }

    /**
     * Puts one that waits before the others; a wish is heeded once. The lane that it has changed to: nobody who asks for it is to wait
     * for the sweep.
     */
    synchronized Optional<Lane> moveToTop(Wish wish) {
        Ticket ticket = known.get(wish.repositoryId());
        if (ticket == null || ticket.running || ticket.movedAt >= wish.at()) {
            return Optional.empty();
        }
        ticket.movedAt = wish.at();
        if (!waiting.get(ticket.lane).remove(wish.repositoryId())) {
            return Optional.empty(); // postponed: it comes back to the top
        }
        Lane before = ticket.lane;
        ticket.lane = before == Lane.SWEEP ? Lane.LIVE : before;
        enter(ticket);
        return ticket.lane == before ? Optional.empty() : Optional.of(ticket.lane);
    }

    /** Behind those that were moved up later than it, or at the end. */
    private void enter(Ticket ticket) {
        Deque<Integer> line = waiting.get(ticket.lane);
        if (ticket.movedAt == 0) {
            line.add(ticket.repositoryId);
            return;
        }
        Deque<Integer> before = new ArrayDeque<>();
        while (!line.isEmpty() && known.get(line.peek()).movedAt > ticket.movedAt) {
            before.push(line.poll());
        }
        line.addFirst(ticket.repositoryId);
        before.forEach(line::addFirst);
    }

    /** Everything, what waits in the order in which it gets its turn. */
    synchronized List<NotedRun> runs() {
        List<NotedRun> all = new ArrayList<>(known.size());
        known.values().stream().filter(ticket -> ticket.running).forEach(ticket -> all.add(ticket.noted()));
        for (Lane lane : Lane.values()) {
            waiting.get(lane).forEach(id -> all.add(known.get(id).noted()));
        }
        postponed.forEach(ticket -> all.add(ticket.noted()));
        return all;
    }

    /** Drops what waits for an account, and cancels what runs, if it was asked for until {@code before}. Returns how many were dropped. */
    synchronized int drop(int accountId, long before) {
        int dropped = 0;
        for (Ticket ticket : List.copyOf(known.values())) {
            if (ticket.accountId == accountId) {
                dropped += drop(ticket, before) ? 1 : 0;
            }
        }
        return dropped;
    }

    /** The account of the one that was dropped. */
    synchronized Optional<Integer> dropRepository(int repositoryId, long before) {
        Ticket ticket = known.get(repositoryId);
        return ticket != null && drop(ticket, before) ? Optional.of(ticket.accountId) : Optional.empty();
    }

    /** Whether anything waits or runs in this lane. */
    synchronized boolean isBusy(Lane lane) {
        return known.values().stream().anyMatch(ticket -> ticket.lane == lane);
    }

    synchronized int running() {
        return (int) known.values().stream().filter(ticket -> ticket.running).count();
    }

    synchronized View view(int repositoryId) {
        Ticket ticket = known.get(repositoryId);
        return ticket == null ? new View(false, false, null) : new View(!ticket.running, ticket.running, ticket.activity);
    }

    private boolean drop(Ticket ticket, long before) {
        if (ticket.askedAt > before) {
            return false;
        }
        ticket.again = ticket.again && ticket.againAt > before;
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
