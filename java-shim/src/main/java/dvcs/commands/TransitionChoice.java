package dvcs.commands;

import dvcs.commands.JiraActions.Transition;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/**
 * Which transition a command means, of those that are available now: its exact name, its name with blanks for hyphens, a
 * name that begins with it, and that with blanks for hyphens. An exact match always wins.
 *
 * @param transition null: {@code reason} says why there is none
 */
record TransitionChoice(Transition transition, String reason) {
    private static final List<BiPredicate<String, String>> STEPS = List.of(String::equals, String::startsWith);

    static TransitionChoice of(String command, List<Transition> available) {
        String plain = normal(command);
        for (BiPredicate<String, String> matches : STEPS) {
            for (String wanted : new LinkedHashSet<>(List.of(plain, plain.replace('-', ' ')))) {
                List<Transition> found = available.stream().filter(each -> matches.test(normal(each.name()), wanted)).toList();
                if (found.size() == 1) {
                    return new TransitionChoice(found.get(0), "");
                }
                if (found.size() > 1) {
                    return new TransitionChoice(null, "#" + command + " can mean " + names(found) + ": write the whole name, with - for blanks.");
                }
            }
        }
        return new TransitionChoice(null, available.isEmpty()
                ? "#" + command + " is not available now: the issue has no transition that this user may use."
                : "#" + command + " is not available now. Available: " + names(available) + ".");
    }

    private static String normal(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    private static String names(List<Transition> transitions) {
        Set<String> names = transitions.stream().map(Transition::name).collect(Collectors.toCollection(LinkedHashSet::new));
        boolean same = names.size() < transitions.size();
        return names.stream().map(name -> "“" + name + "”").collect(Collectors.joining(", ")) + (same ? " (several of the same name)" : "");
    }
}
