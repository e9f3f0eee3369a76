// One repository in an account's table. Updated in place, so that focus and selection survive the polling.
import { element, link, setLozenge, setText } from './dom.js';
import { count, moment, text } from './texts.js';

const states = {
  NEW: ['subtle', 'dvcs.repository.state.new'],
  QUEUED: ['subtle', 'dvcs.repository.state.queued'],
  SYNCING: ['progress', 'dvcs.repository.state.syncing'],
  SYNCED: ['success aui-lozenge-subtle', 'dvcs.repository.state.synced'],
  FAILED: ['error', 'dvcs.repository.state.failed'],
  UNLINKED: ['subtle', 'dvcs.repository.state.unlinked'],
  GONE: ['moved', 'dvcs.repository.state.gone'],
};

export class RepositoryRow {
  /** `actions`: sync(repository, full) and link(repository, linked). */
  constructor(repository, actions) {
    this.id = repository.id;
    this.path = element('td', { class: 'dvcs-path' });
    this.activity = element('span', { class: 'dvcs-when' });
    this.sync = element('button', {
      type: 'button',
      class: 'aui-button aui-button-subtle aui-button-compact dvcs-sync',
      title: text('dvcs.repository.sync.title'),
      onclick: (event) => actions.sync(this.repository, event.shiftKey),
    }, element('span', { class: 'aui-icon aui-icon-small aui-iconfont-refresh', 'aria-hidden': 'true' }),
    element('span', { class: 'assistive' }));
    this.lozenge = element('span');
    this.detail = element('div', { class: 'dvcs-detail' });
    this.commits = element('td', { class: 'dvcs-number' });
    this.linked = element('input', {
      type: 'checkbox',
      onchange: () => actions.link(this.repository, this.linked.checked),
    });
    this.element = element('tr', { 'data-repository': String(repository.id) },
      element('td', { class: 'dvcs-linked' }, this.linked),
      this.path,
      element('td', { class: 'dvcs-activity' }, this.activity, this.sync),
      element('td', { class: 'dvcs-state' }, this.lozenge, this.detail),
      this.commits);
    this.update(repository);
  }

  get busy() {
    return ['QUEUED', 'SYNCING'].includes(this.repository.state);
  }

  update(repository) {
    const before = this.repository;
    this.repository = repository;
    if (before?.path !== repository.path || before?.archived !== repository.archived || before?.empty !== repository.empty) {
      this.drawPath(repository);
    }
    const [kind, key] = states[repository.state] ?? ['', repository.state];
    setLozenge(this.lozenge, kind, text(key));
    setText(this.detail, this.explanation(repository));
    this.detail.classList.toggle('dvcs-problem', Boolean(repository.error));
    setText(this.activity, moment(repository.lastActivity));
    setText(this.commits, count(repository.commits));
    this.sync.hidden = !repository.linked || repository.state === 'GONE';
    this.sync.disabled = this.busy;
    this.linked.checked = repository.linked;
    this.linked.disabled = repository.state === 'GONE';
  }

  drawPath(repository) {
    this.path.replaceChildren(link(repository.webUrl, repository.path));
    if (repository.archived) this.path.append(' ', element('span', { class: 'aui-lozenge aui-lozenge-subtle' }, text('dvcs.repository.archived')));
    if (repository.empty) this.path.append(' ', element('span', { class: 'aui-lozenge aui-lozenge-subtle' }, text('dvcs.repository.empty')));
    setText(this.sync.lastChild, text('dvcs.repository.sync.label', repository.path));
    this.linked.setAttribute('aria-label', text('dvcs.repository.linked.label', repository.path));
  }

  explanation(repository) {
    if (repository.error) return repository.error;
    if (repository.state === 'SYNCING') {
      return text('dvcs.repository.progress', count(repository.progress.commitsSeen), count(repository.progress.requests));
    }
    return repository.lastSync ? text('dvcs.repository.last.sync', moment(repository.lastSync)) : '';
  }
}
