// What concerns the whole plugin: the core is missing, this Jira is a copy, the page lost its server.
import * as api from './api.js';
import { button, element, message } from './dom.js';
import { text } from './texts.js';

export class Banners {
  /** `resumed`: called after a decision; `failed(error)`. */
  constructor(resumed, failed) {
    this.resumed = resumed;
    this.failed = failed;
    this.health = element('div');
    this.trouble = element('div');
    this.element = element('div', { class: 'dvcs-banners' }, this.trouble, this.health);
  }

  update(status) {
    const shown = JSON.stringify([status.nativeLoaded, status.nativeProblem, status.paused, status.pausedReason]);
    if (shown === this.shown) return;
    this.shown = shown;
    this.health.replaceChildren();
    if (!status.nativeLoaded) {
      this.health.append(message('error', text('dvcs.native.title'), status.nativeProblem, text('dvcs.native.consequence')));
    }
    if (status.paused) this.health.append(this.paused(status));
  }

  paused(status) {
    return message('warning', text('dvcs.paused.title'), status.pausedReason, text('dvcs.paused.what'),
      element('p', { class: 'aui-buttons dvcs-paused-actions' },
        button(text('dvcs.paused.moved'), () => this.decide(true), { id: 'dvcs-paused-moved' }),
        button(text('dvcs.paused.copy'), () => this.decide(false), { id: 'dvcs-paused-copy' })));
  }

  async decide(moved) {
    try {
      this.update(await api.resume(moved));
      this.resumed();
    } catch (error) {
      this.failed(error);
    }
  }

  /** null: all is well again. */
  show(error) {
    if (error === null) {
      this.trouble.replaceChildren();
      return;
    }
    const again = error.field === 'login'
      ? button(text('dvcs.accounts.login.again'), () => window.location.reload())
      : button(text('dvcs.accounts.dismiss'), () => this.show(null), { class: 'aui-button aui-button-link' });
    this.trouble.replaceChildren(message('error', '', error.message, element('p', {}, again)));
  }
}
