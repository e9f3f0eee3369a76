package dvcs.commands;

import dvcs.api.CommandKind;
import dvcs.api.CommandState;
import dvcs.store.CommandHash;
import dvcs.store.CommandLedger;
import dvcs.store.CommandRow;
import dvcs.store.DueCommits;
import dvcs.store.DueCommits.Due;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The ledger's rows of one commit in the making: for each command, whether it is to run. */
final class Recording {
    private static final CommandRow.What NONE = new CommandRow.What(CommandKind.PROBLEM, "", "", "", "", "", 0);
    private static final int SHORT_SHA = 10;
    private static final Set<CommandState> OPEN = EnumSet.of(CommandState.WAITING, CommandState.CLAIMED, CommandState.EXECUTING);

    private final Tools tools;
    private final History history;
    private final Due commit;
    private final long now;
    /** The ledger may not know what was authored before; asked once. */
    private Long since;
    private Boolean endsMergeRequest;
    private final List<CommandRow> rows = new ArrayList<>();
    private final List<Integer> succeeded = new ArrayList<>();
    private final List<Integer> replaced = new ArrayList<>();
    /** Which rows may turn out to be repetitions. */
    private final List<Integer> premature = new ArrayList<>();
    /** What a row repeats waits itself. */
    private boolean behindOpen;
    /** An equal command's commit may be leaving. */
    private boolean leaving;
    private final Map<String, Optional<JiraActions.IssueRef>> issues = new HashMap<>();
    private final Map<String, Integer> occurrences = new HashMap<>();
    private final Set<String> repeated = new HashSet<>();
    private final Set<String> places = new HashSet<>();
    /** Of the next row, also where one is left out because the ledger has it already. */
    private int position;
    private long left;

    Recording(Tools tools, Due commit, long now) {
        this.tools = tools;
        this.history = new History(tools.commits(), tools.parser(), commit);
        this.commit = commit;
        this.now = now;
    }

    record Tools(CommandLedger ledger, DueCommits commits, CommandParser parser, JiraActions jira, Limits limits) {}

    /** {@code premature}: it looks like a repetition, and the forge may be about to say so. */
    private record Verdict(CommandState state, String reason, Repetition repeats, boolean premature) {
        Verdict(CommandState state, String reason) {
            this(state, reason, null, false);
        }
    }

    private static final Verdict NEW = new Verdict(CommandState.WAITING, "");

    /** A hostile message has thousands of commands for thousands of issues: what there is no room for is counted, not looked at. */
    void add(CommandParser.Command command) {
        int done = 0;
        Set<String> once = new HashSet<>(); // of a moved issue a group may have the former key and the present one
        while (done < command.issueKeys().size() && position < tools.limits().recorded()) {
            String key = command.issueKeys().get(done++);
            Optional<JiraActions.IssueRef> issue = issues.computeIfAbsent(key, tools.jira()::issue);
            String about = issue.map(ref -> Long.toString(ref.id())).orElse(key);
            if (once.add(about)) {
                add(command, key, issue, about);
                position++;
            }
        }
        left += command.issueKeys().size() - done;
    }

    private void add(CommandParser.Command command, String issueKey, Optional<JiraActions.IssueRef> issue, String about) {
        CommandRow.Origin origin = origin();
        String normal = command.normal();
        int occurrence = occurrences.merge(about + "\n" + normal, 1, Integer::sum) - 1;
        String unique = CommandHash.unique(about, origin, occurrence, normal);
        String equal = CommandHash.equal(about, origin, normal);
        Optional<CommandRow> same = tools.ledger().withHashes(List.of(unique)).stream().findFirst();
        if (same.isPresent() && same.get().origin().commitHash().equals(commit.hash())) {
            return; // this very command
        }
        boolean stands = same.isPresent() && Repetition.stands(same.get().state());
        Verdict verdict = stands ? sameAgain(same.get()) : verdict(issueKey, normal, equal);
        boolean takesPlace = same.isPresent() && !stands && verdict.state() == CommandState.WAITING;
        if (takesPlace) {
            succeeded.add(same.get().id());
        }
        if (verdict.premature() && !takesPlace) {
            premature.add(rows.size());
        }
        var what = new CommandRow.What(command.kind(), issueKey, command.name(), command.argument(), command.comment(),
                command.time(), command.seconds());
        long issueId = issue.map(JiraActions.IssueRef::id).orElse(0L);
        String hash = same.isPresent() && !takesPlace ? place(origin) : unique;
        Repetition place = takesPlace ? Repetition.succeeding(same.get(), tools.ledger().equals(equal)) : verdict.repeats();
        rows.add(CommandRow.unsaved(place == null ? new CommandRow.Identity(hash, equal, issueId)
                : new CommandRow.Identity(hash, equal, place.repeats(), place.leftAt(), issueId),
                origin, what, verdict.state(), verdict.reason()));
    }

    void problem(String words) {
        if (position < tools.limits().recorded()) {
            addRefusal(words);
            position++;
        } else {
            left++;
        }
    }

    List<CommandRow> rows() {
        if (left > 0) {
            addRefusal(left + " more commands of this commit are not listed and not executed.");
            left = 0;
        }
        return rows;
    }

    /** Hashes of rows that stand for their place in the commit; the others were looked up one by one. */
    List<String> places() {
        return rows().stream().map(CommandRow::identity).map(CommandRow.Identity::uniqueHash).filter(places::contains).toList();
    }

    /** {@code stored}: hashes of places that the ledger has already. */
    CommandLedger.Entries entries(Set<String> stored) {
        return new CommandLedger.Entries(rows().stream().filter(row -> !stored.contains(row.identity().uniqueHash())).toList(), succeeded,
                replaced.stream().filter(id -> !succeeded.contains(id)).distinct().toList());
    }

    /** Whether it looks like a squash, and the forge may be about to say so, or what it repeats may be leaving. */
    boolean isPremature() {
        return !premature.isEmpty() || leaving;
    }

    /** Whether a run has to end first that has found an equal command's commit gone. */
    boolean isLeaving() {
        return leaving;
    }

    /** Whether what it repeats waits itself: should that not run, this one is not to be lost. */
    boolean isBehindOpen() {
        return behindOpen && commit.withdrawn().isEmpty();
    }

    boolean isPremature(CommandRow row) {
        return premature.stream().anyMatch(at -> rows.get(at) == row);
    }

    /** The forge does not say it: a person has to decide. */
    void doubt(String why) {
        premature.forEach(at -> rows.set(at, rows.get(at).decided(CommandState.UNKNOWN, why)));
    }

    /** What it is about: the keys as written, and the numbers of issues, which may have several keys. */
    Set<String> about() {
        Set<String> about = new HashSet<>(issues.keySet());
        issues.values().forEach(issue -> issue.ifPresent(ref -> about.add(Long.toString(ref.id()))));
        return about;
    }

    private Verdict verdict(String key, String normal, String equal) {
        Limits limits = tools.limits();
        if (!commit.withdrawn().isEmpty()) {
            return new Verdict(CommandState.NOT_EXECUTED, commit.withdrawn());
        }
        if (commit.parents() > 1) {
            return new Verdict(CommandState.NOT_EXECUTED, "It is a merge commit: commands run with the commits that it merges.");
        }
        if (limits.isTooOld(commit.authoredAt(), now)) {
            return new Verdict(CommandState.NOT_EXECUTED, "The commit was authored more than " + limits.age().toDays() + " days ago.");
        }
        if (since == null) {
            since = tools.ledger().since();
        }
        if (commit.authoredAt() < since) {
            return new Verdict(CommandState.NOT_EXECUTED, "The commit was authored before " + LocalDate.ofInstant(Instant.ofEpochMilli(since), ZoneOffset.UTC)
                    + ", and the log of smart commits is not kept that long: it may have been executed then.");
        }
        if (position >= limits.perCommit()) {
            return new Verdict(CommandState.REFUSED, "Only the first " + limits.perCommit() + " commands of a commit are executed.");
        }
        if (history.has(key, normal)) {
            return new Verdict(CommandState.NOT_EXECUTED, "The same command was there before its repository's smart commits began, and was rewritten.");
        }
        return unlessRepeated(equal);
    }

    private Verdict unlessRepeated(String equal) {
        List<CommandLedger.Earlier> earlier = earlier(equal);
        if (earlier.isEmpty()) {
            return NEW;
        }
        if (endsMergeRequest == null) {
            endsMergeRequest = tools.commits().endsMergeRequest(commit);
        }
        Optional<Repetition> before = Repetition.of(commit, endsMergeRequest, earlier);
        if (before.isPresent()) {
            repeated.add(before.get().row().identity().uniqueHash());
            return repetition(before.get().row(), before.get());
        }
        Optional<Repetition> instead = Repetition.replaced(commit, endsMergeRequest, earlier);
        instead.ifPresent(each -> replaced.add(each.row().id()));
        return new Verdict(CommandState.WAITING, "", instead.orElse(null), instead.isEmpty() && Repetition.mayTurnOut(commit, earlier));
    }

    // In the place of one that left (a rebase) it is what the next squash repeats; beside it (a fork) it is nothing.
    private Verdict sameAgain(CommandRow row) {
        Optional<Repetition> left = Repetition.rebased(commit, earlier(row.identity().equalHash()));
        left.ifPresent(each -> repeated.add(each.row().identity().uniqueHash()));
        return repetition(row, left.orElse(null));
    }

    private List<CommandLedger.Earlier> earlier(String equal) {
        List<CommandLedger.Earlier> found = tools.ledger().equals(equal).stream()
                .filter(each -> !repeated.contains(each.row().identity().uniqueHash())).toList();
        leaving |= commit.withdrawn().isEmpty()
                && found.stream().anyMatch(each -> each.leaving() && !each.row().origin().commitHash().equals(commit.hash()));
        return found;
    }

    private Verdict repetition(CommandRow row, Repetition inThePlaceOf) {
        behindOpen |= OPEN.contains(row.state());
        String sha = row.origin().sha();
        return new Verdict(CommandState.REPEATED, "It is the command of commit " + sha.substring(0, Math.min(SHORT_SHA, sha.length())) + " once more.",
                inThePlaceOf, false);
    }

    private void addRefusal(String words) {
        CommandRow.Origin origin = origin();
        String place = place(origin);
        rows.add(CommandRow.unsaved(new CommandRow.Identity(place, place, 0), origin, NONE, CommandState.REFUSED, words));
    }

    private String place(CommandRow.Origin origin) {
        String place = CommandHash.place(origin);
        places.add(place);
        return place;
    }

    // A commit may carry a date of the future; what is done in Jira may not.
    private CommandRow.Origin origin() {
        return new CommandRow.Origin(commit.accountId(), commit.repositoryId(), commit.hash(), commit.sha(), commit.url(), position,
                commit.authorName(), commit.authorEmail(), commit.authoredAt(), Math.min(commit.committedAt(), now));
    }
}
