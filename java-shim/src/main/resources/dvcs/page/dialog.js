// AUI's dialog around a form: focus goes in, Escape and Cancel close, focus comes back.
import { button, element } from './dom.js';
import { text } from './texts.js';

let number = 0;

export class Dialog {
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
    this.error = element('div', { class: 'aui-message aui-message-error dvcs-message-box', role: 'alert', hidden: true });
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
    this.error.hidden = true;
    for (const place of this.form.querySelectorAll('.error[data-for]')) place.textContent = '';
    for (const input of this.form.querySelectorAll('[aria-invalid]')) input.removeAttribute('aria-invalid');
  }

  /** Beside the field that is to blame, else on top. */
  show(error) {
    const input = error.field ? this.form.elements.namedItem(error.field) : null;
    if (input) {
      this.form.querySelector(`.error[data-for="${CSS.escape(error.field)}"]`).textContent = error.message;
      input.setAttribute('aria-invalid', 'true');
      input.closest('details')?.setAttribute('open', '');
      input.focus();
    } else {
      this.error.hidden = false;
      this.error.textContent = error.message;
    }
  }
}

/** A labelled field with its place for an error. */
export function field(input, label, description, required = false) {
  input.id ||= `dvcs-field-${input.name}`;
  input.setAttribute('aria-describedby', `${input.id}-description ${input.id}-error`);
  if (required) input.setAttribute('aria-required', 'true');
  return element('div', { class: 'field-group' },
    element('label', { for: input.id }, label, required ? element('span', { class: 'aui-icon icon-required', 'aria-hidden': 'true' }) : null),
    input,
    element('div', { class: 'error', id: `${input.id}-error`, 'data-for': input.name, role: 'alert' }),
    element('div', { class: 'description', id: `${input.id}-description` }, description));
}
