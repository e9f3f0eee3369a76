package dvcs.plugin;

import dvcs.api.ConnectorException;
import dvcs.api.Progress;
import dvcs.api.WorkQueue;
import dvcs.store.AccountRecord;
import dvcs.store.ClusterWork.Everywhere;
import dvcs.store.NotedRun;
import dvcs.store.RepositoryRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The queue as an administrator sees it: of this node as it is now, of the others as they wrote it down some seconds ago. */
final class PluginQueue implements WorkQueue {
    private final Tables tables;
    private final Health health;

    PluginQueue(Tables tables, Health health) {
        this.tables = tables;
        this.health = health;
    }

    /** Where a repository's or an account's work is. {@code run} null: it failed, and nobody has it. */
    private record Place(int repositoryId, int accountId, String node, NotedRun run) {
        boolean runs() {
            return run != null && run.running();
        }
    }

    /** An item is made of a place only if a page shows it. */
    private record Lines(List<Place> running, List<Place> waiting, List<Place> failed) {
        List<Place> of(State state) {
            if (state != null) {
                return switch (state) {
                    case RUNNING -> running;
                    case WAITING -> waiting;
                    case FAILED -> failed;
                };
            }
            List<Place> all = new ArrayList<>(running);
            all.addAll(waiting);
            all.addAll(failed);
            return all;
        }
    }

    @Override
    public Page page(Filter filter, int start, int limit) {
        health.requireTables();
        Map<Integer, AccountRecord> accounts = tables.accounts().all().stream().collect(Collectors.toMap(AccountRecord::id, Function.identity()));
        Lines lines = lines(filter, accounts);
        List<Place> shown = lines.of(filter.state());
        List<Place> part = shown.subList(Math.min(start, shown.size()), (int) Math.min((long) start + limit, shown.size()));
        return new Page(items(part, accounts), start, shown.size(), lines.running().size(), lines.waiting().size(), lines.failed().size());
    }

    @Override
    public void moveToTop(int repositoryId) {
        SyncService service = health.requireService();
        RepositoryRecord repository = tables.repositories().find(repositoryId)
                .orElseThrow(() -> new ConnectorException(404, "There is no repository with the number " + repositoryId + "."));
        Place place = places().get(repositoryId);
        if (place == null || place.runs()) {
            throw new ConnectorException(409, "The repository " + repository.path() + " does not wait any more: it runs, or its turn is over.");
        }
        service.moveToTop(tables.priorities().moveToTop(repositoryId));
    }

    private Lines lines(Filter filter, Map<Integer, AccountRecord> accounts) {
        Map<Integer, Place> places = places();
        List<Place> found = new ArrayList<>(wanted(List.copyOf(places.values()), filter, accounts));
        List<Place> running = new ArrayList<>(wantedListings(filter, accounts));
        found.stream().filter(Place::runs).sorted(Comparator.comparingLong(place -> place.run().since())).forEach(running::add);
        List<Place> waiting = found.stream().filter(place -> !place.runs()).toList();
        List<Place> failed = tables.queueReader().failed(filter.accountId(), filter.search()).stream().filter(id -> !places.containsKey(id))
                .map(id -> new Place(id, 0, "", null)).toList();
        return new Lines(running, waiting, failed);
    }

    /** One for each repository: where it runs, else where it waits. Those that wait are in the order of their turns, node by node in step. */
    private Map<Integer, Place> places() {
        Everywhere others = tables.clusterWork().everywhere();
        Map<Integer, Place> places = new LinkedHashMap<>();
        List<List<Place>> lines = new ArrayList<>();
        health.service().ifPresent(service -> lines.add(service.queue().runs().stream().map(run -> place(tables.clusterWork().node(), run)).toList()));
        others.runs().forEach((node, runs) -> lines.add(runs.stream().map(run -> place(node, now(node, run, others))).toList()));
        lines.forEach(line -> line.stream().filter(Place::runs).forEach(place -> places.putIfAbsent(place.repositoryId(), place)));
        int longest = lines.stream().mapToInt(List::size).max().orElse(0);
        for (int at = 0; at < longest; at++) {
            for (List<Place> line : lines) {
                if (at < line.size()) {
                    places.putIfAbsent(line.get(at).repositoryId(), line.get(at));
                }
            }
        }
        return places;
    }

    private static Place place(String node, NotedRun run) {
        return new Place(run.repositoryId(), run.accountId(), node, run);
    }

    /** What another node wrote is some seconds old: who holds the lease runs. */
    private static NotedRun now(String node, NotedRun run, Everywhere others) {
        boolean running = node.equals(others.repositories().get(run.repositoryId()));
        return running == run.running() ? run : new NotedRun(run.repositoryId(), run.accountId(), run.kind(), running, run.since(), run.moved(), run.progress());
    }

    private List<Place> wanted(List<Place> places, Filter filter, Map<Integer, AccountRecord> accounts) {
        Set<Integer> matching = filter.search().isEmpty() ? null : tables.queueReader().matching(filter.search());
        return places.stream().filter(place -> accounts.containsKey(place.accountId()))
                .filter(place -> filter.accountId() == 0 || filter.accountId() == place.accountId())
                .filter(place -> matching == null || matching.contains(place.repositoryId())).toList();
    }

    /** Accounts whose repositories are being listed. */
    private List<Place> wantedListings(Filter filter, Map<Integer, AccountRecord> accounts) {
        Map<Integer, String> nodes = new HashMap<>(tables.clusterWork().everywhere().accounts());
        Progresses here = health.service().map(SyncService::progresses).orElse(null);
        accounts.keySet().stream().filter(id -> here != null && here.isListing(id)).forEach(id -> nodes.put(id, tables.clusterWork().node()));
        String text = filter.search().toLowerCase(Locale.ROOT);
        return nodes.keySet().stream().filter(accounts::containsKey).filter(id -> filter.accountId() == 0 || filter.accountId() == id)
                .filter(id -> accounts.get(id).owner().toLowerCase(Locale.ROOT).contains(text)).sorted()
                .map(id -> new Place(0, id, nodes.get(id), listing(id, here))).toList();
    }

    private static NotedRun listing(int accountId, Progresses here) {
        Progress progress = here != null && here.isListing(accountId) ? here.progress(accountId) : Progress.NONE;
        return new NotedRun(0, accountId, Kind.LISTING, true, progress.startedAt(), false, progress);
    }

    private List<Item> items(List<Place> places, Map<Integer, AccountRecord> accounts) {
        Map<Integer, RepositoryRecord> repositories = tables.repositories().find(places.stream().map(Place::repositoryId).toList()).stream()
                .collect(Collectors.toMap(RepositoryRecord::id, Function.identity()));
        List<Item> items = new ArrayList<>();
        for (Place place : places) {
            RepositoryRecord repository = repositories.get(place.repositoryId());
            AccountRecord account = accounts.get(repository == null ? place.accountId() : repository.accountId());
            if (account != null && (repository != null || place.repositoryId() == 0)) { // else it was removed just now
                items.add(repository == null ? listingItem(place, account) : item(place, account, repository));
            }
        }
        return items;
    }

    private static Item listingItem(Place place, AccountRecord account) {
        return new Item(0, account.id(), "", "", account.owner(), account.url(), State.RUNNING, Kind.LISTING, place.run().since(), place.node(),
                place.run().progress(), "", false);
    }

    private static Item item(Place place, AccountRecord account, RepositoryRecord repository) {
        NotedRun run = place.run();
        if (run == null) {
            return new Item(repository.id(), account.id(), repository.path(), repository.webUrl(), account.owner(), account.url(), State.FAILED,
                    repository.imported() ? Kind.CHANGES : Kind.HISTORY, repository.lastSync(), "", Progress.NONE, repository.error(), false);
        }
        return new Item(repository.id(), account.id(), repository.path(), repository.webUrl(), account.owner(), account.url(),
                run.running() ? State.RUNNING : State.WAITING, run.kind(), run.since(), place.node(), run.progress(), "", run.moved());
    }
}
