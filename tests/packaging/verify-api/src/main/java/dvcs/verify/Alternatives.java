package dvcs.verify;

import dvcs.verify.ApiClass.Member;
import dvcs.verify.Reference.ToField;
import dvcs.verify.Reference.ToMethod;
import java.util.List;
import java.util.stream.Collectors;

/** Words for a member that is not there: whether its name is, with another signature, and where nobody could look. */
final class Alternatives {
    private static final String JAVAX = "javax/servlet/";
    private static final String JAKARTA = "jakarta/servlet/";

    private final Hierarchy hierarchy;

    Alternatives(Hierarchy hierarchy) {
        this.hierarchy = hierarchy;
    }

    String method(ToMethod call) {
        // Constructors are not inherited: those of a super class are no alternative.
        var others = hierarchy.methodsNamed(call.owner(), call.name()).stream()
            .filter(each -> !call.name().equals("<init>") || hierarchy.lineage(call.owner()).get(0).methods().contains(each)).toList();
        String wanted = Names.method(call.name(), call.descriptor());
        if (others.isEmpty()) {
            return "missing method: " + Names.words(call.owner()) + " has no " + wanted + unknownSupers(call.owner());
        }
        return "changed signature: " + Names.words(call.owner()) + " has no " + wanted + "; there is "
            + others.stream().map(each -> Names.method(each.name(), each.descriptor())).collect(Collectors.joining(", "))
            + unknownSupers(call.owner()) + otherNamespace(call.descriptor(), others);
    }

    String field(ToField use) {
        var others = hierarchy.fieldsNamed(use.owner(), use.name());
        String start = Names.words(use.owner()) + " has no " + Names.field(use.name(), use.descriptor());
        if (others.isEmpty()) {
            return "missing field: " + start + unknownSupers(use.owner());
        }
        return "changed type of a field: " + start + "; there is " + others.stream().map(each -> Names.field(each.name(), each.descriptor()))
            .collect(Collectors.joining(", "));
    }

    private String unknownSupers(String owner) {
        var missing = hierarchy.missing(owner);
        return missing.isEmpty() ? "" : " (its super types " + missing.stream().map(Names::words).collect(Collectors.joining(", "))
            + " are not in these folders, so nobody could look there)";
    }

    private static String otherNamespace(String descriptor, List<Member> others) {
        for (Member other : others) {
            if (other.descriptor().equals(descriptor.replace(JAVAX, JAKARTA))) {
                return " (this Jira speaks jakarta: verify the jakarta jar, --namespace jakarta)";
            }
            if (other.descriptor().equals(descriptor.replace(JAKARTA, JAVAX))) {
                return " (this Jira speaks javax: verify the javax jar, --namespace javax)";
            }
        }
        return "";
    }
}
