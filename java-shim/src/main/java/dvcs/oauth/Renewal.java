package dvcs.oauth;

import java.util.Optional;

/** What becomes of a token that a forge refused. */
public interface Renewal {
    enum Result {
        /** It was entered by a person, and only a person can replace it. */
        NONE,
        /** There is another one. */
        REPLACED,
        /** The account is stopped, in words. */
        STOPPED,
        /** It could not be found out. */
        LATER
    }

    /** A token in the clear. */
    record Current(int version, String token) {
        @Override
        public String toString() {
            return "Current[" + version + "]";
        }
    }

    /** {@code version}: of the account's credential that was refused. Waits for whoever is about to replace it. */
    Result refused(int accountId, int version);

    /** With what an account works now, if that replaces itself from time to time. */
    Optional<Current> current(int accountId);

    Renewal NONE = new Renewal() {
        @Override
        public Result refused(int accountId, int version) {
            return Result.NONE;
        }

        @Override
        public Optional<Current> current(int accountId) {
            return Optional.empty();
        }
    };
}
