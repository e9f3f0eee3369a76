package dvcs.api;

import java.util.List;

/**
 * What the doctor has found on the way to an account's forge, step by step. It grows while {@code running}.
 *
 * @param startedAt epoch milliseconds; 0: nobody has asked since this node started
 * @param problem why the diagnosis itself could not end, or empty; a failed step is none
 */
public record Diagnosis(boolean running, long startedAt, List<Finding> findings, String problem) {
    public static final Diagnosis NONE = new Diagnosis(false, 0, List.of(), "");

    public Diagnosis {
        findings = List.copyOf(findings);
    }

    /** How a step went. */
    public enum Outcome { OK, WARNING, FAILED, SKIPPED }

    /**
     * @param step "name resolution", "TCP", "proxy", "TLS chain", …: {@code native/doc/doctor.md}
     * @param found what was seen: a sentence
     * @param remedy what to do; empty when there is nothing to do
     */
    public record Finding(String step, Outcome outcome, String found, String remedy) {}
}
