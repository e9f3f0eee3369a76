package dvcs.web;

import dvcs.api.SmartCommits.Switch;
import java.util.Set;

/** What is to be changed of a repository; null: nothing of it. */
record RepositoryForm(Boolean linked, Switch smartCommits) {
    static RepositoryForm read(byte[] bytes) {
        Body body = Body.parse(bytes, Set.of("linked", "smartCommits"));
        RepositoryForm form = new RepositoryForm(body.bool("linked"), body.constant("smartCommits", Switch.class));
        if (form.linked() == null && form.smartCommits() == null) {
            throw new Refusal(400, "Give “linked” (true or false), “smartCommits” (INHERITED, ON or OFF), or both.", "linked");
        }
        return form;
    }
}
