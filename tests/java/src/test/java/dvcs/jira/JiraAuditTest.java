package dvcs.jira;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.atlassian.audit.entity.AuditEvent;
import com.atlassian.audit.entity.CoverageArea;
import com.atlassian.sal.api.message.I18nResolver;
import dvcs.api.AuditTrail.Action;
import dvcs.api.AuditTrail.Change;
import dvcs.api.AuditTrail.Entry;
import dvcs.api.AuditTrail.Field;
import dvcs.api.AuditTrail.Subject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JiraAuditTest {
    private final I18nResolver texts = mock(I18nResolver.class);
    private final List<AuditEvent> log = new ArrayList<>();

    @BeforeEach
    void texts() {
        when(texts.getText(anyString())).thenAnswer(call -> "text of " + call.getArgument(0));
    }

    @Test
    void everyKindOfEntryBecomesAnEvent() {
        JiraAudit audit = new JiraAudit(log::add, texts);
        for (Action action : Action.values()) {
            for (Subject subject : Subject.values()) {
                audit.record(new Entry(action, subject, "acme", "7", List.of()));
            }
        }
        assertThat(log).hasSize(Action.values().length * Subject.values().length).allMatch(event -> event.getArea() == CoverageArea.ECOSYSTEM);
        assertThat(log.stream().map(AuditEvent::getActionI18nKey).distinct()).hasSize(Action.values().length);
        assertThat(log.get(0).getAffectedObjects().get(0).getType()).isEqualTo("text of dvcs.audit.subject.account");
        log.clear();
        for (Field field : Field.values()) {
            audit.record(new Entry(Action.ACCOUNT_CHANGED, Subject.ACCOUNT, "acme", "7", List.of(new Change(field, "a", "b"))));
        }
        assertThat(log.stream().map(event -> event.getChangedValues().get(0).getI18nKey()).distinct()).hasSize(Field.values().length);
        assertThat(log.get(0).getChangedValues().get(0).getFrom()).isEqualTo("a");
        assertThat(log.get(0).getChangedValues().get(0).getTo()).isEqualTo("b");
    }

    @Test
    void aLogThatFailsBreaksNothing() {
        Entry entry = new Entry(Action.ACCOUNT_ADDED, Subject.ACCOUNT, "acme", "7", List.of());
        assertThatCode(() -> new JiraAudit(event -> {
            throw new IllegalStateException("the audit log is full");
        }, texts).record(entry)).doesNotThrowAnyException();
        assertThatCode(() -> new JiraAudit(event -> {
            throw new NoSuchMethodError("of another version");
        }, texts).record(entry)).doesNotThrowAnyException();
    }
}
