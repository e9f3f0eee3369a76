package dvcs.bridge;

import java.util.List;

/**
 * A delivery of a webhook as it came in, unverified. Never printed: a header may be the secret.
 *
 * @param headers as received; a name may come twice
 * @param body raw, at most what the receiver lets in: signatures are over these bytes. Not copied
 * @param received seconds since 1970
 */
public record WebhookDelivery(SessionOptions.Forge forge, List<Header> headers, byte[] body, long received) {
    public record Header(String name, String value) {
        @Override
        public String toString() {
            return "Header[" + name + "]";
        }
    }

    public WebhookDelivery {
        headers = List.copyOf(headers);
    }

    @Override
    public String toString() {
        return "WebhookDelivery[" + forge + ", " + body.length + " bytes]";
    }
}
