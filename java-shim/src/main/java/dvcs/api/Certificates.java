package dvcs.api;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates that an account trusts besides those of the JVM; none as a rule. Certificates are public: nothing here is secret. */
public record Certificates(List<X509Certificate> all) {
    public static final Certificates NONE = new Certificates(List.of());

    /** Of {@link NewAccount} and {@link AccountChange}, and so of every refusal here. */
    private static final String FIELD = "ca";
    private static final int MOST = 20;
    // RFC 7468. Text around the blocks is a comment: openssl prints what is in a certificate above it.
    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");
    private static final Pattern BEGIN = Pattern.compile("-----BEGIN ");

    public Certificates {
        all = List.copyOf(all);
    }

    /**
     * Reads PEM text; empty text is {@link #NONE}.
     *
     * @throws ConnectorException 400, with what is wrong and what to paste instead
     */
    public static Certificates parse(String pem) {
        if (pem.isBlank()) {
            return NONE;
        }
        if (pem.contains("PRIVATE KEY-----")) {
            throw refusal("This holds a private key, which belongs to the server alone. Paste the certificate of the authority");
        }
        List<X509Certificate> found = new ArrayList<>();
        Matcher block = BLOCK.matcher(pem);
        while (block.find()) {
            if (!block.group(1).equals("CERTIFICATE") && !block.group(1).equals("TRUSTED CERTIFICATE")) {
                throw refusal("This holds a “" + block.group(1) + "”, which is no certificate");
            }
            found.add(certificate(block.group(2), found.size() + 1));
        }
        if (found.isEmpty() && !pem.contains("-----BEGIN CERTIFICATE-----")) {
            throw refusal("This is no certificate in PEM form. Paste it whole, from “-----BEGIN CERTIFICATE-----” to “-----END CERTIFICATE-----”");
        }
        if (BEGIN.matcher(pem).results().count() != found.size()) {
            throw refusal("The end of certificate " + (found.size() + 1) + " is missing. Paste it whole, with “-----END CERTIFICATE-----”");
        }
        if (found.size() > MOST) {
            throw refusal("These are " + found.size() + " certificates. Paste those of the authority that signed the host’s, at most " + MOST);
        }
        return new Certificates(found);
    }

    /** Refuses those that no connection would accept. */
    public Certificates requireValidAt(Instant now) {
        for (X509Certificate each : all) {
            if (each.getNotAfter().before(Date.from(now))) {
                throw refusal("The certificate “" + name(each) + "” expired on " + day(each.getNotAfter()) + ". Ask for the authority’s current one");
            }
            if (each.getNotBefore().after(Date.from(now))) {
                throw refusal("The certificate “" + name(each) + "” is not valid before " + day(each.getNotBefore()) + ". Compare the clock of Jira’s server");
            }
        }
        return this;
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    public List<byte[]> der() {
        return all.stream().map(Certificates::encoded).toList();
    }

    /** Without what stood around them; empty for none. */
    public String pem() {
        StringBuilder text = new StringBuilder();
        Base64.Encoder lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
        for (byte[] der : der()) {
            text.append("-----BEGIN CERTIFICATE-----\n").append(lines.encodeToString(der)).append("\n-----END CERTIFICATE-----\n");
        }
        return text.toString();
    }

    /** For people: whose, and how long they are valid. Empty for none. */
    public String summary() {
        return String.join("; ", all.stream().map(each -> name(each) + " (until " + day(each.getNotAfter()) + ")").toList());
    }

    private static X509Certificate certificate(String base64, int number) {
        try {
            byte[] der = Base64.getMimeDecoder().decode(base64.getBytes(StandardCharsets.US_ASCII));
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException | IllegalArgumentException e) {
            throw refusal("Certificate " + number + " is damaged. Copy it again from its file");
        }
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was read cannot be written", e);
        }
    }

    private static String name(X509Certificate certificate) {
        String subject = certificate.getSubjectX500Principal().getName();
        Matcher common = Pattern.compile("(?:^|,)CN=((?:\\\\.|[^,\\\\])*)").matcher(subject);
        return common.find() ? common.group(1).replaceAll("\\\\(.)", "$1") : subject;
    }

    private static String day(Date date) {
        return date.toInstant().atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }

    private static ConnectorException refusal(String words) {
        return new ConnectorException(400, words + ".", FIELD);
    }
}
