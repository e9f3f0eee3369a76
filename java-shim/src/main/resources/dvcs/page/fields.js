// Fields of a form, and where their errors go.
import { element } from './dom.js';

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

/** Where an error goes that is no field's. */
export function errorBox() {
  return element('div', { class: 'aui-message aui-message-error dvcs-message-box', role: 'alert', hidden: true });
}

export function clearErrors(form, box) {
  box.hidden = true;
  for (const place of form.querySelectorAll('.error[data-for]')) place.textContent = '';
  for (const input of form.querySelectorAll('[aria-invalid]')) input.removeAttribute('aria-invalid');
}

/** Beside the field that is to blame, else in the box. */
export function showError(form, box, error) {
  const place = error.field ? form.querySelector(`.error[data-for="${CSS.escape(error.field)}"]`) : null;
  const input = place ? form.elements.namedItem(error.field) : null;
  if (input) {
    place.textContent = error.message;
    input.setAttribute('aria-invalid', 'true');
    input.closest('details')?.setAttribute('open', '');
    input.focus();
  } else {
    box.hidden = false;
    box.textContent = error.message;
  }
}
