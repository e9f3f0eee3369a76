// How an account's webhooks are: whether they are wanted, whether they arrive, and what is in their way.
import { announce, element, message, setText } from './dom.js';
import { count, moment, text } from './texts.js';

/** What an administrator asked for is done in the background; it is looked for so often, then left alone. */
const LOOKS = 20;

const LOOPBACK = /^(localhost|.*\.localhost|127(\.\d+){3}|0\.0\.0\.0|\[::1?\])$/;

function isLocal(address) {
  try {
    return LOOPBACK.test(new URL(address).hostname);
  } catch {
    return false;
  }
}

/** Deliveries go to an address that means another machine where the forge is. */
function leadsNowhere({ url, webhooks }) {
  return webhooks.create && isLocal(webhooks.address) && !isLocal(url);
}

/** One banner for all accounts: the base URL of Jira is everybody's. */
export class WebhookBanner {
  constructor() {
    this.element = element('div');
  }

  update(accounts) {
    const first = accounts.find(leadsNowhere);
    const base = first ? new URL(first.webhooks.address).origin : '';
    if (base === this.shown) return;
    this.shown = base;
    this.element.replaceChildren(...(first ? [message('warning', text('dvcs.webhooks.local.title'), text('dvcs.webhooks.local', base))] : []));
  }
}

export class WebhookView {
  /** `turned(on)`: the switch. */
  constructor(id, turned) {
    this.switch = element('input', {
      type: 'checkbox', class: 'checkbox', id: `${id}-webhooks`, 'aria-describedby': `${id}-webhooks-facts`, onchange: () => this.turn(turned),
    });
    this.facts = element('div', { class: 'description dvcs-webhooks', id: `${id}-webhooks-facts` });
    this.problem = element('div', { class: 'aui-message aui-message-warning dvcs-message-box dvcs-webhooks-problem', hidden: true });
    this.element = element('div', { class: 'checkbox' }, this.switch, element('label', { for: this.switch.id }, text('dvcs.webhooks.create')), this.facts);
    this.looks = 0;
  }

  /** What was asked before the turn and is answered meanwhile does not turn the switch back. */
  async turn(turned) {
    this.turning = true;
    await turned(this.switch.checked);
    this.turning = false;
    this.switch.checked = this.wanted;
  }

  get busy() {
    return this.looks > 0;
  }

  /** An administrator had them looked after: what comes of it is shown when it is there. */
  expect(webhooks) {
    this.before = webhooks.checkedAt;
    this.looks = LOOKS;
  }

  update(webhooks) {
    if (this.looks > 0) {
      this.looks = webhooks.checkedAt > this.before ? 0 : this.looks - 1;
      if (webhooks.checkedAt > this.before) announce(text('dvcs.webhooks.checked'));
    }
    this.wanted = webhooks.create;
    if (!this.turning) this.switch.checked = this.wanted;
    setText(this.facts, this.sentences(webhooks));
    const trouble = webhooks.create ? this.trouble(webhooks) : '';
    this.problem.hidden = trouble === '';
    setText(this.problem, trouble);
  }

  sentences(webhooks) {
    if (!webhooks.create) return text('dvcs.webhooks.off');
    if (!webhooks.checkedAt) return text('dvcs.webhooks.unchecked');
    return [
      text(webhooks.group === 'ACTIVE' ? 'dvcs.webhooks.active.group' : 'dvcs.webhooks.active', count(webhooks.active)),
      webhooks.failing > 0 ? text('dvcs.webhooks.failing', count(webhooks.failing)) : '',
      webhooks.lastDelivery ? text('dvcs.webhooks.last', moment(webhooks.lastDelivery)) : text(webhooks.active > 0 ? 'dvcs.webhooks.never' : 'dvcs.webhooks.none'),
      text('dvcs.webhooks.looked', moment(webhooks.checkedAt)),
    ].filter(Boolean).join(' · ');
  }

  trouble(webhooks) {
    const refused = webhooks.refused > 0 ? text('dvcs.webhooks.refused', count(webhooks.refused), webhooks.lastRefusal) : '';
    const group = ['DISABLED', 'TEMPORARILY_DISABLED'].includes(webhooks.group) ? text('dvcs.webhooks.group.disabled') : '';
    return [webhooks.error, group, refused].filter(Boolean).join(' ');
  }
}

const signs = {
  ACTIVE: ['good', '✓', 'dvcs.hook.active'],
  GROUP: ['good', '✓', 'dvcs.hook.group'],
  TEMPORARILY_DISABLED: ['bad', '!', 'dvcs.hook.paused'],
  DISABLED: ['bad', '!', 'dvcs.hook.disabled'],
  REFUSED: ['bad', '!', 'dvcs.hook.refused'],
};
/** What to do where the host says nothing more. */
const remedies = { TEMPORARILY_DISABLED: 'dvcs.hook.paused.remedy', DISABLED: 'dvcs.hook.disabled.remedy' };

/** A repository's webhook: a sign, and the same in words. */
export class HookSign {
  constructor() {
    this.sign = element('span', { class: 'dvcs-hook-sign', 'aria-hidden': 'true' });
    this.words = element('span');
    this.remedy = element('div', { class: 'dvcs-problem dvcs-hook-remedy', hidden: true });
    this.element = element('div', { class: 'dvcs-detail dvcs-hook', hidden: true }, this.sign, this.words, this.remedy);
  }

  /** `wanted`: the account's switch. */
  update({ hook, linked, state }, wanted) {
    this.element.hidden = !linked || state === 'GONE' || !wanted;
    if (this.element.hidden) return;
    const [kind, sign, key] = signs[hook.state] ?? ['none', '–', hook.checkedAt ? 'dvcs.hook.none' : 'dvcs.hook.unchecked'];
    this.element.dataset.hook = kind;
    setText(this.sign, sign);
    setText(this.words, text(key));
    const remedy = hook.error || (remedies[hook.state] ? text(remedies[hook.state]) : '');
    this.remedy.hidden = remedy === '';
    setText(this.remedy, remedy);
  }
}
