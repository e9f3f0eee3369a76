// Which commands of the log are shown. The choice is part of the page's address, so that it can be kept and sent.
import * as api from './api.js';
import { nameOf } from './choice.js';
import { commandStates } from './command.js';
import { element, setText } from './dom.js';
import { text } from './texts.js';

const TYPING_PAUSE = 250;
const SUGGESTIONS = 10;

export class LogFilters {
  /** `changed()` after each choice; `failed(error)`. */
  constructor({ changed, failed }) {
    this.changed = changed;
    this.failed = failed;
    const asked = new URLSearchParams(window.location.search);
    this.wanted = { state: asked.get('state') ?? '', account: asked.get('account') ?? '' };
    this.repositoryId = Number(asked.get('repository')) || 0;
    this.state = this.select('state', text('dvcs.log.filter.state'), commandStates.map(([value, key]) => [value, text(key)]));
    this.state.value = this.wanted.state;
    this.account = this.select('account', text('dvcs.log.filter.account'), []);
    this.options = element('datalist', { id: 'dvcs-log-repositories' });
    this.repository = this.input('repository', text('dvcs.log.filter.repository'), () => this.suggest(), { list: this.options.id });
    this.issue = this.input('issue', text('dvcs.log.filter.issue'), () => this.choose());
    this.issue.value = asked.get('issue') ?? '';
    this.hint = element('span', { class: 'dvcs-found', role: 'status' });
    this.element = element('form', { class: 'aui dvcs-search dvcs-log-filters', onsubmit: (event) => event.preventDefault() },
      this.state, this.account, this.repository, this.options, this.issue, this.hint);
    if (this.repositoryId) this.nameRepository();
  }

  select(name, all, options) {
    return element('select', { class: 'select', name, 'aria-label': all, onchange: () => (name === 'account' ? this.suggest() : this.choose()) },
      element('option', { value: '' }, all), ...options.map(([value, label]) => element('option', { value }, label)));
  }

  input(name, label, act, properties = {}) {
    return element('input', {
      type: 'search', class: 'text', name, placeholder: label, 'aria-label': label, spellcheck: 'false', autocomplete: 'off', ...properties,
      oninput: () => { clearTimeout(this.pause); this.pause = setTimeout(act, TYPING_PAUSE); },
    });
  }

  get value() {
    return { state: this.state.value, account: this.account.value, repository: this.repositoryId || '', issue: this.issue.value.trim() };
  }

  get narrows() {
    return Object.values(this.value).some(Boolean);
  }

  set accounts(accounts) {
    const chosen = this.account.value || this.wanted.account;
    const names = JSON.stringify(accounts.map((each) => [each.id, nameOf(each)]));
    if (names === this.names) return;
    this.names = names;
    this.ids = accounts.map((each) => each.id);
    this.account.replaceChildren(this.account.options[0], ...accounts.map((each) => element('option', { value: String(each.id) }, nameOf(each))));
    this.account.value = this.ids.map(String).includes(chosen) ? chosen : '';
  }

  choose() {
    window.history.replaceState(null, '', api.smartCommitsAddress(this.value));
    this.changed();
  }

  /** Of 5,000 repositories those whose path has the text; the one that has it as its whole path is chosen. */
  async suggest() {
    const typed = this.repository.value.trim();
    const asked = (this.asked = (this.asked ?? 0) + 1);
    try {
      const accounts = typed ? [this.account.value].filter(Boolean) : [];
      const searched = typed && accounts.length === 0 ? this.ids ?? [] : accounts;
      const slices = await Promise.all(searched.map((id) => api.repositories(id, 'all', typed, 0, SUGGESTIONS)));
      if (asked !== this.asked) return;
      const found = slices.flatMap((slice) => slice.items);
      this.options.replaceChildren(...found.map((each) => element('option', { value: each.path })));
      const exact = found.find((each) => each.path === typed);
      setText(this.hint, typed && !exact ? text(found.length ? 'dvcs.log.filter.choose' : 'dvcs.log.filter.none') : '');
      this.repositoryId = exact?.id ?? 0;
      this.choose();
    } catch (error) {
      this.failed(error);
    }
  }

  /** The address has its number only. */
  async nameRepository() {
    try {
      this.repository.value = (await api.repository(this.repositoryId)).path;
    } catch (error) {
      this.failed(error);
    }
  }
}
