// One piece of work in the queue. Updated in place, so that focus and selection survive the polling.
import { nameOf } from './choice.js';
import { button, element, link, setLozenge, setText } from './dom.js';
import { count, moment, phase, text } from './texts.js';

const states = {
  RUNNING: ['progress', 'dvcs.queue.state.running'],
  WAITING: ['', 'dvcs.queue.state.waiting'],
  FAILED: ['error', 'dvcs.queue.state.failed'],
};
const kinds = {
  LISTING: 'dvcs.queue.kind.listing', CHANGES: 'dvcs.queue.kind.changes', HISTORY: 'dvcs.queue.kind.history', FULL: 'dvcs.queue.kind.full', VERIFY: 'dvcs.queue.kind.verify',
};
/** What a Jira that is no cluster calls itself. */
const ONLY_NODE = 'single';

export function keyOf({ repositoryId, accountId }) {
  return repositoryId ? `repository-${repositoryId}` : `account-${accountId}`;
}

function accountOf({ account, accountUrl }) {
  return nameOf({ name: account, url: accountUrl });
}

export function nameOfItem(item) {
  return item.repository || accountOf(item);
}

export class QueueRow {
  /** `actions`: cancel(item), moveToTop(item), retry(item). */
  constructor(item, actions) {
    const name = nameOfItem(item);
    const act = (key, label, action, style) => button(text(key), () => action(this.item), { class: `aui-button aui-button-compact ${style}`, 'aria-label': text(label, name) });
    this.lozenge = element('span');
    this.moved = element('div', { class: 'dvcs-detail', hidden: true }, text('dvcs.queue.moved'));
    this.kind = element('td');
    this.since = element('td');
    this.node = element('td');
    this.progress = element('td', { class: 'dvcs-queue-progress' });
    this.cancel = act('dvcs.dialog.cancel', item.repositoryId ? 'dvcs.repository.cancel.label' : 'dvcs.account.cancel.label', (now) => actions.cancel(now), 'dvcs-cancel');
    this.top = act('dvcs.queue.top', 'dvcs.queue.top.label', (now) => actions.moveToTop(now), 'dvcs-top');
    this.retry = act('dvcs.log.retry', 'dvcs.queue.retry.label', (now) => actions.retry(now), 'dvcs-retry');
    this.element = element('tr', { 'data-queue': keyOf(item), tabindex: '-1' },
      element('td', { class: 'dvcs-state' }, this.lozenge, this.moved),
      element('td', {}, item.repository ? link(item.webUrl, item.repository) : element('span', {}, text('dvcs.queue.account')), element('div', { class: 'dvcs-detail' }, accountOf(item))),
      this.kind, this.since, this.node, this.progress,
      element('td', {}, element('div', { class: 'aui-buttons' }, this.top, this.cancel, this.retry)));
  }

  update(item) {
    this.item = item;
    const [style, key] = states[item.state] ?? ['', item.state];
    setLozenge(this.lozenge, style, text(key));
    this.element.dataset.state = item.state;
    this.moved.hidden = !item.moved;
    setText(this.kind, text(kinds[item.kind] ?? item.kind));
    setText(this.since, this.when(item));
    setText(this.node, item.node === ONLY_NODE ? '' : item.node);
    setText(this.progress, this.words(item));
    this.progress.classList.toggle('dvcs-problem', item.state === 'FAILED');
    const focused = this.element.contains(document.activeElement) ? document.activeElement : null;
    this.cancel.hidden = item.state === 'FAILED';
    this.top.hidden = item.state !== 'WAITING';
    this.retry.hidden = item.state !== 'FAILED';
    if (focused?.hidden) this.element.focus();
  }

  when({ state, since }) {
    if (state === 'FAILED') return text('dvcs.queue.since.failed', moment(since));
    return since ? moment(since) : '';
  }

  words({ state, progress, error }) {
    if (state !== 'RUNNING') return error;
    const rate = Math.round(progress.commitsPerSecond);
    return [
      progress.phase ? phase(progress.phase) : '',
      progress.commitsSeen ? text('dvcs.progress.commits', count(progress.commitsSeen)) : '',
      rate > 0 ? text('dvcs.progress.rate', count(rate)) : '',
      progress.requests ? text('dvcs.progress.requests', count(progress.requests)) : '',
    ].filter(Boolean).join(' · ');
  }
}
