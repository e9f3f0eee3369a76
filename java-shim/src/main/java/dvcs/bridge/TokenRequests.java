package dvcs.bridge;

import com.google.flatbuffers.FlatBufferBuilder;
import dvcs.wire.JobKind;
import dvcs.wire.LookAtToken;
import dvcs.wire.TokenGrant;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Writes the jobs about tokens, and wipes what it wrote: strings stay until they are collected, but no copy of a secret
 * lives longer for having crossed the boundary.
 */
final class TokenRequests {
    private TokenRequests() {}

    static void obtain(long job, ObtainToken request, Consumer<byte[]> submit) {
        send(to -> {
            int clientId = to.createString(request.clientId());
            int clientSecret = to.createString(request.clientSecret());
            int redirectUri = to.createString(request.redirectUri());
            int code = to.createString(request.code());
            int codeVerifier = to.createString(request.codeVerifier());
            int refreshToken = to.createString(request.refreshToken());
            byte grant = request.code().isEmpty() ? TokenGrant.RefreshToken : TokenGrant.AuthorizationCode;
            return Requests.submit(to, job, JobKind.ObtainToken, dvcs.wire.ObtainToken.createObtainToken(to, grant, clientId,
                    clientSecret, redirectUri, code, codeVerifier, refreshToken));
        }, submit);
    }

    static void revoke(long job, RevokeToken request, Consumer<byte[]> submit) {
        send(to -> {
            int clientId = to.createString(request.clientId());
            int clientSecret = to.createString(request.clientSecret());
            int token = to.createString(request.token());
            return Requests.submit(to, job, JobKind.RevokeToken,
                    dvcs.wire.RevokeToken.createRevokeToken(to, clientId, clientSecret, token));
        }, submit);
    }

    static void look(long job, TokenKind kind, String token, Consumer<byte[]> submit) {
        send(to -> Requests.submit(to, job, JobKind.LookAtToken,
                LookAtToken.createLookAtToken(to, kind.wire(), to.createString(token))), submit);
    }

    private interface Writer {
        byte[] write(FlatBufferBuilder to);
    }

    // Large enough that the builder does not grow, which would leave what it wrote in a second buffer.
    private static void send(Writer writer, Consumer<byte[]> submit) {
        ByteBuffer space = ByteBuffer.allocate(64 * 1024);
        byte[] request = {};
        try {
            request = writer.write(new FlatBufferBuilder(space));
            submit.accept(request);
        } finally {
            Arrays.fill(request, (byte) 0);
            Arrays.fill(space.array(), (byte) 0);
        }
    }
}
