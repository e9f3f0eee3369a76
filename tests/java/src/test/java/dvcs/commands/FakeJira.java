package dvcs.commands;

import dvcs.api.CommandKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Issues KEY-1 to KEY-99 (numbers 1 to 99), users ann and bob, in memory; every deed is counted, and may be interrupted. */
final class FakeJira implements JiraActions {
    static final Person ANN = new Person("u-ann", "ann", "Ann Abbot", "ann@example.com", true);
    static final Person BOB = new Person("u-bob", "bob", "Bob Baker", "bob@example.com", true);

    /** One deed as the issue shows it. */
    record Deed(String id, Act act) {}

    private final List<Deed> deeds = new ArrayList<>();
    private final Map<Long, Situation> situations = new HashMap<>();
    private final Map<String, Long> formerKeys = new HashMap<>();
    private final List<String> transitions = new ArrayList<>(List.of("Close", "In Progress", "Reopen"));
    private long clock = 1_000;
    private String refusal = "";
    private Consumer<Act> before = act -> {};
    private Consumer<Act> after = act -> {};
    private Consumer<Act> watch = act -> {};
    private Consumer<String> asked = key -> {};
    private RuntimeException blind;

    List<Deed> deeds() {
        return List.copyOf(deeds);
    }

    /** How often something with this text, or this transition, was done. */
    long count(String text) {
        return deeds.stream().filter(deed -> what(deed.act()).equals(text)).count();
    }

    static String what(Act act) {
        return act.kind() == CommandKind.TRANSITION ? "#" + act.transition() : act.text();
    }

    void before(Consumer<Act> action) {
        before = action;
    }

    /** Called first, at each deed. */
    void watch(Consumer<Act> action) {
        watch = action;
    }

    /** Called when an issue is asked for by its key. */
    void asked(Consumer<String> action) {
        asked = action;
    }

    /** Comments and work logs can't be looked for; null: they can. */
    void blind(RuntimeException why) {
        blind = why;
    }

    void after(Consumer<Act> action) {
        after = action;
    }

    /** Empty: Jira says yes. */
    void refuse(String reason) {
        refusal = reason;
    }

    void transitions(List<String> names) {
        transitions.clear();
        transitions.addAll(names);
    }

    void formerKey(String key, long issue) {
        formerKeys.put(key, issue);
    }

    /** Somebody else does something to the issue. */
    void touch(long issue) {
        Situation now = situation(issue);
        situations.put(issue, new Situation(now.statusId(), now.status(), ++clock));
    }

    @Override
    public Optional<IssueRef> issue(String key) {
        asked.accept(key);
        if (formerKeys.containsKey(key)) {
            return issue(formerKeys.get(key));
        }
        return key.matches("KEY-[1-9][0-9]?") ? issue(Long.parseLong(key.substring(4))) : Optional.empty();
    }

    @Override
    public Optional<IssueRef> issue(long id) {
        return id >= 1 && id <= 99 ? Optional.of(new IssueRef(id, "KEY-" + id)) : Optional.empty();
    }

    @Override
    public List<Person> byEmail(String email) {
        return List.of(ANN, BOB).stream().filter(person -> person.email().equalsIgnoreCase(email)).toList();
    }

    @Override
    public Optional<Person> byName(String name) {
        return List.of(ANN, BOB).stream().filter(person -> person.name().equals(name)).findFirst();
    }

    @Override
    public Optional<Person> byKey(String key) {
        return List.of(ANN, BOB).stream().filter(person -> person.key().equals(key)).findFirst();
    }

    /** KEY-90 and above are hidden from bob. */
    @Override
    public boolean maySee(String actor, long issueId) {
        return actor.equals(ANN.key()) || issueId < 90;
    }

    @Override
    public Answer check(Act act) {
        return refusal.isEmpty() ? Answer.done("") : Answer.refused(refusal);
    }

    @Override
    public Answer perform(Act act) {
        watch.accept(act);
        before.accept(act);
        if (!refusal.isEmpty()) {
            return Answer.refused(refusal);
        }
        String id = String.valueOf(deeds.size() + 1);
        deeds.add(new Deed(id, act));
        String status = act.kind() == CommandKind.TRANSITION ? "after " + act.transition() : situation(act.issueId()).status();
        Situation old = situation(act.issueId());
        situations.put(act.issueId(), new Situation(status, status, ++clock));
        after.accept(act);
        return Answer.done(act.kind() == CommandKind.TRANSITION ? old.status() + " → " + status : id);
    }

    @Override
    public List<Transition> transitions(long issueId, String actor) {
        List<Transition> found = new ArrayList<>();
        for (String name : transitions) {
            found.add(new Transition(name.matches("go-[0-9]+") ? Integer.parseInt(name.substring(3)) : found.size() + 1, name));
        }
        return found;
    }

    @Override
    public Situation situation(long issueId) {
        return situations.getOrDefault(issueId, new Situation("open", "Open", 0));
    }

    @Override
    public List<Trace> comments(long issueId, String actor, long created) {
        return traces(CommandKind.COMMENT, issueId, actor, created);
    }

    @Override
    public List<Trace> workLogs(long issueId, String actor, long started) {
        return traces(CommandKind.TIME, issueId, actor, started);
    }

    private List<Trace> traces(CommandKind kind, long issueId, String actor, long date) {
        if (blind != null) {
            throw blind;
        }
        return deeds.stream().filter(deed -> deed.act().kind() == kind && deed.act().issueId() == issueId
                        && deed.act().actor().equals(actor) && deed.act().date() == date)
                .map(deed -> new Trace(deed.id(), deed.act().text(), kind == CommandKind.TIME ? 3600 : 0)).toList();
    }
}
