package dvcs.verify;

import java.util.regex.Pattern;

/** Something of Jira's that our jar needs, and where. Names are internal ones. */
sealed interface Reference {
    Place place();

    /** {@code className} is null for a place that is no code; {@code member} is then the file. */
    record Place(String className, String member) {
        private static final Pattern LAMBDA = Pattern.compile("lambda\\$(.+)\\$\\d+");

        @Override
        public String toString() {
            if (className == null) {
                return member;
            }
            // The compiler's name of a lambda's body holds that of the method in which it is written.
            return Names.words(className) + (member == null ? "" : "." + LAMBDA.matcher(member).replaceFirst("$1"));
        }
    }

    enum Use { NAMED, CREATED, EXTENDED, IMPLEMENTED, ANNOTATION }

    record ToClass(String name, Use use, Place place) implements Reference {}

    enum Call { VIRTUAL, STATIC, SUPER, CONSTRUCTOR }

    record ToMethod(String owner, String name, String descriptor, boolean ofInterface, Call call, Place place) implements Reference {}

    record ToField(String owner, String name, String descriptor, boolean isStatic, Place place) implements Reference {}

    /** A lambda or method reference: an object of this interface with exactly this one method. */
    record ToLambda(String owner, String name, String descriptor, Place place) implements Reference {}

    record ToElement(String annotation, String name, Place place) implements Reference {}
}
