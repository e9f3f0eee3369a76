package dvcs.verify;

import dvcs.verify.Reference.Place;
import java.io.PrintStream;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What was resolved, and what was not: each problem once, with every place that has it. */
final class Report {
    private final Map<String, Set<String>> problems = new TreeMap<>();
    private final Map<String, Set<String>> notes = new TreeMap<>();
    private final Set<String> classes = new TreeSet<>();
    private final Set<String> methods = new TreeSet<>();
    private final Set<String> fields = new TreeSet<>();
    private final Set<String> unreadable = new TreeSet<>();
    private final PluginJar ours;

    Report(PluginJar ours) {
        this.ours = ours;
    }

    /** A problem with something in that package; a note, if our manifest says that the package may be absent. */
    void problem(String dottedPackage, String words, Place place) {
        (ours.isOptional(dottedPackage) ? notes : problems).computeIfAbsent(words, key -> new TreeSet<>()).add(place.toString());
    }

    void unreadable(String words) {
        unreadable.add(words);
    }

    void resolvedClass(String name) {
        classes.add(name);
    }

    void resolvedMethod(String owner, String nameAndDescriptor) {
        methods.add(owner + "." + nameAndDescriptor);
    }

    void resolvedField(String owner, String name) {
        fields.add(owner + "." + name);
    }

    Set<String> problems() {
        return problems.keySet();
    }

    Set<String> notes() {
        return notes.keySet();
    }

    boolean isClean() {
        return problems.isEmpty();
    }

    String counts() {
        return "resolved " + count(classes.size(), "class", "classes") + ", " + count(methods.size(), "method", "methods") + ", "
            + count(fields.size(), "field", "fields") + "; " + count(problems.size(), "problem", "problems") + ", " + count(notes.size(), "note", "notes");
    }

    static String count(int number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }

    void print(PrintStream out) {
        unreadable.forEach(words -> out.println("left out: " + words));
        print(out, "note: ", " (optional in our manifest)", notes);
        print(out, "problem: ", "", problems);
        out.println(ours.file().getFileName() + ": " + counts());
    }

    private static void print(PrintStream out, String before, String after, Map<String, Set<String>> entries) {
        entries.forEach((words, places) ->
            out.println(before + words + after + places.stream().map(place -> "\n    in " + place).collect(Collectors.joining())));
    }
}
