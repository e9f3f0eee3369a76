// Which user acts for an author whom Jira does not know by the commits' e-mail or name.
import * as api from './api.js';
import { AccountChoice } from './choice.js';
import { Dialog } from './dialog.js';
import { announce, button, element, setLozenge } from './dom.js';
import { clearErrors, errorBox, field, showError } from './fields.js';
import { text } from './texts.js';

const COLUMNS = ['dvcs.authors.author', 'dvcs.authors.user', 'dvcs.authors.account'];

export class Authors {
  constructor(failed) {
    this.account = new AccountChoice('accountId', 'dvcs-authors-account', text('dvcs.authors.account.all'));
    this.failed = failed;
    this.author = element('input', { class: 'text long-field', type: 'text', name: 'author', autocomplete: 'off', spellcheck: 'false' });
    this.user = element('input', { class: 'text long-field', type: 'text', name: 'user', autocomplete: 'off', spellcheck: 'false' });
    this.error = errorBox();
    this.submit = element('button', { type: 'submit', class: 'aui-button' }, text('dvcs.authors.add'));
    this.form = element('form', { class: 'aui dvcs-authors-form', novalidate: true, autocomplete: 'off', onsubmit: (event) => this.add(event) }, this.error,
      field(this.author, text('dvcs.authors.author'), text('dvcs.authors.author.description'), true),
      field(this.user, text('dvcs.authors.user'), text('dvcs.authors.user.description'), true),
      field(this.account.element, text('dvcs.authors.account'), text('dvcs.authors.account.description')),
      element('div', { class: 'buttons-container' }, element('div', { class: 'buttons' }, this.submit)));
    this.nothing = element('p', { class: 'dvcs-nothing', hidden: true }, text('dvcs.authors.none'));
    this.added = element('p', { class: 'dvcs-added', hidden: true });
    this.body = element('tbody');
    this.table = element('table', { class: 'aui dvcs-authors', hidden: true },
      element('caption', { class: 'assistive' }, text('dvcs.authors.title')),
      element('thead', {}, element('tr', {}, ...COLUMNS.map((key) => element('th', { scope: 'col' }, text(key))),
        element('th', { scope: 'col' }, element('span', { class: 'assistive' }, text('dvcs.authors.actions'))))), this.body);
    this.heading = element('h2', { id: 'dvcs-authors', tabindex: '-1' }, text('dvcs.authors.title'));
    this.element = element('section', { class: 'dvcs-section', 'aria-labelledby': 'dvcs-authors' }, this.heading,
      element('p', { class: 'dvcs-intro' }, text('dvcs.authors.intro')),
      element('div', { class: 'dvcs-scroll' }, this.table), this.nothing, this.added, this.form);
  }

  set accounts(accounts) {
    this.account.accounts = accounts;
  }

  async load() {
    try {
      this.draw((await api.authorMappings()).items);
    } catch (error) {
      this.failed(error);
    }
  }

  draw(mappings) {
    const shown = JSON.stringify([mappings, this.account.known.map((each) => [each.id, each.name])]);
    if (shown === this.shown) return;
    this.shown = shown;
    this.table.hidden = mappings.length === 0;
    this.nothing.hidden = mappings.length !== 0;
    this.body.replaceChildren(...mappings.map((mapping) => this.row(mapping)));
  }

  row(mapping) {
    const user = element('span', {}, mapping.userName);
    if (!mapping.userName) setLozenge(user, 'error', text('dvcs.authors.gone'));
    return element('tr', { 'data-mapping': String(mapping.id) }, element('td', {}, mapping.author), element('td', {}, user),
      element('td', {}, this.account.nameOf(mapping.accountId)),
      element('td', {}, button(text('dvcs.authors.remove'), () => this.remove(mapping),
        { class: 'aui-button aui-button-compact', 'aria-label': text('dvcs.authors.remove.label', mapping.author) })));
  }

  /** An author whose command was refused: what is missing is the user. */
  propose({ authorEmail, authorName, accountId }) {
    this.author.value = authorEmail || authorName;
    this.account.choose(accountId);
    this.user.focus();
  }

  async add(event) {
    event.preventDefault();
    if (this.submit.disabled) return;
    clearErrors(this.form, this.error);
    this.added.hidden = true;
    if (!this.account.isChosen) {
      showError(this.form, this.error, { field: 'accountId', message: text('dvcs.authors.account.choose') });
      return;
    }
    this.submit.disabled = true;
    try {
      const { author, userName } = await api.addAuthorMapping({ accountId: this.account.value, author: this.author.value.trim(), user: this.user.value.trim() });
      this.author.value = '';
      this.user.value = '';
      await this.load();
      this.added.textContent = text('dvcs.authors.added', author, userName);
      this.added.hidden = false;
      announce(this.added.textContent);
      this.author.focus();
    } catch (error) {
      showError(this.form, this.error, error);
    } finally {
      this.submit.disabled = false;
    }
  }

  remove(mapping) {
    this.added.hidden = true;
    new Dialog({
      title: text('dvcs.authors.remove.title', mapping.author), confirm: text('dvcs.authors.remove'), danger: true,
      body: [element('p', {}, text('dvcs.authors.remove.what'))],
      submit: () => api.removeAuthorMapping(mapping.id),
      done: async () => {
        await this.load();
        this.heading.focus();
        announce(text('dvcs.authors.removed', mapping.author));
      },
    }).open();
  }
}
