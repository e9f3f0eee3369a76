package dvcs.bridge;

/** Runs inside a class loader of its own, as a plugin does: load, work, stop. */
public final class LoaderProbe implements Runnable {
    private final String library;
    private final String requests;

    public LoaderProbe(String library, String requests) {
        this.library = library;
        this.requests = requests;
    }

    @Override
    public void run() {
        System.load(library);
        Checks.that(Natives.liveObjects() == 0, "statics of another copy show through");
        Natives.start(Checks.request(requests, "start"));
        Natives.open(Checks.request(requests, "open"));
        Checks.fails(Checks.BAD_ARGUMENT, "garbage", () -> Natives.open(new byte[20]));
        Natives.shutdown();
        Checks.that(Natives.liveObjects() == 0, "objects left");
    }
}
