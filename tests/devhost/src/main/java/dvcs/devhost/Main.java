package dvcs.devhost;

import com.fasterxml.jackson.databind.ObjectMapper;
import dvcs.devhost.platform.ProjectSeed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** The command line. One JSON line on stdout when ready, logs on stderr; SIGTERM stops everything in order. */
public final class Main {
    private static final String HELP =
            """
            Usage: java -jar devhost.jar --home DIR [options]
            A development host that behaves like Jira where the DVCS connector touches it. It is not Jira.

              --home DIR          keeps database, settings and installed plugin between runs
              --plugin JAR        installs this jar; without it the one installed before is started
              --port N            port on localhost, 0 for any free one (default 2990)
              --base-url URL      sets the base URL, which the home keeps (at first http://localhost:PORT/jira)
              --db h2|postgres    (default h2); postgres without a URL starts a private server below the home
              --postgres-url URL  an existing PostgreSQL, as a JDBC URL with user and password
              --schema NAME       keeps all tables in this schema
              --projects FILE     {"projects":[{"key":"ABC","name":"Name","issues":500,"moved":{"OLD-7":3}}]}
              --aui DIR           the node_modules folder with AUI (default: looked for above the jar)
              --help
            Users: admin/admin (administrator), alice/alice, bob/bob.
            """;

    private Main() {}

    public static void main(String[] arguments) throws InterruptedException, IOException {
        if (Arrays.asList(arguments).contains("--help")) {
            System.out.print(HELP);
            return;
        }
        DevHostOptions options;
        try {
            options = parse(arguments);
        } catch (IllegalArgumentException | IOException e) {
            System.err.println("devhost: " + e.getMessage() + " (--help explains the options)");
            System.exit(2);
            return;
        }
        DevHost host;
        try {
            host = DevHost.start(options);
        } catch (RuntimeException e) {
            System.err.println("devhost: " + e.getMessage());
            System.exit(1);
            return;
        }
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            host.close();
                            stopped.countDown();
                        },
                        "host-shutdown"));
        Map<String, Object> ready = new LinkedHashMap<>();
        ready.put("url", host.url());
        ready.put("base_url", host.baseUrl());
        ready.put("db", host.database().url());
        ready.put("schema", host.database().schema());
        ready.put("plugin", host.isEnabled() ? "enabled" : host.failure());
        ready.put("pid", ProcessHandle.current().pid());
        System.out.println(new ObjectMapper().writeValueAsString(ready));
        System.out.flush();
        stopped.await();
    }

    static DevHostOptions parse(String[] arguments) throws IOException {
        Map<String, String> values = new LinkedHashMap<>(Map.of("--port", "2990", "--db", "h2"));
        Iterator<String> rest = Arrays.asList(arguments).iterator();
        while (rest.hasNext()) {
            String name = rest.next();
            if (!HELP.contains("  " + name + " ")) {
                throw new IllegalArgumentException("unknown option " + name);
            }
            if (!rest.hasNext()) {
                throw new IllegalArgumentException(name + " needs a value");
            }
            values.put(name, rest.next());
        }
        if (!values.containsKey("--home")) {
            throw new IllegalArgumentException("--home is missing");
        }
        if (!values.get("--port").matches("[0-9]{1,5}") || Integer.parseInt(values.get("--port")) > 65535) {
            throw new IllegalArgumentException("--port " + values.get("--port") + " is no port");
        }
        DevHostOptions options = DevHostOptions.of(Path.of(values.get("--home")))
                .withPort(Integer.parseInt(values.get("--port")))
                .withBaseUrl(values.get("--base-url"))
                .withSchema(values.get("--schema"));
        if (values.containsKey("--plugin")) {
            Path jar = Path.of(values.get("--plugin"));
            if (!Files.isRegularFile(jar)) {
                throw new IllegalArgumentException("there is no plugin " + jar);
            }
            options = options.withPlugin(jar);
        }
        if (values.get("--db").equals("postgres")) {
            options = options.withPostgres(values.get("--postgres-url"), values.get("--schema"));
        } else if (!values.get("--db").equals("h2")) {
            throw new IllegalArgumentException("--db is h2 or postgres, not " + values.get("--db"));
        }
        if (values.containsKey("--projects")) {
            options = options.withProjects(ProjectSeed.read(Path.of(values.get("--projects"))));
        }
        return values.containsKey("--aui") ? options.withAui(Path.of(values.get("--aui"))) : options;
    }
}
