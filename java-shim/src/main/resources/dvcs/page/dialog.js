// AUI's dialog around a form: focus goes in, Escape and Cancel close, focus comes back.
import { button, element } from './dom.js';
import { clearErrors, errorBox, showError } from './fields.js';
import { text } from './texts.js';

let number = 0;

export class Dialog {
  /** What `submit` returns when the dialog is to stay open: there is more to ask. */
  static STAY = Symbol('stay');

  /**
   * `submit()` may throw an ApiError; the dialog closes when it returns, and `done` gets its result. `waiting`: what is
   * said meanwhile.
   */
  constructor({ title, body, confirm, danger, submit, done, waiting }) {
    const id = `dvcs-dialog-${(number += 1)}`;
    this.submit = submit;
    this.done = done;
    this.waiting = waiting;
    this.returnFocus = document.activeElement;
    this.error = errorBox();
    this.cancel = button(text('dvcs.dialog.cancel'), () => this.close(), { class: 'aui-button aui-button-link' });
    this.hint = element('div', { class: 'aui-dialog2-footer-hint', 'aria-live': 'polite' });
    this.confirm = element('button', { type: 'submit', class: `aui-button aui-button-${danger ? 'danger' : 'primary'}`, form: `${id}-form` }, confirm);
    this.form = element('form', { class: 'aui', id: `${id}-form`, novalidate: true, autocomplete: 'off', onsubmit: (event) => this.run(event) }, this.error, ...body);
    if (!this.form.querySelector('[data-focus]')) (danger ? this.cancel : this.confirm).dataset.focus = '';
    this.element = element('section', { id, class: 'aui-layer aui-dialog2 aui-dialog2-medium', role: 'dialog', 'aria-modal': 'true', 'aria-labelledby': `${id}-title`, 'aria-hidden': 'true', tabindex: '-1' },
      element('header', { class: 'aui-dialog2-header' }, element('h2', { class: 'aui-dialog2-header-main', id: `${id}-title` }, title)),
      element('div', { class: 'aui-dialog2-content' }, this.form),
      element('footer', { class: 'aui-dialog2-footer' },
        element('div', { class: 'aui-dialog2-footer-actions' }, this.confirm, this.cancel),
        this.hint));
  }

  open() {
    document.body.append(this.element);
    this.layer = AJS.dialog2(this.element);
    this.layer.on('hide', () => this.closed());
    this.layer.show();
    // Newer AUI shows by an attribute of its own and leaves this one: a screen reader would not see the dialog.
    this.element.setAttribute('aria-hidden', 'false');
    // AUI puts the focus on the first field or button in a turn of its own: ours comes after it.
    setTimeout(() => this.element.querySelector('[data-focus]').focus());
  }

  close() {
    this.layer.hide();
  }

  closed() {
    this.element.remove();
    if (this.returnFocus?.isConnected) this.returnFocus.focus();
  }

  async run(event) {
    event.preventDefault();
    if (this.confirm.disabled) return;
    this.clear();
    this.confirm.disabled = true;
    if (this.waiting) this.hint.replaceChildren(element('aui-spinner', { size: 'small' }), ` ${this.waiting()}`);
    try {
      const result = await this.submit();
      if (result === Dialog.STAY) {
        this.confirm.disabled = false;
        if (document.activeElement === document.body) this.confirm.focus(); // a button that is switched off loses the focus
        return;
      }
      if (this.element.isConnected) this.close();
      this.done?.(result);
    } catch (error) {
      this.show(error);
    } finally {
      this.confirm.disabled = false;
      this.hint.replaceChildren();
    }
  }

  clear() {
    clearErrors(this.form, this.error);
  }

  show(error) {
    showError(this.form, this.error, error);
  }
}
