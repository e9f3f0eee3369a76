package dvcs.api;

/**
 * How an account's webhooks are. Times are epoch milliseconds, 0 for never.
 *
 * @param create whether they are made at the forge
 * @param lastDelivery when the last verified delivery came, on whichever node
 * @param refused deliveries that the node which was asked refused in the last hour
 * @param lastRefusal why it refused the last of them, one sentence; empty: it has refused none since its start
 * @param group of the group's webhook, where the forge has such
 * @param active linked repositories whose pushes are told of
 * @param failing linked repositories whose webhook could not be made or is disabled
 * @param error what is wrong with all of them and what to do; empty: nothing
 * @param address where they deliver to; empty while none was made
 */
public record Webhooks(boolean create, long lastDelivery, int refused, String lastRefusal, Hook.State group, int active, int failing,
        String error, long checkedAt, String address) {
    public static final Webhooks NONE = new Webhooks(true, 0, 0, "", Hook.State.NONE, 0, 0, "", 0, "");
}
