package dvcs.plugin;

/** Live work (somebody waits) and first imports never wait for each other: own threads, sessions and writers. */
enum Lane { LIVE, BACKFILL }
