package dvcs.jira;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.atlassian.jira.security.JiraAuthenticationContext;
import com.atlassian.jira.user.ApplicationUser;
import com.atlassian.jira.util.thread.JiraThreadLocalUtil;
import java.util.function.Supplier;
import org.apache.log4j.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ActingUserTest {
    private final JiraAuthenticationContext authentication = mock(JiraAuthenticationContext.class);
    private final JiraThreadLocalUtil threadLocals = mock(JiraThreadLocalUtil.class);
    private final ApplicationUser before = mock(ApplicationUser.class);
    private final ApplicationUser actor = mock(ApplicationUser.class);
    private final ActingUser acting = ActingUser.onOurThread(authentication, threadLocals);
    private ApplicationUser current = before;

    @BeforeEach
    void threadState() {
        when(authentication.getLoggedInUser()).thenAnswer(call -> current);
        doAnswer(call -> current = call.getArgument(0)).when(authentication).setLoggedInUser(any());
        doAnswer(call -> current = null).when(threadLocals).preCall();
        doAnswer(call -> current = null).when(threadLocals).postCall(any(Logger.class));
    }

    @Test
    void theWorkIsTheUsersAndTheThreadIsNot() {
        ApplicationUser during = acting.as(actor, () -> current);
        assertThat(during).isSameAs(actor);
        assertThat(current).isSameAs(before);
        verify(threadLocals).postCall(any(Logger.class));
    }

    @Test
    void nobodyIsAUserToo() {
        assertThat(acting.<ApplicationUser>as(null, () -> current)).isNull();
        assertThat(current).isSameAs(before);
    }

    @Test
    void whateverIsThrownTheUserComesBack() {
        for (Throwable thrown : new Throwable[] {new IllegalStateException("no"), new NoClassDefFoundError("gone"), new StackOverflowError()}) {
            Supplier<Object> work = () -> {
                current = mock(ApplicationUser.class); // a listener that changes the user and dies
                return sneak(thrown);
            };
            assertThatThrownBy(() -> acting.as(actor, work)).isSameAs(thrown);
            assertThat(current).isSameAs(before);
        }
    }

    @Test
    void alsoWhenJiraCannotTidyUpOrPrepare() {
        doThrow(new IllegalStateException("postCall")).when(threadLocals).postCall(any(Logger.class));
        assertThatThrownBy(() -> acting.as(actor, () -> 1)).hasMessage("postCall");
        assertThat(current).isSameAs(before);
        doThrow(new IllegalStateException("preCall")).when(threadLocals).preCall();
        assertThatThrownBy(() -> acting.as(actor, () -> 1)).hasMessage("preCall");
        assertThat(current).isSameAs(before);
    }

    @Test
    void aUserWithinAUserIsRestoredToTheOuterOne() {
        ApplicationUser other = mock(ApplicationUser.class);
        acting.as(actor, () -> {
            acting.as(other, () -> null);
            assertThat(current).isSameAs(actor);
            return null;
        });
        assertThat(current).isSameAs(before);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> Object sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
