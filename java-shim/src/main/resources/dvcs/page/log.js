// The log of smart commits. It follows what is under way, and asks for nothing otherwise.
import * as api from './api.js';
import { CommandRow, stateName, waits } from './command.js';
import { Dialog } from './dialog.js';
import { announce, button, element, setText } from './dom.js';
import { LogFilters } from './filters.js';
import { count, text } from './texts.js';

const PAGE = 25;
const RUNNING = 1000;
/** What waits long, for example for the forge's word about an author, is looked at less often. */
const SLOWEST = 15_000;
/** How often it is asked after somebody retried a command that the present filter does not show. */
const AFTER_RETRY = 10;
const COLUMNS = ['dvcs.log.state', 'dvcs.log.issue', 'dvcs.log.command', 'dvcs.log.commit', 'dvcs.log.author', 'dvcs.log.when', 'dvcs.log.outcome'];

function outcome(command) {
  return text('dvcs.log.now', `#${command.name} ${command.issueKey}`, stateName(command.state), command.reason);
}

export class CommandLog {
  /** `failed(error)`: null: all is well again. `map(command)`: see CommandRow. */
  constructor(failed, map) {
    this.map = map;
    this.failed = failed;
    this.start = 0;
    this.patience = 0;
    this.rows = new Map();
    this.filters = new LogFilters({ changed: () => this.first(), failed });
    this.heading = element('h2', { id: 'dvcs-log', tabindex: '-1' }, text('dvcs.log.title'));
    this.found = element('p', { class: 'dvcs-found' });
    this.nothing = element('p', { class: 'dvcs-nothing', hidden: true });
    this.body = element('tbody');
    this.table = element('table', { class: 'aui dvcs-log', hidden: true },
      element('caption', { class: 'assistive' }, text('dvcs.log.title')),
      element('thead', {}, element('tr', {}, ...COLUMNS.map((key) => element('th', { scope: 'col' }, text(key))))), this.body);
    this.previous = button(text('dvcs.repositories.previous'), () => this.turn(-PAGE));
    this.next = button(text('dvcs.repositories.next'), () => this.turn(PAGE));
    this.pager = element('nav', { class: 'dvcs-pager', 'aria-label': text('dvcs.log.pages'), hidden: true }, this.previous, this.next);
    this.element = element('section', { class: 'dvcs-section', 'aria-labelledby': 'dvcs-log' }, this.heading,
      element('p', { class: 'dvcs-intro' }, text('dvcs.log.intro')), this.filters.element, this.found,
      element('div', { class: 'dvcs-scroll' }, this.table), this.nothing, this.pager);
  }

  async first() {
    this.start = 0;
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
      const slice = await api.commands(this.filters.value, this.start, PAGE);
      if (asked !== this.asked) return;
      if (slice.items.length === 0 && slice.total > 0 && this.start > 0) {
        this.start = Math.floor((slice.total - 1) / PAGE) * PAGE;
        await this.load();
        return;
      }
      this.draw(slice);
      this.follow();
    } catch (error) {
      this.failed(error);
    }
  }

  follow() {
    const waits = [...this.rows.values()].some((row) => row.waits);
    this.pause = waits ? Math.min(SLOWEST, (this.pause ?? RUNNING / 1.2) * 1.2) : undefined;
    if (!waits && this.patience === 0) return;
    this.patience = Math.max(0, this.patience - 1);
    this.timer = setTimeout(() => (document.hidden ? this.follow() : this.load()), this.pause ?? RUNNING);
  }

  draw({ items, start, total }) {
    const focused = this.body.contains(document.activeElement);
    const rows = new Map(items.map((item) => [item.id, this.rows.get(item.id) ?? new CommandRow(item, this)]));
    for (const item of items) this.change(rows.get(item.id), item);
    const same = rows.size === this.rows.size && [...rows.keys()].every((id, at) => id === [...this.rows.keys()][at]);
    this.rows = rows;
    if (!same) this.place([...rows.values()].map((row) => row.element));
    if (focused && !this.body.contains(document.activeElement)) this.heading.focus();
    this.table.hidden = total === 0;
    this.nothing.hidden = total !== 0;
    setText(this.nothing, text(this.filters.narrows ? 'dvcs.log.none.found' : 'dvcs.log.none'));
    setText(this.found, total === 0 ? '' : text('dvcs.log.range', count(start + 1), count(start + items.length), count(total)));
    this.pager.hidden = total <= PAGE;
    this.previous.disabled = start === 0;
    this.next.disabled = start + items.length >= total;
  }

  /** Rows that stay are not taken out: the focus in one of them would be lost. */
  place(elements) {
    for (const old of [...this.body.children]) if (!elements.includes(old)) old.remove();
    elements.forEach((each, at) => {
      if (this.body.children[at] !== each) this.body.insertBefore(each, this.body.children[at] ?? null);
    });
  }

  change(row, command) {
    const waited = row.waits;
    row.update(command);
    if (waited && !row.waits) {
      this.pause = undefined;
      announce(outcome(command));
    }
  }

  retry(command) {
    if (['FAILED', 'REFUSED'].includes(command.state)) {
      this.attempt(async () => this.retried(await api.retryCommand(command.id)));
      return;
    }
    this.ask('retry', command, () => api.retryCommand(command.id), (now) => this.retried(now));
  }

  retried(command) {
    this.patience = AFTER_RETRY;
    // Its turn may have come before the answer was written; then nobody will see it wait.
    this.settled(command, waits(command) ? text('dvcs.log.retried') : outcome(command));
  }

  dismiss(command) {
    this.ask('dismiss', command, () => api.dismissCommand(command.id), (now) => this.settled(now, text('dvcs.log.dismissed')));
  }

  ask(what, command, submit, done) {
    const key = { retry: ['dvcs.log.retry', 'dvcs.log.retry.title', command.state === 'UNKNOWN' ? 'dvcs.log.retry.what' : 'dvcs.log.retry.anyway'], dismiss: ['dvcs.log.dismiss', 'dvcs.log.dismiss.title', 'dvcs.log.dismiss.what'] }[what];
    new Dialog({
      title: text(key[1], `#${command.name} ${command.issueKey}`.trim()), confirm: text(key[0]), danger: true, submit, done,
      body: [element('p', {}, command.reason), element('p', {}, text(key[2]))],
    }).open();
  }

  settled(command, said) {
    this.rows.get(command.id)?.update(command);
    announce(said);
    this.load();
  }

  async attempt(work) {
    try {
      this.failed(null);
      await work();
    } catch (error) {
      await this.load();
      this.failed(error);
    }
  }
}
