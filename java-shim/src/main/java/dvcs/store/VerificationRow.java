package dvcs.store;

/** The forge's word on the author of a commit. {@code reason}: of a no. */
public record VerificationRow(String sha, boolean verified, String reason) {}
