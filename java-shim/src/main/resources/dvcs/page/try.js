// "Try a message": what a commit with it would do, and why. Nothing is done.
import * as api from './api.js';
import { AccountChoice } from './choice.js';
import { issueLink, setState, written } from './command.js';
import { announce, element, setLozenge } from './dom.js';
import { clearErrors, errorBox, field, showError } from './fields.js';
import { count, text } from './texts.js';

const COLUMNS = ['dvcs.log.issue', 'dvcs.log.command', 'dvcs.try.would', 'dvcs.try.why'];

function row(preview) {
  const lozenge = element('span');
  if (preview.state === 'WAITING') setLozenge(lozenge, 'success', text('dvcs.try.runs'));
  else setState(lozenge, preview.state);
  return element('tr', { 'data-state': preview.state }, element('td', {}, issueLink(preview.issueKey)), element('td', {}, written(preview)),
    element('td', {}, lozenge), element('td', {}, preview.reason));
}

export class TryMessage {
  constructor() {
    this.account = new AccountChoice('accountId', 'dvcs-try-account', text('dvcs.try.account.all'));
    this.message = element('textarea', { class: 'textarea long-field', name: 'message', rows: '4', spellcheck: 'false', placeholder: text('dvcs.try.example') });
    this.name = element('input', { class: 'text long-field', type: 'text', name: 'authorName', autocomplete: 'off', spellcheck: 'false' });
    this.email = element('input', { class: 'text long-field', type: 'text', name: 'authorEmail', autocomplete: 'off', spellcheck: 'false' });
    this.error = errorBox();
    this.submit = element('button', { type: 'submit', class: 'aui-button' }, text('dvcs.try.confirm'));
    this.form = element('form', { class: 'aui dvcs-try', novalidate: true, autocomplete: 'off', onsubmit: (event) => this.run(event) }, this.error,
      field(this.message, text('dvcs.try.message'), text('dvcs.try.message.description'), true),
      field(this.name, text('dvcs.try.name'), text('dvcs.try.name.description')),
      field(this.email, text('dvcs.try.email'), text('dvcs.try.email.description')),
      field(this.account.element, text('dvcs.try.account'), text('dvcs.try.account.description')),
      element('div', { class: 'buttons-container' }, element('div', { class: 'buttons' }, this.submit)));
    this.nothing = element('p', { class: 'dvcs-nothing', hidden: true }, text('dvcs.try.none'));
    this.body = element('tbody');
    this.table = element('table', { class: 'aui dvcs-previews', hidden: true },
      element('caption', { class: 'assistive' }, text('dvcs.try.caption')),
      element('thead', {}, element('tr', {}, ...COLUMNS.map((key) => element('th', { scope: 'col' }, text(key))))), this.body);
    this.heading = element('h2', { id: 'dvcs-try', tabindex: '-1' }, text('dvcs.try.title'));
    this.element = element('section', { class: 'dvcs-section', 'aria-labelledby': 'dvcs-try' }, this.heading,
      element('p', { class: 'dvcs-intro' }, text('dvcs.try.intro')),
      this.form, element('div', { class: 'dvcs-scroll' }, this.table), this.nothing);
  }

  set accounts(accounts) {
    this.account.accounts = accounts;
  }

  async run(event) {
    event.preventDefault();
    if (this.submit.disabled) return;
    clearErrors(this.form, this.error);
    this.submit.disabled = true;
    try {
      const { items } = await api.dryRun({
        message: this.message.value, authorName: this.name.value.trim(), authorEmail: this.email.value.trim(), accountId: this.account.value,
      });
      this.draw(items);
    } catch (error) {
      this.draw(null);
      showError(this.form, this.error, error);
    } finally {
      this.submit.disabled = false;
    }
  }

  draw(previews) {
    this.table.hidden = !previews?.length;
    this.nothing.hidden = previews?.length !== 0;
    this.body.replaceChildren(...(previews ?? []).map(row));
    if (!previews) return;
    const runs = previews.filter((each) => each.state === 'WAITING').length;
    announce(previews.length ? text('dvcs.try.result', count(runs), count(previews.length)) : text('dvcs.try.none'));
  }
}
