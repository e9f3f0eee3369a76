package dvcs.forge;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a commit changed, against its first parent (gitlab.md, 2.2). */
final class Diff {
    private Diff() {}

    static Map<String, Object> stats(Path gitDir, GitCommit commit) {
        long additions = 0;
        long deletions = 0;
        for (String line : Git.lines(gitDir, command(commit, "--numstat"))) {
            String[] parts = line.split("\t");
            if (!parts[0].equals("-")) { // a binary file has no lines
                additions += Long.parseLong(parts[0]);
                deletions += Long.parseLong(parts[1]);
            }
        }
        return Map.of("additions", additions, "deletions", deletions, "total", additions + deletions);
    }

    static List<Map<String, Object>> files(Path gitDir, GitCommit commit) {
        String[] patches = Git.text(gitDir, command(commit, "-p")).split("(?m)^(?=diff --git )");
        String[] parts = Git.text(gitDir, command(commit, "--raw", "-z", "--abbrev=40")).split("\0");
        List<Map<String, Object>> files = new ArrayList<>();
        for (int i = 0; i + 1 < parts.length;) {
            // ":old-mode new-mode old-id new-id status", then one path, or two of a rename
            String[] meta = parts[i].substring(1).split(" ");
            boolean renamed = meta[4].startsWith("R");
            String patch = files.size() < patches.length ? patches[files.size()] : "";
            files.add(row(meta, parts[i + 1], parts[i + (renamed ? 2 : 1)], patch));
            i += renamed ? 3 : 2;
        }
        return files;
    }

    private static Map<String, Object> row(String[] meta, String oldPath, String newPath, String patch) {
        int hunks = patch.indexOf("\n@@ ");
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("diff", hunks < 0 ? "" : patch.substring(hunks + 1));
        json.put("new_path", newPath);
        json.put("old_path", oldPath);
        json.put("a_mode", meta[0].equals("000000") ? "0" : meta[0]);
        json.put("b_mode", meta[1].equals("000000") ? "0" : meta[1]);
        json.put("new_file", meta[4].equals("A"));
        json.put("renamed_file", meta[4].startsWith("R"));
        json.put("deleted_file", meta[4].equals("D"));
        json.put("generated_file", false);
        json.put("collapsed", false);
        json.put("too_large", false);
        return json;
    }

    private static String[] command(GitCommit commit, String... form) {
        List<String> command = new ArrayList<>(List.of("diff-tree", "-r", "-M", "--no-commit-id", "--no-color"));
        command.addAll(List.of(form));
        command.add(commit.parents().isEmpty() ? "--root" : commit.parents().get(0));
        command.add(commit.sha());
        return command.toArray(String[]::new);
    }
}
