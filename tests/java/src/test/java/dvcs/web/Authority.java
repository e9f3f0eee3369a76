package dvcs.web;

/** A certificate that is valid until 2123; nobody has its key. */
public final class Authority {
    public static final String PEM = """
            -----BEGIN CERTIFICATE-----
            MIIBXjCCAQSgAwIBAgIITu8aaMCSPZAwCgYIKoZIzj0EAwIwGjEYMBYGA1UEAxMP
            Q29tcGFueSBSb290IENBMCAXDTI0MDEwMTAwMDAwMFoYDzIxMjMxMjA4MDAwMDAw
            WjAaMRgwFgYDVQQDEw9Db21wYW55IFJvb3QgQ0EwWTATBgcqhkjOPQIBBggqhkjO
            PQMBBwNCAASSRSVvbgdcjt8SNeSDzoN+FIHMkwBJsMG7y5U96Jy+VhXpvQVOyJ9n
            k6iYqkJ5RckgdxEecnimzxXg8yWgyvVoozIwMDAdBgNVHQ4EFgQUQ9XTxiT5RXKF
            pZjzdo+OCkN0oIowDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiBg
            s7SUFE8zFFfKPOgjR/jemiwFE9zm12111LspcAzMSAIhAKWHCjxEcJ5E3Mm4OtIS
            wUUlhmeia04gx/O228BfB1Hu
            -----END CERTIFICATE-----
            """;

    /** As {@link dvcs.api.Certificates#summary} says it. */
    static final String SUMMARY = "Company Root CA (until 2123-12-08)";

    private Authority() {}

    /** As a JSON text. */
    static String json() {
        return '"' + PEM.replace("\n", "\\n") + '"';
    }
}
