// A text that is to be copied to somewhere else.
import { announce, button, element } from './dom.js';
import { text } from './texts.js';

export class CopyField {
  constructor(id, label, description) {
    this.input = element('input', { class: 'text long-field', type: 'text', id, readonly: true, 'aria-describedby': `${id}-description` });
    this.said = element('span', { class: 'dvcs-copied' });
    this.element = element('div', { class: 'field-group dvcs-copy' }, element('label', { for: id }, label), this.input, ' ',
      button(text('dvcs.copy.button'), () => this.copy(), { 'aria-label': text('dvcs.copy.label', label) }), ' ', this.said,
      element('div', { class: 'description', id: `${id}-description` }, description));
  }

  get value() {
    return this.input.value;
  }

  set value(value) {
    this.input.value = value;
  }

  /** Browsers give a clipboard to pages with https only; the older way works with all. */
  async copy() {
    this.input.select();
    let copied = false;
    try {
      await navigator.clipboard.writeText(this.value);
      copied = true;
    } catch {
      copied = document.execCommand('copy');
    }
    this.said.textContent = text(copied ? 'dvcs.copy.done' : 'dvcs.copy.failed');
    announce(this.said.textContent);
  }
}
