package dvcs.forge;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/**
 * How to run a forge.
 *
 * @param data where its repositories live; corpora are kept there between runs
 * @param port 0: a free one
 * @param generated "small", "demo" or "none"
 * @param corpora names of samples in {@code shared}/corpus
 * @param repositories local git repositories to serve as group {@code local}
 * @param externalUrl what links say instead of the address called (GitLab's external_url); null: the same; "/gitlab": the same
 *     below a path, where everything is then served, too
 * @param tls null: plain HTTP
 * @param sized histories to measure with, each COMMITS:BRANCHES:MERGE_REQUESTS, as group {@code sized}
 * @param crowd so many small repositories as group {@code crowd}
 */
public record ForgeOptions(
        Path data,
        int port,
        String generated,
        List<String> corpora,
        List<Path> repositories,
        Path shared,
        String token,
        String externalUrl,
        Tls.Kind tls,
        Clock clock,
        List<String> sized,
        int crowd) {
    public static ForgeOptions in(Path data) {
        return new ForgeOptions(data, 0, "small", List.of(), List.of(), Path.of("../shared"), "glpat-connector-0123456789",
                null, null, Clock.systemUTC(), List.of(), 0);
    }

    public ForgeOptions withGenerated(String size) {
        return new ForgeOptions(data, port, size, corpora, repositories, shared, token, externalUrl, tls, clock, sized, crowd);
    }

    public ForgeOptions withCorpora(Path sharedFolder, List<String> names) {
        return new ForgeOptions(data, port, generated, names, repositories, sharedFolder, token, externalUrl, tls, clock, sized, crowd);
    }

    public ForgeOptions withRepositories(List<Path> paths) {
        return new ForgeOptions(data, port, generated, corpora, paths, shared, token, externalUrl, tls, clock, sized, crowd);
    }

    public ForgeOptions withTls(Tls.Kind kind) {
        return new ForgeOptions(data, port, generated, corpora, repositories, shared, token, externalUrl, kind, clock, sized, crowd);
    }

    public ForgeOptions withExternalUrl(String url) {
        return new ForgeOptions(data, port, generated, corpora, repositories, shared, token, url, tls, clock, sized, crowd);
    }

    public ForgeOptions withClock(Clock other) {
        return new ForgeOptions(data, port, generated, corpora, repositories, shared, token, externalUrl, tls, other, sized, crowd);
    }

    public ForgeOptions withSized(List<String> sizes) {
        return new ForgeOptions(data, port, generated, corpora, repositories, shared, token, externalUrl, tls, clock, sizes, crowd);
    }

    public ForgeOptions withCrowd(int projects) {
        return new ForgeOptions(data, port, generated, corpora, repositories, shared, token, externalUrl, tls, clock, sized, projects);
    }
}
