package dvcs.jira;

import com.atlassian.audit.api.AuditService;
import com.atlassian.audit.entity.AuditEvent;
import com.atlassian.audit.entity.AuditResource;
import com.atlassian.audit.entity.AuditType;
import com.atlassian.audit.entity.ChangedValue;
import com.atlassian.audit.entity.CoverageArea;
import com.atlassian.audit.entity.CoverageLevel;
import com.atlassian.sal.api.message.I18nResolver;
import dvcs.api.AuditTrail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Jira's audit log, which knows who asks, when, and from where. */
public final class JiraAudit implements AuditTrail {
    private static final Logger LOG = LoggerFactory.getLogger(JiraAudit.class);

    private final AuditService log;
    private final I18nResolver texts;

    public JiraAudit(AuditService log, I18nResolver texts) {
        this.log = log;
        this.texts = texts;
    }

    // Another version of Jira may have another log: an error of linkage is no reason to fail, either.
    @Override
    public void record(Entry entry) {
        try {
            log.audit(event(entry));
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("{} of “{}” could not be written to Jira's audit log.", entry.action(), entry.name(), e);
        }
    }

    private AuditEvent event(Entry entry) {
        AuditEvent.Builder event = AuditEvent.builder(AuditType.fromI18nKeys(CoverageArea.ECOSYSTEM, CoverageLevel.BASE,
                "dvcs.audit.category", action(entry.action())).build());
        event.affectedObject(AuditResource.builder(entry.name(), texts.getText(subject(entry.subject()))).id(entry.id()).build());
        for (Change change : entry.changes()) {
            event.changedValue(ChangedValue.fromI18nKeys(field(change.field())).from(change.from()).to(change.to()).build());
        }
        return event.build();
    }

    private static String action(Action action) {
        return switch (action) {
            case ACCOUNT_ADDED -> "dvcs.audit.account.added";
            case ACCOUNT_AUTHORISED -> "dvcs.audit.account.authorised";
            case ACCOUNT_CHANGED -> "dvcs.audit.account.changed";
            case ACCOUNT_REMOVED -> "dvcs.audit.account.removed";
            case WEBHOOKS_RENEWED -> "dvcs.audit.webhooks.renewed";
            case RULES_CHANGED -> "dvcs.audit.rules.changed";
            case DELETIONS_SETTLED -> "dvcs.audit.deletions.settled";
            case REPOSITORY_CHANGED -> "dvcs.audit.repository.changed";
            case COMMAND_RETRIED -> "dvcs.audit.command.retried";
            case COMMAND_DISMISSED -> "dvcs.audit.command.dismissed";
            case MAPPING_ADDED -> "dvcs.audit.mapping.added";
            case MAPPING_REMOVED -> "dvcs.audit.mapping.removed";
            case CLIENT_ADDED -> "dvcs.audit.client.added";
            case CLIENT_CHANGED -> "dvcs.audit.client.changed";
            case CLIENT_REMOVED -> "dvcs.audit.client.removed";
            case COPY_SETTLED -> "dvcs.audit.copy.settled";
        };
    }

    private static String subject(Subject subject) {
        return switch (subject) {
            case ACCOUNT -> "dvcs.audit.subject.account";
            case REPOSITORY -> "dvcs.audit.subject.repository";
            case COMMAND -> "dvcs.audit.subject.command";
            case MAPPING -> "dvcs.audit.subject.mapping";
            case CLIENT -> "dvcs.audit.subject.client";
            case CONNECTOR -> "dvcs.audit.subject.connector";
        };
    }

    private static String field(Field field) {
        return switch (field) {
            case URL -> "dvcs.audit.field.url";
            case AUTO_LINK -> "dvcs.audit.field.auto-link";
            case SMART_COMMITS -> "dvcs.audit.field.smart-commits";
            case AUTHOR_POLICY -> "dvcs.audit.field.author-policy";
            case WEBHOOKS -> "dvcs.audit.field.webhooks";
            case TOKEN -> "dvcs.audit.field.token";
            case CERTIFICATE -> "dvcs.audit.field.certificate";
            case INCLUDE -> "dvcs.audit.field.include";
            case EXCLUDE -> "dvcs.audit.field.exclude";
            case LINKED -> "dvcs.audit.field.linked";
            case ACCEPTED -> "dvcs.audit.field.accepted";
            case AUTHOR -> "dvcs.audit.field.author";
            case USER -> "dvcs.audit.field.user";
            case APPLICATION -> "dvcs.audit.field.application";
            case SECRET -> "dvcs.audit.field.secret";
            case MOVED -> "dvcs.audit.field.moved";
        };
    }
}
