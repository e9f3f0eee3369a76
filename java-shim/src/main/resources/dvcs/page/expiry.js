// What a person has to do about an account's access: its token ends soon, or its authorisation has ended.
import { nameOf } from './choice.js';
import { button, element, setText } from './dom.js';
import { moment, text } from './texts.js';

const warnings = {
  SOON: ['warning', 'dvcs.expiry.soon'],
  VERY_SOON: ['warning', 'dvcs.expiry.very-soon'],
  PAST: ['error', 'dvcs.expiry.past'],
};

export class AccessNotice {
  /** `actions`: changeAccess(account), authorise(account). */
  constructor(actions) {
    this.words = element('p');
    this.button = button(text('dvcs.expiry.change'), () => (this.account.access.oauth ? actions.authorise(this.account) : actions.changeAccess(this.account)));
    this.element = element('div', { class: 'aui-message dvcs-message-box dvcs-access', hidden: true }, this.words, element('p', { class: 'aui-buttons' }, this.button));
  }

  update(account) {
    this.account = account;
    const { oauth, expiresAt, expiry } = account.access;
    const ended = oauth && account.state === 'FAILED';
    const [kind, key] = ended ? ['warning', 'dvcs.expiry.authorisation'] : warnings[expiry] ?? [];
    this.element.hidden = !key;
    if (!key) return;
    this.element.className = `aui-message aui-message-${kind} dvcs-message-box dvcs-access`;
    setText(this.words, text(key, moment(expiresAt)));
    setText(this.button, text(oauth ? 'dvcs.account.authorise' : 'dvcs.expiry.change'));
    this.button.setAttribute('aria-label', text(oauth ? 'dvcs.account.authorise.label' : 'dvcs.expiry.change.label', nameOf(account)));
  }
}

/** For the line of facts. */
export function accessFact({ access: { oauth, expiresAt } }) {
  if (oauth) return text('dvcs.access.fact.oauth');
  return expiresAt ? text('dvcs.access.fact.ends', moment(expiresAt)) : text('dvcs.access.fact.token');
}
