package dvcs.forge;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The forge as a process: prints one JSON line when it is ready, ends with SIGTERM. */
public final class Main {
    private static final String USAGE = """
            usage: java -jar forge.jar serve --data DIR [option…]
              --port N             0 (default): a free one
              --generated SIZE     small, demo or none (default small): the made-up group acme
              --corpus NAME…       samples of SHARED/corpus as group apache
              --repository PATH…   local git repositories as group local
              --sized COMMITS:BRANCHES:MERGE_REQUESTS…   made-up histories of exactly that size as group sized
              --crowd N            so many small repositories as group crowd
              --shared DIR         default ../shared
              --token T            the access token of user 'connector'
              --tls KIND           good, expired, wrong_host or self_signed; default: plain HTTP
              --external-url URL   what links in answers say instead of the address called; /PATH: served below a path
            """;

    private Main() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 0 || List.of(arguments).contains("--help")) {
            System.out.print(USAGE);
            System.exit(arguments.length == 0 ? 2 : 0);
        }
        ForgeOptions options;
        try {
            options = read(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println("forge: " + e.getMessage());
            System.exit(2);
            return;
        }
        Files.createDirectories(options.data());
        Forge forge = Forge.start(options);
        Runtime.getRuntime().addShutdownHook(new Thread(forge::close));
        System.out.println(new ObjectMapper().writeValueAsString(describe(forge)));
        System.out.flush();
    }

    private static Map<String, Object> describe(Forge forge) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("url", forge.url());
        json.put("token", forge.token());
        json.put("user", "connector");
        json.put("groups", forge.groups());
        json.put("ca", forge.authority() == null ? null : forge.authority().toAbsolutePath().toString());
        List<Map<String, Object>> projects = new ArrayList<>();
        for (Forge.Listed project : forge.projects()) {
            projects.add(Map.of("id", project.id(), "path", project.path(),
                    "git_dir", project.gitDir().toAbsolutePath().toString(), "http_url", project.url()));
        }
        json.put("projects", projects);
        return json;
    }

    private static ForgeOptions read(String[] arguments) {
        if (!arguments[0].equals("serve")) {
            throw new IllegalArgumentException("unknown command '" + arguments[0] + "'; see --help");
        }
        Map<String, List<String>> values = new LinkedHashMap<>();
        String name = null;
        for (String argument : List.of(arguments).subList(1, arguments.length)) {
            if (argument.startsWith("--")) {
                name = argument;
                values.put(name, new ArrayList<>());
            } else if (name == null) {
                throw new IllegalArgumentException("unexpected '" + argument + "'; see --help");
            } else {
                values.get(name).add(argument);
            }
        }
        String data = one(values, "--data", null);
        if (data == null) {
            throw new IllegalArgumentException("--data DIR is missing; see --help");
        }
        String tls = one(values, "--tls", null);
        ForgeOptions standard = ForgeOptions.in(Path.of(data));
        ForgeOptions options = new ForgeOptions(Path.of(data), Integer.parseInt(one(values, "--port", "0")),
                one(values, "--generated", "small"), many(values, "--corpus"),
                many(values, "--repository").stream().map(Path::of).toList(),
                Path.of(one(values, "--shared", "../shared")), one(values, "--token", standard.token()),
                one(values, "--external-url", null),
                tls == null ? null : Tls.Kind.valueOf(tls.toUpperCase(java.util.Locale.ROOT)), Clock.systemUTC(), many(values, "--sized"), Integer.parseInt(one(values, "--crowd", "0")));
        if (!values.isEmpty()) {
            throw new IllegalArgumentException("unknown option '" + values.keySet().iterator().next() + "'; see --help");
        }
        return options;
    }

    private static String one(Map<String, List<String>> values, String name, String otherwise) {
        List<String> given = values.remove(name);
        if (given == null) {
            return otherwise;
        }
        if (given.size() != 1) {
            throw new IllegalArgumentException(name + " takes one value");
        }
        return given.get(0);
    }

    private static List<String> many(Map<String, List<String>> values, String name) {
        List<String> given = values.remove(name);
        return given == null ? List.of() : given;
    }
}
