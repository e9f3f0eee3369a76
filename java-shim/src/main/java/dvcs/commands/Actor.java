package dvcs.commands;

/** Who acts for an author. {@code user} null: nobody, and {@code reason} says why and what to do. */
record Actor(JiraActions.Person user, String reason) {
    static Actor of(JiraActions.Person user) {
        return new Actor(user, "");
    }

    static Actor refused(String reason) {
        return new Actor(null, reason);
    }
}
