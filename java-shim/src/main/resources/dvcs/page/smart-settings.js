// "Smart commit settings": who may act for the authors of an account's commits, and what that means.
import * as api from './api.js';
import { nameOf } from './choice.js';
import { Dialog } from './dialog.js';
import { announce, element, message } from './dom.js';
import { text } from './texts.js';

const policies = [
  ['COMPATIBLE', 'dvcs.settings.compatible', 'dvcs.settings.compatible.description'],
  ['STRICT', 'dvcs.settings.strict', 'dvcs.settings.strict.description'],
];

export function smartSettingsDialog(account, changed) {
  const choices = policies.map(([value, label, description]) => {
    const id = `dvcs-field-policy-${value.toLowerCase()}`;
    const input = element('input', {
      type: 'radio', class: 'radio', name: 'authorPolicy', id, value, checked: account.authorPolicy === value, 'data-focus': account.authorPolicy === value, 'aria-describedby': `${id}-description`, onchange: () => warn(),
    });
    return { input, place: element('div', { class: 'radio' }, input, element('label', { for: id }, text(label)), element('div', { class: 'description', id: `${id}-description` }, text(description))) };
  });
  const warning = element('div', { 'aria-live': 'polite' });
  const chosen = () => choices.find(({ input }) => input.checked)?.input.value;
  function warn() {
    warning.replaceChildren(chosen() === 'STRICT' ? message('warning', text('dvcs.settings.strict.warning.title'), text('dvcs.settings.strict.warning'))
      : message('warning', text('dvcs.settings.compatible.warning.title'), text('dvcs.settings.compatible.warning')));
  }
  warn();
  new Dialog({
    title: text('dvcs.settings.title', nameOf(account)),
    confirm: text('dvcs.access.confirm'),
    body: [
      element('fieldset', { class: 'group' }, element('legend', {}, element('span', {}, text('dvcs.settings.who'))), ...choices.map(({ place }) => place)),
      warning,
    ],
    submit: () => api.changeAccount(account.id, { authorPolicy: chosen() }),
    done: (now) => {
      changed(now);
      announce(text('dvcs.access.changed'));
    },
  }).open();
}
