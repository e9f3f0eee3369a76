package dvcs.bridge;

import com.google.flatbuffers.FlatBufferBuilder;
import dvcs.wire.EnsureHooks;
import dvcs.wire.JobKind;
import dvcs.wire.KnownHook;
import dvcs.wire.RemoveHooks;
import dvcs.wire.Repository;
import java.util.List;

/** Writes the jobs about webhooks. In a FlatBuffer children come before their parent. */
final class WebhookRequests {
    private WebhookRequests() {}

    static byte[] ensure(long job, EnsureWebhooks request) {
        FlatBufferBuilder to = new FlatBufferBuilder(4096);
        int group = to.createString(request.group());
        int places = EnsureHooks.createRepositoriesVector(to, places(to, request.repositories()));
        int url = to.createString(request.url());
        int former = EnsureHooks.createFormerUrlsVector(to, texts(to, request.formerUrls()));
        int secret = to.createString(request.secret());
        byte[] wanted = new byte[request.kinds().size()];
        int count = 0;
        for (WebhookKind kind : request.kinds()) {
            wanted[count++] = kind.wire();
        }
        int kinds = EnsureHooks.createKindsVector(to, wanted);
        int known = EnsureHooks.createKnownVector(to, known(to, request.known()));
        return Requests.submit(to, job, JobKind.EnsureHooks, EnsureHooks.createEnsureHooks(to, group, places, url, former, secret,
                kinds, known, request.verifyCertificate(), request.lookOnly()));
    }

    static byte[] remove(long job, RemoveWebhooks request) {
        FlatBufferBuilder to = new FlatBufferBuilder(4096);
        int group = to.createString(request.group());
        int places = RemoveHooks.createRepositoriesVector(to, places(to, request.repositories()));
        int urls = RemoveHooks.createUrlsVector(to, texts(to, request.urls()));
        int known = RemoveHooks.createKnownVector(to, known(to, request.known()));
        return Requests.submit(to, job, JobKind.RemoveHooks, RemoveHooks.createRemoveHooks(to, group, places, urls, known));
    }

    private static int[] places(FlatBufferBuilder to, List<WebhookPlace> places) {
        return places.stream().mapToInt(place -> place(to, place)).toArray();
    }

    private static int place(FlatBufferBuilder to, WebhookPlace place) {
        int path = to.createString(place.path());
        Repository.startRepository(to);
        Repository.addId(to, place.forgeId());
        Repository.addPath(to, path);
        Repository.addArchived(to, place.archived());
        Repository.addEmpty(to, place.empty());
        return Repository.endRepository(to);
    }

    private static int[] texts(FlatBufferBuilder to, List<String> texts) {
        return texts.stream().mapToInt(to::createString).toArray();
    }

    private static int[] known(FlatBufferBuilder to, List<KnownWebhook> known) {
        return known.stream().mapToInt(hook -> KnownHook.createKnownHook(to, hook.repositoryId(), hook.hookId())).toArray();
    }
}
