// One account: heading, state, progress, its switch and its repositories. Updated in place.
import { smartCommitsAddress } from './api.js';
import { avatar } from './avatar.js';
import { nameOf } from './choice.js';
import { AccessNotice, accessFact } from './expiry.js';
import { announce, button, element, link, setLozenge, setText } from './dom.js';
import { HeldDeletions } from './held.js';
import { menu } from './menu.js';
import { ProgressView } from './progress.js';
import { RepositoryTable } from './repositories.js';
import { count, moment, text } from './texts.js';
import { WebhookView } from './webhooks.js';

const states = {
  IDLE: ['success', 'dvcs.account.state.idle'],
  LISTING: ['progress', 'dvcs.account.state.listing'],
  SYNCING: ['progress', 'dvcs.account.state.syncing'],
  PAUSED: ['moved', 'dvcs.account.state.paused'],
  FAILED: ['error', 'dvcs.account.state.failed'],
};

/** Names of products: the same in every language. */
const hosts = { gitlab: 'GitLab', gitea: 'Gitea', github: 'GitHub', bitbucket: 'Bitbucket' };

export class AccountView {
  /**
   * `actions`: refresh, cancel, diagnose, changeAccess, remove, acceptDeletions, keepDeletions, autoLink(account, on),
   * smartCommits(account, on), smartSettings, failed(error), and those of the table.
   */
  constructor(account, actions) {
    this.account = account;
    const name = nameOf(account);
    const id = `dvcs-account-${account.id}`;
    const address = account.name ? `${account.url}/${account.name}` : account.url;
    this.heading = element('h2', { id, tabindex: '-1' }, link(address, name));
    this.lozenge = element('span');
    this.facts = element('span');
    this.failures = button('', () => this.table.show('failed'), { class: 'aui-button aui-button-link dvcs-failures', hidden: true });
    this.problem = element('div', { class: 'aui-message aui-message-error dvcs-message-box', hidden: true });
    this.access = new AccessNotice(actions);
    this.progress = new ProgressView(name, () => actions.cancel(this.account), this.heading);
    this.held = new HeldDeletions('repositories', name, {
      accept: () => actions.acceptDeletions(this.account), keep: () => actions.keepDeletions(this.account), focusAfter: this.heading,
    });
    this.autoLink = this.switch(`${id}-auto`, (on) => actions.autoLink(this.account, on));
    this.smartCommits = this.switch(`${id}-smart`, (on) => actions.smartCommits(this.account, on));
    this.webhooks = new WebhookView(id, (on) => actions.webhooks(this.account, on));
    this.refreshButton = button(text('dvcs.account.refresh'), () => actions.refresh(this.account));
    this.table = new RepositoryTable(account.id, name, actions);
    const actionsMenu = this.menu(id, name, actions);
    this.authorise = actionsMenu[1].querySelector(`#${id}-authorise`).closest('li'); // AUI moves the menu out of this element
    this.element = element('section', { class: 'dvcs-account', 'aria-labelledby': id, 'data-account': String(account.id) },
      element('div', { class: 'dvcs-account-header' }, avatar(name), this.heading,
          element('span', { class: 'aui-lozenge aui-lozenge-subtle dvcs-host' }, hosts[account.host] ?? account.host), this.lozenge,
        element('div', { class: 'aui-buttons dvcs-account-actions' }, this.refreshButton, ...actionsMenu)),
      element('p', { class: 'dvcs-facts' }, this.facts, this.failures), this.problem, this.access.element, this.progress.element, this.held.element,
      element('form', { class: 'aui dvcs-switches' },
        element('div', { class: 'checkbox' }, this.autoLink, element('label', { for: this.autoLink.id }, text('dvcs.account.autolink'))),
        element('div', { class: 'checkbox' }, this.smartCommits, element('label', { for: this.smartCommits.id }, text('dvcs.account.smart')),
          element('div', { class: 'description', id: `${id}-smart-description` }, text('dvcs.account.smart.description'))),
        this.webhooks.element),
      this.webhooks.problem,
      this.table.element);
    this.smartCommits.setAttribute('aria-describedby', `${id}-smart-description`);
    this.update(account);
  }

  switch(id, turned) {
    const box = element('input', { type: 'checkbox', class: 'checkbox', id, onchange: () => turned(box.checked) });
    return box;
  }

  menu(id, name, actions) {
    return menu(id, element('span', { class: 'aui-icon aui-icon-small aui-iconfont-more', 'aria-hidden': 'true' }), text('dvcs.account.actions.label', name), [
      [text('dvcs.account.refresh'), () => actions.refresh(this.account)],
      [text('dvcs.account.doctor'), () => actions.diagnose(this.account)],
      [text('dvcs.account.authorise'), () => actions.authorise(this.account), { id: `${id}-authorise` }],
      [text('dvcs.webhooks.check'), () => actions.keepWebhooks(this.account, false)],
      [text('dvcs.webhooks.renew'), () => actions.keepWebhooks(this.account, true)],
      [text('dvcs.account.access'), () => actions.changeAccess(this.account)],
      [text('dvcs.account.rules'), () => actions.rules(this.account)],
      [text('dvcs.account.smart.settings'), () => actions.smartSettings(this.account)],
      [text('dvcs.account.smart.log'), () => window.location.assign(smartCommitsAddress({ account: this.account.id }))],
      [text('dvcs.account.remove'), () => actions.remove(this.account)],
    ]);
  }

  get busy() {
    return ['LISTING', 'SYNCING'].includes(this.account.state) || this.table.busy || this.webhooks.busy;
  }

  update(account) {
    const before = this.account;
    this.account = account;
    const [kind, key] = states[account.state] ?? ['', account.state];
    setLozenge(this.lozenge, kind, text(key));
    setText(this.facts, text('dvcs.account.facts', account.url, count(account.repositories), count(account.commits), moment(account.lastRefresh), accessFact(account)));
    this.problem.hidden = !account.error;
    setText(this.problem, account.error ?? '');
    this.access.update(account);
    this.authorise.hidden = !account.access.oauth;
    this.autoLink.checked = account.autoLink;
    this.smartCommits.checked = account.smartCommits;
    this.webhooks.update(account.webhooks);
    this.table.listed = account.lastRefresh > 0;
    this.table.linked = account.repositories;
    this.table.inherited = account.smartCommits;
    this.table.hooked = account.webhooks.create;
    const failures = account.repositoriesFailed;
    this.failures.hidden = failures === 0;
    setText(this.failures, text(failures === 1 ? 'dvcs.account.failures.one' : 'dvcs.account.failures.many', count(failures)));
    this.refreshButton.disabled = ['LISTING', 'SYNCING'].includes(account.state);
    this.progress.update(account);
    this.held.update(account.held);
    if (before.state !== account.state) announce(text('dvcs.account.now', nameOf(account), text(key)));
  }
}
