package dvcs.devhost.web;

import com.atlassian.webresource.api.assembler.PageBuilderService;
import com.atlassian.webresource.api.assembler.RequiredResources;
import com.atlassian.webresource.api.assembler.WebResourceAssembler;
import java.util.LinkedHashSet;
import java.util.Set;

/** What the request in this thread has asked to have on its page. */
public final class PageResources implements PageBuilderService {
    private static final ThreadLocal<Set<String>> MODULES = ThreadLocal.withInitial(LinkedHashSet::new);
    private static final ThreadLocal<Set<String>> CONTEXTS = ThreadLocal.withInitial(LinkedHashSet::new);

    static Set<String> modules() {
        return MODULES.get();
    }

    static Set<String> contexts() {
        return CONTEXTS.get();
    }

    static void clear() {
        MODULES.remove();
        CONTEXTS.remove();
    }

    @Override
    public WebResourceAssembler assembler() {
        return () -> new RequiredResources() {
            @Override
            public RequiredResources requireWebResource(String moduleKey) {
                MODULES.get().add(moduleKey);
                return this;
            }

            @Override
            public RequiredResources requireContext(String context) {
                CONTEXTS.get().add(context);
                return this;
            }
        };
    }
}
