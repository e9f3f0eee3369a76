// The way to the host where a person confirms, and what is said when the browser comes back.
import { Dialog } from './dialog.js';
import { button, element, message } from './dom.js';
import { text } from './texts.js';

const KEPT = 'dvcs-oauth-form';

const failures = {
  denied: ['dvcs.oauth.denied.title', 'dvcs.oauth.denied.text'],
  state: ['dvcs.oauth.state.title', 'dvcs.oauth.state.text'],
  client: ['dvcs.oauth.client.title', 'dvcs.oauth.client.text'],
  code: ['dvcs.oauth.code.title', 'dvcs.oauth.code.text'],
  scope: ['dvcs.oauth.scope.title', 'dvcs.oauth.scope.text'],
  unreachable: ['dvcs.oauth.unreachable.title', 'dvcs.oauth.unreachable.text'],
  owner: ['dvcs.oauth.owner.title', 'dvcs.oauth.owner.text'],
  duplicate: ['dvcs.oauth.duplicate.title', 'dvcs.oauth.duplicate.text'],
  internal: ['dvcs.oauth.internal.title', 'dvcs.oauth.internal.text'],
};

/** `typed`: what this browser is to remember of the form, which holds no secret. */
export function leave(address, client, typed) {
  const host = new URL(address).host;
  new Dialog({
    title: text('dvcs.leave.title', host),
    confirm: text('dvcs.leave.confirm'),
    body: [element('p', {}, text('dvcs.leave.what', host, client.name)), element('p', {}, text('dvcs.leave.back'))],
    submit: () => {
      sessionStorage.setItem(KEPT, JSON.stringify(typed));
      window.location.assign(address);
    },
  }).open();
}

/** Nothing is to be typed: the account is there already. */
export function leaveAtOnce(address) {
  sessionStorage.removeItem(KEPT);
  window.location.assign(address);
}

/** What the address says about how it went there; said once. Null: nobody was there. */
export function landing() {
  const query = new URLSearchParams(window.location.search);
  const found = ['added', 'authorised', 'failed'].find((each) => query.has(each));
  if (!found) return null;
  const value = query.get(found);
  const typed = JSON.parse(sessionStorage.getItem(KEPT) ?? 'null');
  sessionStorage.removeItem(KEPT);
  window.history.replaceState(null, '', window.location.pathname);
  return found === 'failed' ? { failure: failures[value] ?? failures.internal, typed: value === 'duplicate' ? null : typed } : { accountId: Number(value), isNew: found === 'added' };
}

/** `again(typed)` opens the form with what was in it. */
export function failureMessage({ failure: [title, words], typed }, again, dismiss) {
  return message('error', text(title), text(words), element('p', { class: 'aui-buttons' },
    typed ? button(text('dvcs.oauth.again'), () => again(typed)) : null,
    button(text('dvcs.accounts.dismiss'), dismiss, { class: 'aui-button aui-button-link' })));
}
