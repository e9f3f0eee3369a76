package dvcs.forge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** Certificates made at run time by the JDK's keytool: a test authority and a server certificate, good or bad. */
public final class Tls {
    public enum Kind { GOOD, EXPIRED, WRONG_HOST, SELF_SIGNED }

    static final String PASSWORD = "changeit";

    private Tls() {}

    /** @return the key store of the server; {@code ca.pem} of the authority stands beside it */
    static Path make(Path folder, Kind kind) {
        try {
            Folders.delete(folder);
            Files.createDirectories(folder);
            Path store = folder.resolve("server.p12");
            keytool(store, "-genkeypair", "-alias", "ca", "-dname", "CN=Test authority", "-keyalg", "EC", "-ext", "bc:c", "-validity", "30");
            Files.writeString(folder.resolve("ca.pem"), keytool(store, "-exportcert", "-rfc", "-alias", "ca"));
            String names = kind == Kind.WRONG_HOST ? "san=dns:elsewhere.example.com" : "san=dns:localhost,ip:127.0.0.1";
            List<String> server = new ArrayList<>(List.of("-genkeypair", "-alias", "server", "-dname", "CN=localhost", "-keyalg", "EC", "-ext", names));
            if (kind != Kind.SELF_SIGNED) {
                server.addAll(List.of("-signer", "ca"));
            }
            if (kind == Kind.EXPIRED) {
                server.addAll(List.of("-startdate", "-10d", "-validity", "5"));
            }
            keytool(store, server.toArray(String[]::new));
            keytool(store, "-delete", "-alias", "ca");
            return store;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For those who have switched the check of certificates off. */
    static SSLContext trustingEverybody() {
        X509ExtendedTrustManager all = new X509ExtendedTrustManager() {
            @Override
            public void checkClientTrusted(X509Certificate[] chain, String type) {}

            @Override
            public void checkServerTrusted(X509Certificate[] chain, String type) {}

            @Override
            public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

            @Override
            public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

            @Override
            public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

            @Override
            public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

            @Override
            public X509Certificate[] getAcceptedIssuers() {
                return new X509Certificate[0];
            }
        };
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {all}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String keytool(Path store, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IllegalStateException("keytool: " + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return output;
    }
}
