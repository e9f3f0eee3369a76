package dvcs.web;

import dvcs.api.SmartCommits.DryRun;
import java.util.Set;

/** Checks what an administrator asks about smart commits before anybody is asked. */
final class SmartCommitsForm {
    private static final int LONGEST_NAME = 255;
    /** Of what fits into a body. */
    private static final int LONGEST_MESSAGE = 48 * 1024;
    /** The last millisecond of the year 9999. */
    private static final long LAST_MOMENT = 253_402_300_799_999L;

    private SmartCommitsForm() {}

    record NewMapping(int accountId, String author, String user) {}

    static DryRun readDryRun(byte[] bytes) {
        Body body = Body.parse(bytes, Set.of("message", "authorName", "authorEmail", "accountId", "repositoryId", "merge", "authored"));
        String message = body.lines("message", LONGEST_MESSAGE);
        if (message == null || message.isBlank()) {
            throw new Refusal(400, "Enter the message of a commit.", "message");
        }
        String name = orEmpty(body.text("authorName", LONGEST_NAME));
        String email = orEmpty(body.text("authorEmail", LONGEST_NAME));
        if (name.isEmpty() && email.isEmpty()) {
            throw new Refusal(400, "Enter the author's e-mail address or name, as the commit would say it.", "authorEmail");
        }
        return new DryRun(message, name, email, id(body, "accountId"), id(body, "repositoryId"), Boolean.TRUE.equals(body.bool("merge")),
                body.number("authored", LAST_MOMENT));
    }

    static NewMapping readMapping(byte[] bytes) {
        Body body = Body.parse(bytes, Set.of("accountId", "author", "user"));
        String author = orEmpty(body.text("author", LONGEST_NAME));
        if (author.isEmpty()) {
            throw new Refusal(400, "Enter the author's e-mail address or name, as the commits say it.", "author");
        }
        String user = orEmpty(body.text("user", LONGEST_NAME));
        if (user.isEmpty()) {
            throw new Refusal(400, "Enter the name of the user who acts for the author.", "user");
        }
        return new NewMapping(id(body, "accountId"), author, user);
    }

    private static int id(Body body, String key) {
        return (int) body.number(key, Integer.MAX_VALUE);
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }
}
