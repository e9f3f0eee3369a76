// How far an account's refresh is: bar, words, the last thing that failed, and the button that ends it.
import { announce, button, element, setText } from './dom.js';
import { count, duration, phase, text } from './texts.js';

export class ProgressView {
  /** `cancel()`: the button; `focusAfter`: what gets the focus when the button goes away under it. */
  constructor(name, cancel, focusAfter) {
    this.name = name;
    this.focusAfter = focusAfter;
    this.bar = element('aui-progressbar', { indeterminate: true, 'aria-label': text('dvcs.account.progress.label', name) });
    this.words = element('p', { class: 'dvcs-progress-text' });
    this.trouble = element('p', { class: 'dvcs-progress-trouble', hidden: true });
    this.cancel = button(text('dvcs.account.cancel'), cancel, { class: 'aui-button dvcs-cancel', 'aria-label': text('dvcs.account.cancel.label', name) });
    this.element = element('div', { class: 'dvcs-progress', hidden: true },
      element('div', { class: 'dvcs-progress-bar' }, this.bar, this.cancel), this.words, this.trouble);
  }

  update({ state, progress, repositories, repositoriesDone }) {
    const running = state === 'LISTING' || state === 'SYNCING';
    if (!running && this.element.contains(document.activeElement)) this.focusAfter.focus();
    this.element.hidden = !running;
    if (!running) {
      this.said = undefined;
      this.troubled = false;
      return;
    }
    const all = progress.repositoriesAll || repositories;
    const done = progress.repositoriesAll ? progress.repositoriesDone : repositoriesDone;
    const listing = state === 'LISTING' || all === 0;
    this.bar.toggleAttribute('indeterminate', listing);
    if (!listing) {
      this.bar.setAttribute('max', String(all));
      this.bar.setAttribute('value', String(done));
    }
    setText(this.words, this.sentence(progress, done, all, listing));
    this.drawTrouble(progress);
    if (!listing) this.say(done, all);
  }

  sentence(progress, done, all, listing) {
    if (listing) return text('dvcs.account.listing', count(progress.requests));
    const rate = Math.round(progress.commitsPerSecond);
    return [
      phase(progress.phase),
      text('dvcs.progress.repositories', count(done), count(all)),
      text('dvcs.progress.commits', count(progress.commitsSeen)),
      rate > 0 ? text('dvcs.progress.rate', count(rate)) : '',
      progress.secondsLeft >= 0 ? duration(progress.secondsLeft) : text('dvcs.progress.left.unknown'),
      text('dvcs.progress.requests', count(progress.requests)),
    ].filter(Boolean).join(' · ');
  }

  drawTrouble({ lastError, remedy }) {
    this.trouble.hidden = !lastError;
    const words = lastError ? text('dvcs.progress.trouble', [lastError, remedy].filter(Boolean).join(' ')) : '';
    setText(this.trouble, words);
    if (lastError && !this.troubled) announce(words); // the first of a run; a list of failures is no speech
    this.troubled ||= Boolean(lastError);
  }

  /** At each quarter of the way, not every second. */
  say(done, all) {
    const quarter = Math.floor((4 * done) / all);
    if (this.said !== undefined && quarter > this.said && quarter < 4) {
      announce(text('dvcs.progress.quarter', this.name, count(done), count(all)));
    }
    this.said = quarter;
  }
}
