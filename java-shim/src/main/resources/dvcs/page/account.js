// One account: heading, state, progress, its switch and its repositories. Updated in place.
import { announce, button, element, link, setLozenge, setText } from './dom.js';
import { RepositoryTable } from './repositories.js';
import { count, moment, text } from './texts.js';

const states = {
  IDLE: ['success', 'dvcs.account.state.idle'],
  LISTING: ['progress', 'dvcs.account.state.listing'],
  SYNCING: ['progress', 'dvcs.account.state.syncing'],
  PAUSED: ['moved', 'dvcs.account.state.paused'],
  FAILED: ['error', 'dvcs.account.state.failed'],
};

/** A whole instance has no name of its own. */
export function nameOf(account) {
  return account.name || new URL(account.url).host;
}

export class AccountView {
  /** `actions`: refresh, changeToken, remove, autoLink(account, on), sync(repository, full), link(repository, linked), failed(error). */
  constructor(account, actions) {
    this.account = account;
    const name = nameOf(account);
    const id = `dvcs-account-${account.id}`;
    this.lozenge = element('span');
    this.facts = element('p', { class: 'dvcs-facts' });
    this.problem = element('div', { class: 'aui-message aui-message-error dvcs-message-box', hidden: true });
    this.bar = element('aui-progressbar', { indeterminate: true, 'aria-label': text('dvcs.account.progress.label', name) });
    this.progressText = element('p', { class: 'dvcs-progress-text' });
    this.progress = element('div', { class: 'dvcs-progress', hidden: true }, this.bar, this.progressText);
    this.autoLink = element('input', {
      type: 'checkbox', class: 'checkbox', id: `${id}-auto`,
      onchange: () => actions.autoLink(this.account, this.autoLink.checked),
    });
    this.refreshButton = button(text('dvcs.account.refresh'), () => actions.refresh(this.account));
    this.table = new RepositoryTable(account.id, name, actions);
    const address = account.name ? `${account.url}/${account.name}` : account.url;
    this.element = element('section', { class: 'dvcs-account', 'aria-labelledby': id, 'data-account': String(account.id) },
      element('div', { class: 'dvcs-account-header' },
        element('h2', { id, tabindex: '-1' }, link(address, name)), this.lozenge,
        element('div', { class: 'aui-buttons dvcs-account-actions' }, this.refreshButton,
          button(text('dvcs.account.token'), () => actions.changeToken(this.account)),
          button(text('dvcs.account.remove'), () => actions.remove(this.account), { class: 'aui-button dvcs-remove' }))),
      this.facts, this.problem, this.progress,
      element('form', { class: 'aui dvcs-switches' }, element('div', { class: 'checkbox' }, this.autoLink,
        element('label', { for: `${id}-auto` }, text('dvcs.account.autolink')))),
      this.table.element);
    this.update(account);
  }

  get busy() {
    return ['LISTING', 'SYNCING'].includes(this.account.state) || this.table.busy;
  }

  update(account) {
    const before = this.account;
    this.account = account;
    const [kind, key] = states[account.state] ?? ['', account.state];
    setLozenge(this.lozenge, kind, text(key));
    setText(this.facts, text('dvcs.account.facts', account.url, count(account.repositories), count(account.commits), moment(account.lastRefresh)));
    this.problem.hidden = !account.error;
    setText(this.problem, account.error ?? '');
    this.autoLink.checked = account.autoLink;
    this.drawProgress(account);
    if (before.state !== account.state) announce(text('dvcs.account.now', nameOf(account), text(key)));
  }

  drawProgress({ state, progress, repositories, repositoriesDone }) {
    const running = state === 'LISTING' || state === 'SYNCING';
    this.progress.hidden = !running;
    this.refreshButton.disabled = running;
    if (!running) return;
    const all = progress.repositoriesAll || repositories;
    const done = progress.repositoriesAll ? progress.repositoriesDone : repositoriesDone;
    this.bar.toggleAttribute('indeterminate', state === 'LISTING' || all === 0);
    if (state === 'SYNCING' && all > 0) {
      this.bar.setAttribute('max', String(all));
      this.bar.setAttribute('value', String(done));
    }
    setText(this.progressText, text(state === 'LISTING' ? 'dvcs.account.listing' : 'dvcs.account.syncing',
      count(done), count(all), count(progress.commitsSeen), count(progress.requests), progress.phase));
  }
}
