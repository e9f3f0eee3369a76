// A repository's own switch of smart commits, and since when it is armed or why it is not.
import { element, setText } from './dom.js';
import { moment, text } from './texts.js';

const choices = { INHERITED: 'dvcs.repository.smart.inherited', ON: 'dvcs.repository.smart.on', OFF: 'dvcs.repository.smart.off' };
/** Arming takes a moment after a switch was turned or a run has ended; it is looked at so often, then left alone. */
const LOOKS = 10;

export class ArmingCell {
  /** `turned(to)`: INHERITED, ON or OFF. */
  constructor(path, turned) {
    this.switch = element('select', { class: 'select dvcs-smart-switch', 'aria-label': text('dvcs.repository.smart.label', path), onchange: () => turned(this.switch.value) },
      ...Object.entries(choices).map(([value, key]) => element('option', { value }, text(key))));
    this.detail = element('div', { class: 'dvcs-detail dvcs-armed' });
    this.element = element('td', { class: 'dvcs-smart' },
      element('form', { class: 'aui', onsubmit: (event) => event.preventDefault() }, this.switch), this.detail);
    this.looks = 0;
  }

  get busy() {
    return this.pending && this.looks > 0;
  }

  update({ smartCommits, armedAt, armRefusal, linked, state }, inherited) {
    const on = linked && state !== 'GONE' && (smartCommits === 'ON' || (smartCommits === 'INHERITED' && inherited));
    const situation = [smartCommits, on, state].join();
    this.looks = situation === this.situation ? Math.max(0, this.looks - 1) : LOOKS;
    this.situation = situation;
    this.pending = on && armedAt === 0 && !armRefusal && state === 'SYNCED';
    this.switch.value = smartCommits;
    this.switch.disabled = state === 'GONE';
    setText(this.detail, this.words(on, armedAt, armRefusal));
    this.detail.classList.toggle('dvcs-problem', Boolean(armRefusal));
  }

  words(on, armedAt, armRefusal) {
    if (armRefusal) return armRefusal;
    if (armedAt) return text('dvcs.repository.armed', moment(armedAt));
    return text(on ? 'dvcs.repository.armed.later' : 'dvcs.repository.armed.off');
  }
}
