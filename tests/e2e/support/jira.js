// The host's own API, in Jira's shape: what really happened to an issue.
import assert from 'node:assert/strict';
import { environment } from './environment.js';

/** {status, comments: [{author, body, created}], workLogs: [{author, comment, started, seconds}]}; dates in epoch milliseconds. */
export async function issue(key) {
  const response = await fetch(`${environment.host}/rest/api/2/issue/${key}`, { headers: { Authorization: `Basic ${Buffer.from('admin:admin').toString('base64')}` } });
  assert.equal(response.status, 200, key);
  const { fields } = await response.json();
  const moment = (date) => Date.parse(date.replace(/(\d\d)$/, ':$1'));
  return {
    status: fields.status.name,
    comments: fields.comment.comments.map(({ author, body, created }) => ({ author: author.name, body, created: moment(created) })),
    workLogs: fields.worklog.worklogs.map(({ author, comment, started, timeSpentSeconds }) => ({ author: author.name, comment, started: moment(started), seconds: timeSpentSeconds })),
  };
}
