package com.atlassian.jira.bc.issue.worklog;

import com.atlassian.jira.issue.Issue;
import java.util.Date;

/** Source: callers in edgehosting/jira-dvcs-connector (BSD-2) and published javadoc of jira-api. */
public final class WorklogInputParametersImpl implements WorklogInputParameters {
    private final Builder values;

    private WorklogInputParametersImpl(Builder values) {
        this.values = values;
    }

    public static Builder builder() {
        return new Builder();
    }

    @Override
    public Issue getIssue() {
        return values.issue;
    }

    @Override
    public String getTimeSpent() {
        return values.timeSpent;
    }

    @Override
    public Date getStartDate() {
        return values.startDate;
    }

    @Override
    public String getComment() {
        return values.comment;
    }

    public static final class Builder {
        private Issue issue;
        private String timeSpent;
        private Date startDate;
        private String comment;

        public Builder issue(Issue value) {
            issue = value;
            return this;
        }

        public Builder timeSpent(String value) {
            timeSpent = value;
            return this;
        }

        public Builder startDate(Date value) {
            startDate = value;
            return this;
        }

        public Builder comment(String value) {
            comment = value;
            return this;
        }

        public WorklogInputParameters build() {
            return new WorklogInputParametersImpl(this);
        }
    }
}
