package dvcs.verify;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.objectweb.asm.Type;

/** Names of the byte code, and how a person writes them. */
final class Names {
    /** What Jira brings: the API, Active Objects, and OSWorkflow with its relatives. */
    private static final List<String> WATCHED = List.of("com/atlassian/", "net/java/ao/", "com/opensymphony/");
    private static final Pattern CLASS_IN_TEXT = Pattern.compile("[a-z_]\\w*(\\.[a-z_]\\w*)*\\.[A-Z]\\w*([.$]\\w+)*");

    private Names() {}

    static boolean isWatched(String internalName) {
        return WATCHED.stream().anyMatch(internalName::startsWith);
    }

    static boolean isWatchedPackage(String dotted) {
        return isWatched(internal(dotted) + "/");
    }

    /** Whether a text as a whole is the name of a class; module keys such as {@code com.atlassian.auiplugin:ajs} are not. */
    static boolean isWatchedClass(String text) {
        return isWatched(internal(text)) && CLASS_IN_TEXT.matcher(text).matches();
    }

    static String internal(String dotted) {
        return dotted.replace('.', '/');
    }

    static String words(String internalName) {
        return internalName.replace('/', '.');
    }

    static String packageOf(String internalName) {
        return words(internalName.substring(0, Math.max(0, internalName.lastIndexOf('/'))));
    }

    /** {@code java.lang.String name(int)}; for a constructor {@code new(int)}. */
    static String method(String name, String descriptor) {
        String parameters = Arrays.stream(Type.getArgumentTypes(descriptor)).map(Type::getClassName).collect(Collectors.joining(", ", "(", ")"));
        return name.equals("<init>") ? "new" + parameters : Type.getReturnType(descriptor).getClassName() + " " + name + parameters;
    }

    static String field(String name, String descriptor) {
        return Type.getType(descriptor).getClassName() + " " + name;
    }
}
