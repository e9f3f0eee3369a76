package dvcs.oauth;

import dvcs.store.AccountRecord;
import dvcs.store.TokenPair;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * An authorisation server with one pair alive. Asking for the next pair uses the present one up; whoever asks with one that is used up
 * loses the whole family. Its answers get lost as a test orders it.
 */
final class MadeServer implements TokenEndpoint {
    static final Answer NOT_SENT = new Answer(Result.NOT_DONE, null, "", "It could not be reached.");
    static final Answer NO_ANSWER = new Answer(Result.LOST, null, "", "No answer came.");

    enum Fault { NONE, NOT_SENT, LOST_ON_THE_WAY_THERE, LOST_ON_THE_WAY_BACK }

    final List<String> asked = new ArrayList<>();
    final List<String> revoked = new ArrayList<>();
    Fault fault = Fault.NONE;
    String challenge = "";
    String scope = "api";
    String refusal = "";
    State infoFails = State.VALID;
    long tokenEnds;
    Runnable whenAsked = () -> {};
    private int generation;
    private boolean dead;

    synchronized String access() {
        return dead ? "none" : "access-" + generation;
    }

    synchronized void kill() {
        dead = true;
    }

    /** As a person's consent gives it. */
    synchronized TokenPair grant() {
        generation++;
        dead = false;
        return pair();
    }

    private TokenPair pair() {
        return new TokenPair("access-" + generation, "refresh-" + generation, 7_200, scope);
    }

    @Override
    public Answer exchange(Client client, String code, String verifier) {
        synchronized (this) {
            asked.add("exchange " + code + " for " + client.redirectUrl());
            if (!refusal.isEmpty()) {
                return new Answer(Result.REFUSED, null, refusal, "The host refused: " + refusal + ".");
            }
            if (!code.equals("code") || !challenge.equals(s256(verifier))) {
                return new Answer(Result.REFUSED, null, "invalid_grant", "The code is invalid.");
            }
            return fault == Fault.NONE ? new Answer(Result.DONE, grant(), "", "") : NOT_SENT;
        }
    }

    @Override
    public Answer refresh(Client client, String refreshToken) {
        whenAsked.run();
        synchronized (this) {
            asked.add("refresh " + refreshToken);
            if (fault == Fault.NOT_SENT) {
                return NOT_SENT;
            }
            if (fault == Fault.LOST_ON_THE_WAY_THERE) {
                return NO_ANSWER;
            }
            if (!refusal.isEmpty()) {
                return new Answer(Result.REFUSED, null, refusal, "The host refused: " + refusal + ".");
            }
            if (dead || !refreshToken.equals("refresh-" + generation)) {
                dead = true;
                return new Answer(Result.REFUSED, null, "invalid_grant", "The refresh token is used up.");
            }
            TokenPair next = grant();
            return fault == Fault.LOST_ON_THE_WAY_BACK ? NO_ANSWER : new Answer(Result.DONE, next, "", "");
        }
    }

    @Override
    public synchronized Answer revoke(Client client, String refreshToken) {
        revoked.add(refreshToken);
        if (fault != Fault.NONE) {
            return NOT_SENT;
        }
        if (!refusal.isEmpty()) {
            return new Answer(Result.REFUSED, null, refusal, "The host refused: " + refusal + ".");
        }
        dead |= refreshToken.equals("refresh-" + generation);
        return new Answer(Result.DONE, null, "", "");
    }

    @Override
    public synchronized Standing standing(AccountRecord account, boolean oauth, String token) {
        asked.add("standing of " + token);
        if (infoFails == State.UNKNOWN) {
            return new Standing(State.UNKNOWN, 0, "", "It could not be asked.");
        }
        boolean good = !oauth || token.equals(access());
        return new Standing(good ? State.VALID : State.INVALID, tokenEnds, scope, "");
    }

    static String s256(String verifier) {
        try {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(
                    MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
