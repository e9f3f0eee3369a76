// The table of an account's repositories: search and pages are the server's, so 5,000 cost what 25 do.
import * as api from './api.js';
import { announce, button, element, setText } from './dom.js';
import { RepositoryRow } from './row.js';
import { count, text } from './texts.js';

const PAGE = 25;
const TYPING_PAUSE = 250;
const FILTERS = {
  all: 'dvcs.repositories.show.all',
  failed: 'dvcs.repositories.show.failed',
  held: 'dvcs.repositories.show.held',
  gone: 'dvcs.repositories.show.gone',
  new: 'dvcs.repositories.show.new',
  synced: 'dvcs.repositories.show.synced',
  unlinked: 'dvcs.repositories.show.unlinked',
};

export class RepositoryTable {
  /** `actions`: see RepositoryRow, and failed(error). */
  constructor(accountId, accountName, actions) {
    this.accountId = accountId;
    this.actions = actions;
    this.start = 0;
    this.rows = new Map();
    this.search = element('input', {
      type: 'search', class: 'text', placeholder: text('dvcs.repositories.search'),
      'aria-label': text('dvcs.repositories.search.label', accountName),
      oninput: () => this.typed(),
    });
    this.filter = element('select', {
      class: 'select', 'aria-label': text('dvcs.repositories.show.label', accountName), onchange: () => this.first(),
    }, ...Object.entries(FILTERS).map(([value, key]) => element('option', { value }, text(key))));
    this.found = element('span', { class: 'dvcs-found' });
    this.body = element('tbody');
    this.nothing = element('p', { class: 'dvcs-nothing', hidden: true });
    this.again = button(text('dvcs.repositories.show.again'), () => this.showAll(), { class: 'aui-button aui-button-link dvcs-show-all', hidden: true });
    this.hint = element('div', { class: 'aui-message aui-message-info dvcs-message-box dvcs-unlinked-hint', hidden: true });
    this.table = element('table', { class: 'aui dvcs-repositories' },
      element('caption', { class: 'assistive' }, text('dvcs.repositories.caption', accountName)),
      element('thead', {}, element('tr', {}, ...['dvcs.repositories.linked', 'dvcs.repositories.path',
        'dvcs.repositories.activity', 'dvcs.repositories.synchronised', 'dvcs.repositories.state', 'dvcs.repositories.smart', 'dvcs.repositories.commits']
        .map((key) => element('th', { scope: 'col' }, text(key))))),
      this.body);
    this.previous = button(text('dvcs.repositories.previous'), () => this.turn(-PAGE));
    this.next = button(text('dvcs.repositories.next'), () => this.turn(PAGE));
    this.pager = element('nav', { class: 'dvcs-pager', 'aria-label': text('dvcs.repositories.pages') }, this.previous, this.next);
    this.element = element('div', { class: 'dvcs-repository-list' },
      element('form', { class: 'aui dvcs-search', onsubmit: (event) => event.preventDefault() }, this.search, this.filter, this.found),
      this.hint, this.table, this.nothing, this.again, this.pager);
  }

  get busy() {
    return [...this.rows.values()].some((row) => row.busy || row.smart.busy);
  }

  typed() {
    clearTimeout(this.pause);
    this.pause = setTimeout(() => this.first(), TYPING_PAUSE);
  }

  first() {
    this.start = 0;
    return this.load().then(() => announce(this.found.textContent || this.nothing.textContent));
  }

  /** Those of one state: what a link above the table leads to. */
  show(filter) {
    this.filter.value = filter;
    this.filter.focus();
    return this.first();
  }

  /** Search and filter are done with. */
  showAll() {
    this.search.value = '';
    this.filter.value = 'all';
    return this.first().then(() => (this.search.hidden ? this.filter : this.search).focus());
  }

  turn(by) {
    this.start = Math.max(0, this.start + by);
    this.load().then(() => announce(this.found.textContent));
  }

  /** Answers may overtake each other: only the last question's counts. */
  async load() {
    const asked = (this.asked = (this.asked ?? 0) + 1);
    try {
      const slice = await api.repositories(this.accountId, this.filter.value, this.search.value.trim(), this.start, PAGE);
      if (asked !== this.asked) return;
      if (slice.items.length === 0 && slice.total > 0 && this.start > 0) {
        this.start = Math.floor((slice.total - 1) / PAGE) * PAGE;
        await this.load();
      } else {
        this.draw(slice);
      }
    } catch (error) {
      this.actions.failed(error);
    }
  }

  draw({ items, start, total }) {
    const rows = new Map(items.map((item) => [item.id, this.rows.get(item.id) ?? new RepositoryRow(item, this.actions)]));
    items.forEach((item) => rows.get(item.id).update(item, this.inherited, this.hooked));
    const same = rows.size === this.rows.size && [...rows.keys()].every((id, at) => id === [...this.rows.keys()][at]);
    this.rows = rows;
    if (!same) this.body.replaceChildren(...[...rows.values()].map((row) => row.element));
    const searching = this.search.value.trim() !== '' || this.filter.value !== 'all';
    if (!searching) this.all = total;
    this.table.hidden = total === 0;
    this.nothing.hidden = total !== 0;
    setText(this.nothing, text(searching ? 'dvcs.repositories.none.found' : this.listed ? 'dvcs.repositories.none' : 'dvcs.repositories.none.yet'));
    this.again.hidden = !searching || total !== 0;
    this.hint.hidden = !(this.all > 0 && this.linked === 0);
    setText(this.hint, this.hint.hidden ? '' : text('dvcs.repositories.unlinked.hint'));
    setText(this.found, total === 0 ? '' : text('dvcs.repositories.range', count(start + 1), count(start + items.length), count(total)));
    this.pager.hidden = total <= PAGE;
    this.search.hidden = total <= PAGE && !searching;
    this.filter.hidden = this.all === 0;
    this.previous.disabled = start === 0;
    this.next.disabled = start + items.length >= total;
  }
}
