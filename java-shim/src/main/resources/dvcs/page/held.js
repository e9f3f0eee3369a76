// The brake: much is gone at the host at once, so nothing was removed until an administrator says so.
import { button, element, setText } from './dom.js';
import { count, moment, text } from './texts.js';

const of = {
  repositories: { title: 'dvcs.held.repositories', accept: 'dvcs.held.accept.repositories.label', keep: 'dvcs.held.keep.repositories.label' },
  branches: { title: 'dvcs.held.branches', accept: 'dvcs.held.accept.branches.label', keep: 'dvcs.held.keep.branches.label' },
};
const decisions = { OPEN: 'dvcs.held.open', ACCEPTED: 'dvcs.held.accepted', REJECTED: 'dvcs.held.rejected' };

export class HeldDeletions {
  /** `kind`: repositories or branches; `name`: whose, for the buttons' names. `accept(held)` asks first; `keep()` does not. */
  constructor(kind, name, { accept, keep, focusAfter }) {
    this.key = of[kind];
    this.focusAfter = focusAfter;
    this.title = element('p', { class: 'title' });
    this.words = element('p', {});
    const small = kind === 'branches' ? ' aui-button-compact' : '';
    this.accept = button(text('dvcs.held.accept'), () => accept(this.held), { class: `aui-button${small} dvcs-accept`, 'aria-label': text(this.key.accept, name) });
    this.keep = button(text('dvcs.held.keep'), keep, { class: `aui-button${small} dvcs-keep`, 'aria-label': text(this.key.keep, name) });
    this.buttons = element('div', { class: 'aui-buttons' }, this.accept, this.keep);
    this.element = element('div', { class: 'aui-message aui-message-warning dvcs-message-box dvcs-held', hidden: true }, this.title, this.words, this.buttons);
  }

  update(held) {
    this.held = held;
    const open = held.missing > 0 && held.decision === 'OPEN';
    if (!open && this.buttons.contains(document.activeElement)) this.focusAfter.focus();
    this.element.hidden = held.missing === 0;
    this.buttons.hidden = !open;
    this.element.classList.toggle('aui-message-warning', open);
    this.element.classList.toggle('aui-message-info', !open);
    if (held.missing === 0) return;
    setText(this.title, text(this.key.title, count(held.missing), count(held.all)));
    setText(this.words, text(decisions[held.decision], moment(held.since)));
  }
}
