package com.atlassian.jira.bc.issue;

import com.atlassian.jira.issue.IssueInputParameters;
import com.atlassian.jira.issue.MutableIssue;
import com.atlassian.jira.user.ApplicationUser;
import com.atlassian.jira.util.ErrorCollection;

/** Source: callers in edgehosting/jira-dvcs-connector (BSD-2) and published javadoc of jira-api. */
public interface IssueService {
    IssueResult getIssue(ApplicationUser user, Long id);

    IssueResult getIssue(ApplicationUser user, String key);

    IssueInputParameters newIssueInputParameters();

    TransitionValidationResult validateTransition(
            ApplicationUser user, Long issueId, int actionId, IssueInputParameters parameters);

    IssueResult transition(ApplicationUser user, TransitionValidationResult result);

    class IssueResult {
        private final MutableIssue issue;
        private final ErrorCollection errors;

        public IssueResult(MutableIssue issue, ErrorCollection errors) {
            this.issue = issue;
            this.errors = errors;
        }

        public MutableIssue getIssue() {
            return issue;
        }

        public boolean isValid() {
            return !errors.hasAnyErrors();
        }

        public ErrorCollection getErrorCollection() {
            return errors;
        }
    }

    class TransitionValidationResult extends IssueResult {
        private final int actionId;

        public TransitionValidationResult(MutableIssue issue, ErrorCollection errors, int actionId) {
            super(issue, errors);
            this.actionId = actionId;
        }

        public Integer getActionId() {
            return actionId;
        }
    }
}
