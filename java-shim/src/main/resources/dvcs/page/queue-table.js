// The table of the queue: search and pages are the server's, so 10,000 that wait cost what 25 do. It follows what happens.
import * as api from './api.js';
import { AccountChoice } from './choice.js';
import { announce, button, element, setText } from './dom.js';
import { QueueRow, keyOf, nameOfItem } from './queue-row.js';
import { count, text } from './texts.js';

const PAGE = 25;
const TYPING_PAUSE = 250;
const WORKING = 2000;
const IDLE = 10_000;
const STATES = { RUNNING: 'dvcs.queue.show.running', WAITING: 'dvcs.queue.show.waiting', FAILED: 'dvcs.queue.show.failed' };
const COLUMNS = ['dvcs.queue.state', 'dvcs.queue.repository', 'dvcs.queue.kind', 'dvcs.queue.since', 'dvcs.queue.node', 'dvcs.queue.progress', 'dvcs.queue.actions'];

export class QueueTable {
  /** `failed(error)`: null: all is well again. */
  constructor(failed) {
    this.failed = failed;
    this.start = 0;
    this.rows = new Map();
    const asked = new URLSearchParams(window.location.search);
    this.wanted = asked.get('account') ?? '';
    this.state = element('select', { class: 'select', name: 'state', 'aria-label': text('dvcs.queue.show'), onchange: () => this.first() },
      ...['', ...Object.keys(STATES)].map((value) => element('option', { value })));
    this.account = new AccountChoice('account', 'dvcs-queue-account', text('dvcs.log.filter.account'));
    this.account.element.setAttribute('aria-label', text('dvcs.log.filter.account'));
    this.account.element.addEventListener('change', () => this.first());
    this.search = element('input', {
      type: 'search', class: 'text', name: 'search', placeholder: text('dvcs.queue.search'), 'aria-label': text('dvcs.queue.search'),
      oninput: () => { clearTimeout(this.pause); this.pause = setTimeout(() => this.first(), TYPING_PAUSE); },
    });
    this.counts({ running: 0, waiting: 0, failed: 0 });
    this.state.value = asked.get('state') in STATES ? asked.get('state') : '';
    this.heading = element('h2', { class: 'assistive', id: 'dvcs-queue', tabindex: '-1' }, text('dvcs.queue.title'));
    this.found = element('span', { class: 'dvcs-found' });
    this.nothing = element('p', { class: 'dvcs-nothing', hidden: true });
    this.body = element('tbody');
    this.table = element('table', { class: 'aui dvcs-queue', hidden: true },
      element('caption', { class: 'assistive' }, text('dvcs.queue.title')),
      element('thead', {}, element('tr', {}, ...COLUMNS.map((key) => element('th', { scope: 'col' }, text(key))))), this.body);
    this.previous = button(text('dvcs.repositories.previous'), () => this.turn(-PAGE));
    this.next = button(text('dvcs.repositories.next'), () => this.turn(PAGE));
    this.pager = element('nav', { class: 'dvcs-pager', 'aria-label': text('dvcs.queue.pages'), hidden: true }, this.previous, this.next);
    this.element = element('section', { 'aria-labelledby': 'dvcs-queue' }, this.heading,
      element('form', { class: 'aui dvcs-search dvcs-queue-filters', onsubmit: (event) => event.preventDefault() },
        this.state, this.account.element, this.search, this.found),
      element('div', { class: 'dvcs-scroll' }, this.table), this.nothing, this.pager);
  }

  set accounts(accounts) {
    this.account.accounts = accounts;
    if (this.wanted) this.account.choose(this.wanted);
    if (!this.account.isChosen) this.account.choose(0);
    this.wanted = '';
  }

  get narrows() {
    return this.account.value !== 0 || this.search.value.trim() !== '';
  }

  async first() {
    this.start = 0;
    const choice = new URLSearchParams(Object.entries({ state: this.state.value, account: this.account.value || '' }).filter(([, value]) => value));
    window.history.replaceState(null, '', `${window.location.pathname}${choice.size ? `?${choice}` : ''}`);
    await this.load();
    announce(this.found.textContent || this.nothing.textContent);
  }

  async turn(by) {
    this.start = Math.max(0, this.start + by);
    await this.load();
    announce(this.found.textContent);
  }

  /** Answers may overtake each other: only the last question's counts. */
  async load() {
    clearTimeout(this.timer);
    const asked = (this.asked = (this.asked ?? 0) + 1);
    try {
      const page = await api.queue({ state: this.state.value, account: this.account.value, search: this.search.value.trim() }, this.start, PAGE);
      if (asked !== this.asked) return;
      if (page.items.length === 0 && page.total > 0 && this.start > 0) {
        this.start = Math.floor((page.total - 1) / PAGE) * PAGE;
        await this.load();
        return;
      }
      this.draw(page);
      this.follow(page.running + page.waiting > 0 ? WORKING : IDLE);
    } catch (error) {
      if (asked !== this.asked) return;
      this.failed(error);
      if (error.field !== 'login') this.follow(IDLE);
    }
  }

  follow(pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (document.hidden ? this.follow(pause) : this.load()), pause);
  }

  draw(page) {
    const { items, start, total } = page;
    const focused = this.body.contains(document.activeElement);
    const rows = new Map(items.map((item) => [keyOf(item), this.rows.get(keyOf(item)) ?? new QueueRow(item, this)]));
    items.forEach((item) => rows.get(keyOf(item)).update(item));
    this.rows = rows;
    this.place([...rows.values()].map((row) => row.element));
    if (focused && !this.body.contains(document.activeElement)) this.heading.focus();
    this.counts(page);
    this.table.hidden = total === 0;
    this.nothing.hidden = total !== 0;
    setText(this.nothing, text(this.narrows || this.state.value ? 'dvcs.queue.none.found' : 'dvcs.queue.none'));
    setText(this.found, total === 0 ? '' : text('dvcs.queue.range', count(start + 1), count(start + items.length), count(total)));
    this.pager.hidden = total <= PAGE;
    this.previous.disabled = start === 0;
    this.next.disabled = start + items.length >= total;
  }

  /** Rows that stay are not taken out: the focus in one of them would be lost. */
  place(elements) {
    for (const old of [...this.body.children]) if (!elements.includes(old)) old.remove();
    const focus = elements.findIndex((each) => each.contains(document.activeElement));
    elements.forEach((each, at) => {
      if (at !== focus && this.body.children[at] !== each) this.body.insertBefore(each, this.body.children[at] ?? null);
    });
    // Around the one with the focus, which was not moved, the others are in their order now.
    if (focus >= 0) {
      for (let at = 0; at < focus; at += 1) this.body.insertBefore(elements[at], elements[focus]);
      for (let at = elements.length - 1; at > focus; at -= 1) elements[focus].after(elements[at]);
    }
  }

  counts({ running, waiting, failed }) {
    const numbers = { '': running + waiting + failed, RUNNING: running, WAITING: waiting, FAILED: failed };
    for (const option of this.state.options) setText(option, text(STATES[option.value] ?? 'dvcs.queue.show.all', count(numbers[option.value])));
  }

  cancel(item) {
    this.attempt(() => (item.repositoryId ? api.cancelSync(item.repositoryId) : api.cancelAccount(item.accountId)), item, 'dvcs.queue.cancelled');
  }

  moveToTop(item) {
    this.attempt(() => api.moveToTop(item.repositoryId), item, 'dvcs.queue.moved.said');
  }

  retry(item) {
    this.attempt(() => api.syncRepository(item.repositoryId, false), item, 'dvcs.queue.retried');
  }

  async attempt(work, item, said) {
    try {
      this.failed(null);
      await work();
      await this.load();
      announce(text(said, nameOfItem(item)));
    } catch (error) {
      await this.load();
      this.failed(error);
    }
  }
}
