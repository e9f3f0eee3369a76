package dvcs.devhost.plugin;

/**
 * The plugin's class loader as the thread's, for as long as something of the plugin runs: one that is left behind is the
 * commonest pin of a plugin's classes (java.md 3).
 */
record ContextLoader(ClassLoader loader) {
    /** Something of the plugin's. */
    interface Action<E extends Exception> {
        void run() throws E;
    }

    /** The same, with a result. */
    interface Call<T, E extends Exception> {
        T run() throws E;
    }

    <E extends Exception> void run(Action<E> action) throws E {
        call(() -> {
            action.run();
            return null;
        });
    }

    <T, E extends Exception> T call(Call<T, E> call) throws E {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return call.run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
