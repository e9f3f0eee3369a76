package dvcs.api;

import java.util.List;

/** Applications at forges. Implemented by {@code dvcs.oauth}; thread-safe. Every method may throw {@link ConnectorException}. */
public interface ClientConfigurations {
    /**
     * What is known of one, or is to be changed of it; null: as it is.
     *
     * @param browserUrl empty: the same as {@code url}
     * @param secret goes in and never comes out
     */
    record Form(String name, String host, String url, String browserUrl, String applicationId, String secret) {
        @Override
        public String toString() {
            return "Form[" + name + ", " + host + ", " + url + ", " + browserUrl + ", " + applicationId + "]";
        }
    }

    List<ClientConfiguration> list();

    /** What an application at a forge has to have as its redirect URI: the same for all of them. */
    String redirectUrl();

    ClientConfiguration add(Form form);

    /** Host and address of one that accounts work with stay. */
    ClientConfiguration change(int id, Form form);

    /** 409: accounts work with it. */
    void remove(int id);
}
