package dvcs.devhost.platform;

import com.atlassian.audit.api.AuditService;
import com.atlassian.audit.entity.AuditEvent;
import com.atlassian.jira.security.JiraAuthenticationContext;
import com.atlassian.jira.user.ApplicationUser;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** Jira's audit log, kept while the host runs. Who asks it finds out itself, as Jira's does. */
public final class HostAudit implements AuditService {
    private final JiraAuthenticationContext currentUser;
    private final List<Map<String, Object>> entries = new CopyOnWriteArrayList<>();

    public HostAudit(JiraAuthenticationContext currentUser) {
        this.currentUser = currentUser;
    }

    @Override
    public void audit(AuditEvent event) {
        ApplicationUser user = currentUser.getLoggedInUser();
        entries.add(Map.of(
                "author", user == null ? "" : user.getUsername(),
                "area", event.getArea().name(),
                "category", event.getCategoryI18nKey(),
                "action", event.getActionI18nKey(),
                "objects", event.getAffectedObjects().stream()
                        .map(each -> Map.of("name", each.getName(), "type", each.getType(), "id", String.valueOf(each.getId())))
                        .toList(),
                "changes", event.getChangedValues().stream()
                        .collect(Collectors.toMap(each -> each.getI18nKey(), each -> each.getFrom() + " -> " + each.getTo()))));
    }

    /** Oldest first. */
    public List<Map<String, Object>> entries() {
        return List.copyOf(entries);
    }
}
