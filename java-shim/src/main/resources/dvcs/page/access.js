// With what an account works at its host: fields for that, and the dialog that changes it.
import * as api from './api.js';
import { nameOf } from './choice.js';
import { Dialog } from './dialog.js';
import { announce, element } from './dom.js';
import { field } from './fields.js';
import { text } from './texts.js';

export function tokenInput(focus) {
  return element('input', { class: 'text long-field', type: 'password', name: 'token', autocomplete: 'new-password', spellcheck: 'false', 'data-focus': focus });
}

/** A company's own authority: rarely needed, so it stays folded until it is. */
export function certificateField(description, open) {
  const input = element('textarea', { class: 'textarea long-field dvcs-pem', name: 'ca', rows: '4', spellcheck: 'false', autocomplete: 'off', placeholder: '-----BEGIN CERTIFICATE-----' });
  const folded = element('details', { class: 'dvcs-more', open }, element('summary', {}, text('dvcs.add.ca.more')),
    field(input, text('dvcs.add.ca'), description));
  return [input, folded];
}

/** Token and certificate; a field that is left empty stays as it is. */
export function accessDialog(account, changed) {
  const token = tokenInput(true);
  const [ca, certificate] = certificateField(text('dvcs.access.ca.description'), account.certificate !== '');
  const forget = element('input', { type: 'checkbox', class: 'checkbox', name: 'forget', id: 'dvcs-field-forget' });
  if (account.certificate) {
    certificate.append(element('div', { class: 'group' }, element('p', { class: 'dvcs-certificate' }, text('dvcs.access.ca.now', account.certificate)),
      element('div', { class: 'checkbox' }, forget, element('label', { for: forget.id }, text('dvcs.access.ca.forget')))));
  }
  new Dialog({
    title: text('dvcs.access.title', nameOf(account)),
    confirm: text('dvcs.access.confirm'),
    waiting: () => text('dvcs.add.connecting', account.url),
    body: [field(token, text('dvcs.add.token'), text(account.access.oauth ? 'dvcs.access.token.instead' : 'dvcs.access.token.description')), certificate],
    submit: () => {
      const change = {
        ...(token.value.trim() ? { token: token.value.trim() } : {}),
        ...(forget.checked ? { ca: '' } : ca.value.trim() ? { ca: ca.value } : {}),
      };
      if (Object.keys(change).length === 0) throw new api.ApiError(400, text('dvcs.access.nothing'), 'token');
      return api.changeAccount(account.id, change);
    },
    done: (now) => {
      changed(now);
      announce(text('dvcs.access.changed'));
    },
  }).open();
}
