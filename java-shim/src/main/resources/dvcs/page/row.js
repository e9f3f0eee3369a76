// One repository in an account's table. Updated in place, so that focus and selection survive the polling.
import { ArmingCell } from './arming.js';
import { button, element, link, setLozenge, setText } from './dom.js';
import { HeldDeletions } from './held.js';
import { count, moment, phase, text } from './texts.js';
import { HookSign } from './webhooks.js';

const states = {
  NEW: ['subtle', 'dvcs.repository.state.new'],
  QUEUED: ['subtle', 'dvcs.repository.state.queued'],
  SYNCING: ['progress', 'dvcs.repository.state.syncing'],
  SYNCED: ['success aui-lozenge-subtle', 'dvcs.repository.state.synced'],
  FAILED: ['error', 'dvcs.repository.state.failed'],
  UNLINKED: ['subtle', 'dvcs.repository.state.unlinked'],
  GONE: ['moved', 'dvcs.repository.state.gone'],
};

const sources = { git: 'dvcs.repository.source.git', rest: 'dvcs.repository.source.rest' };

export class RepositoryRow {
  /** `actions`: sync(repository, full), cancelSync, link(repository, linked), switchSmartCommits(repository, to), acceptBranchDeletions and keepBranches. */
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
    this.synchronised = element('span', { class: 'dvcs-when' });
    this.verified = element('div', { class: 'dvcs-detail dvcs-verified' });
    this.lozenge = element('span');
    this.cancel = button(text('dvcs.dialog.cancel'), () => actions.cancelSync(this.repository), {
      class: 'aui-button aui-button-link aui-button-compact dvcs-cancel-sync', hidden: true, 'aria-label': text('dvcs.repository.cancel.label', repository.path),
    });
    this.detail = element('div', { class: 'dvcs-detail' });
    this.hook = new HookSign();
    this.held = new HeldDeletions('branches', repository.path, {
      accept: () => actions.acceptBranchDeletions(this.repository), keep: () => actions.keepBranches(this.repository), focusAfter: this.sync,
    });
    this.smart = new ArmingCell(repository.path, (to) => actions.switchSmartCommits(this.repository, to));
    this.commits = element('td', { class: 'dvcs-number' });
    this.linked = element('input', {
      type: 'checkbox',
      onchange: () => actions.link(this.repository, this.linked.checked),
    });
    this.element = element('tr', { 'data-repository': String(repository.id) },
      element('td', { class: 'dvcs-linked' }, this.linked),
      this.path,
      element('td', { class: 'dvcs-activity' }, this.activity, this.sync),
      element('td', { class: 'dvcs-synchronised' }, this.synchronised, this.verified),
      element('td', { class: 'dvcs-state' }, this.lozenge, this.cancel, this.detail, this.hook.element, this.held.element),
      this.smart.element,
      this.commits);
  }

  get busy() {
    return ['QUEUED', 'SYNCING'].includes(this.repository.state);
  }

  /** `inherited`: whether the account's smart commits are on; `hooked`: whether it wants webhooks. */
  update(repository, inherited, hooked) {
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
    setText(this.synchronised, moment(repository.lastSync));
    setText(this.verified, this.proof(repository));
    setText(this.commits, count(repository.commits));
    this.held.update(repository.held);
    this.smart.update(repository, inherited);
    this.hook.update(repository, hooked);
    this.drawControls(repository);
  }

  drawControls(repository) {
    this.sync.hidden = !repository.linked || repository.state === 'GONE';
    this.sync.disabled = this.busy;
    if (!this.busy && document.activeElement === this.cancel) this.sync.focus();
    this.cancel.hidden = !this.busy;
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

  /** When its heads were last compared with the host's, and by which way its commits came. */
  proof({ verifiedAt, source }) {
    return [
      verifiedAt ? text('dvcs.repository.verified', moment(verifiedAt)) : '',
      source ? text(sources[source] ?? source) : '',
    ].filter(Boolean).join(' · ');
  }

  explanation(repository) {
    if (repository.error) return repository.error;
    if (repository.state === 'SYNCING') return this.progress(repository.progress);
    if (repository.state === 'GONE') {
      return text(repository.removedAt ? 'dvcs.repository.gone.removed' : 'dvcs.repository.gone', moment(repository.goneAt), moment(repository.removedAt));
    }
    return '';
  }

  progress(now) {
    const rate = Math.round(now.commitsPerSecond);
    return [
      phase(now.phase),
      text('dvcs.progress.commits', count(now.commitsSeen)),
      rate > 0 ? text('dvcs.progress.rate', count(rate)) : '',
      now.lastError ? text('dvcs.progress.trouble', [now.lastError, now.remedy].filter(Boolean).join(' ')) : '',
    ].filter(Boolean).join(' · ');
  }
}
