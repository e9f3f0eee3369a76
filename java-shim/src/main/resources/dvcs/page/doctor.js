// "Check connection": the steps on the way to an account's forge, as the server finds them.
import * as api from './api.js';
import { nameOf } from './choice.js';
import { Dialog } from './dialog.js';
import { element, setLozenge, setText } from './dom.js';
import { text } from './texts.js';

const POLL = 300;
const outcomes = {
  OK: ['success', 'dvcs.doctor.outcome.ok'],
  WARNING: ['moved', 'dvcs.doctor.outcome.warning'],
  FAILED: ['error', 'dvcs.doctor.outcome.failed'],
  SKIPPED: ['', 'dvcs.doctor.outcome.skipped'],
};
const labels = {
  'name resolution': 'dvcs.doctor.step.name',
  TCP: 'dvcs.doctor.step.tcp',
  proxy: 'dvcs.doctor.step.proxy',
  'TLS chain': 'dvcs.doctor.step.tls',
  HTTP: 'dvcs.doctor.step.http',
  'API version': 'dvcs.doctor.step.version',
  token: 'dvcs.doctor.step.token',
  scope: 'dvcs.doctor.step.scope',
  'owner visible': 'dvcs.doctor.step.owner',
  'repositories visible': 'dvcs.doctor.step.repositories',
  'hook permission': 'dvcs.doctor.step.hooks',
  'git fast path': 'dvcs.doctor.step.git',
};

function label(step) {
  return text(labels[step] ?? step);
}

function row({ step, outcome, found, remedy }) {
  const lozenge = element('span');
  const [kind, key] = outcomes[outcome];
  setLozenge(lozenge, kind, text(key));
  return element('li', { 'data-step': step, 'data-outcome': outcome },
    element('div', {}, lozenge), element('strong', {}, label(step)), element('p', {}, found),
    remedy ? element('p', { class: 'dvcs-doctor-remedy' }, element('strong', {}, text('dvcs.doctor.remedy')), ` ${remedy}`) : null);
}

function summary({ findings, problem }) {
  const failed = findings.find((each) => each.outcome === 'FAILED');
  if (failed) return text('dvcs.doctor.failed', label(failed.step));
  if (problem) return problem;
  const warnings = findings.filter((each) => each.outcome === 'WARNING').map((each) => label(each.step));
  return warnings.length ? text('dvcs.doctor.warnings', warnings.join(', ')) : text('dvcs.doctor.well');
}

export class DoctorDialog extends Dialog {
  constructor(account) {
    // A screen reader hears each step as it comes, and the summary at the end.
    const steps = element('ol', { class: 'dvcs-doctor-steps', 'aria-live': 'polite', 'aria-relevant': 'additions', 'aria-label': text('dvcs.doctor.steps', account.url) });
    const now = element('p', { class: 'dvcs-doctor-now', role: 'status' });
    super({ title: text('dvcs.doctor.title', nameOf(account)), confirm: text('dvcs.doctor.again'), body: [steps, now] });
    this.account = account;
    this.steps = steps;
    this.now = now;
    this.element.classList.replace('aui-dialog2-medium', 'aui-dialog2-large');
    // Nothing in it takes the focus, and it scrolls: without one of its own the keyboard could not.
    const content = this.element.querySelector('.aui-dialog2-content');
    for (const [name, value] of Object.entries({ tabindex: '0', role: 'region', 'aria-label': text('dvcs.doctor.steps', account.url) })) content.setAttribute(name, value);
    setText(this.cancel, text('dvcs.doctor.close'));
    delete this.confirm.dataset.focus;
    this.cancel.dataset.focus = '';
  }

  open() {
    super.open();
    this.run();
  }

  async run(event) {
    event?.preventDefault();
    if (this.confirm.disabled) return;
    this.clear();
    this.steps.replaceChildren();
    this.confirm.disabled = true;
    this.now.replaceChildren(element('aui-spinner', { size: 'small' }), ` ${text('dvcs.doctor.running')}`);
    try {
      const diagnosis = await this.follow(await api.diagnose(this.account.id));
      if (diagnosis) setText(this.now, summary(diagnosis));
    } catch (error) {
      this.now.replaceChildren();
      this.show(error);
    } finally {
      this.confirm.disabled = false;
    }
  }

  /** Until it has ended, or nobody looks any more. */
  async follow(first) {
    let diagnosis = first;
    for (;;) {
      this.steps.append(...diagnosis.findings.slice(this.steps.children.length).map(row));
      if (!diagnosis.running) return diagnosis;
      await new Promise((resolve) => { setTimeout(resolve, POLL); });
      if (!this.element.isConnected) return null;
      diagnosis = await api.diagnosis(this.account.id);
    }
  }
}
