// One command in the log of smart commits. Updated in place, so that focus and selection survive the polling.
import { issueAddress } from './api.js';
import { button, element, link, setLozenge, setText } from './dom.js';
import { moment, text } from './texts.js';

const states = {
  WAITING: ['', 'dvcs.log.state.waiting'],
  CLAIMED: ['', 'dvcs.log.state.claimed'],
  EXECUTING: ['progress', 'dvcs.log.state.executing'],
  DONE: ['success', 'dvcs.log.state.done'],
  FAILED: ['error', 'dvcs.log.state.failed'],
  REFUSED: ['error', 'dvcs.log.state.refused'],
  REPEATED: ['', 'dvcs.log.state.repeated'],
  NOT_EXECUTED: ['', 'dvcs.log.state.not-executed'],
  UNKNOWN: ['moved', 'dvcs.log.state.unknown'],
  DISMISSED: ['', 'dvcs.log.state.dismissed'],
};
const settled = { retry: ['FAILED', 'REFUSED', 'UNKNOWN', 'REPEATED', 'NOT_EXECUTED'], dismiss: ['WAITING', 'FAILED', 'REFUSED', 'UNKNOWN'] };
const SHORT_SHA = 10;
const SHORT_TEXT = 140;

/** [value, key of its name], as the filter lists them; nobody looks for what is taken for a moment. */
export const commandStates = Object.entries(states).filter(([value]) => value !== 'CLAIMED').map(([value, [, key]]) => [value, key]);

export function stateName(state) {
  return text(states[state]?.[1] ?? state);
}

export function waits({ state }) {
  return ['WAITING', 'CLAIMED', 'EXECUTING'].includes(state);
}

export function setState(lozenge, state) {
  setLozenge(lozenge, states[state]?.[0] ?? '', stateName(state));
}

/** As it stands in the message; a long one is folded. */
export function written({ name, argument }) {
  if (!name) return element('span', { class: 'dvcs-command' }, text('dvcs.log.problem'));
  const words = `#${name} ${argument}`.trim();
  if (words.length <= SHORT_TEXT) return element('code', { class: 'dvcs-command' }, words);
  return element('details', { class: 'dvcs-command' }, element('summary', {}, element('code', {}, `${words.slice(0, SHORT_TEXT).replace(/[\ud800-\udbff]$/, '')}…`)), element('code', {}, words));
}

export function issueLink(key) {
  return key ? link(issueAddress(key), key) : element('span', {}, text('dvcs.log.no-issue'));
}

/** The forges' addresses of a commit are those of its repository and this. */
function repositoryLink({ repository, commitUrl, sha }) {
  const end = `/commit/${sha}`;
  return link(commitUrl.endsWith(end) ? commitUrl.slice(0, -end.length).replace(/\/-$/, '') : '', repository);
}

export class CommandRow {
  /** `actions`: retry(command), dismiss(command), map(command): its author to a user. */
  constructor(command, actions) {
    this.id = command.id;
    this.lozenge = element('span');
    this.actor = element('div', { class: 'dvcs-detail dvcs-actor' });
    this.outcome = element('div', { class: 'dvcs-outcome' });
    const name = [`#${command.name}`, command.issueKey].filter((each) => each.length > 1).join(' ') || text('dvcs.log.problem');
    this.retry = button(text('dvcs.log.retry'), () => actions.retry(this.command), { class: 'aui-button aui-button-compact dvcs-retry', 'aria-label': text('dvcs.log.retry.label', name) });
    this.dismiss = button(text('dvcs.log.dismiss'), () => actions.dismiss(this.command), { class: 'aui-button aui-button-compact dvcs-dismiss', 'aria-label': text('dvcs.log.dismiss.label', name) });
    this.map = button(text('dvcs.log.map'), () => actions.map(this.command), { class: 'aui-button aui-button-compact dvcs-map', 'aria-label': text('dvcs.log.map.label', command.authorName) });
    this.buttons = element('div', { class: 'aui-buttons' }, this.retry, this.dismiss, this.map);
    this.element = element('tr', { 'data-command': String(command.id), tabindex: '-1' },
      element('td', { class: 'dvcs-state' }, this.lozenge),
      element('td', {}, issueLink(command.issueKey)),
      element('td', {}, written(command)),
      element('td', {}, repositoryLink(command), element('div', {}, link(command.commitUrl, command.sha.slice(0, SHORT_SHA), { class: 'dvcs-sha' }))),
      element('td', {}, element('div', {}, command.authorName), element('div', { class: 'dvcs-detail' }, command.authorEmail), this.actor),
      element('td', {}, moment(command.recorded)),
      element('td', {}, this.outcome, this.buttons));
    this.update(command);
  }

  get waits() {
    return waits(this.command);
  }

  update(command) {
    const before = this.command;
    this.command = command;
    setState(this.lozenge, command.state);
    this.element.dataset.state = command.state;
    setText(this.actor, command.actor ? text('dvcs.log.actor', command.actor) : '');
    if (before?.reason !== command.reason || before?.effect !== command.effect || before?.state !== command.state) {
      this.outcome.replaceChildren(command.reason, ' ', this.effect(command));
    }
    const focused = this.buttons.contains(document.activeElement) ? document.activeElement : null;
    this.retry.hidden = !settled.retry.includes(command.state) || command.kind === 'PROBLEM';
    this.dismiss.hidden = !settled.dismiss.includes(command.state);
    this.map.hidden = command.state !== 'REFUSED' || this.retry.hidden || command.actor !== '';
    this.buttons.hidden = this.retry.hidden && this.dismiss.hidden;
    if (focused?.hidden) this.element.focus();
  }

  /** A comment and a work log have numbers of their own, and places on the issue's page. */
  effect({ kind, effect, state, issueKey }) {
    if (!effect || state !== 'DONE') return '';
    if (kind === 'COMMENT') return link(`${issueAddress(issueKey)}?focusedCommentId=${effect}#comment-${effect}`, text('dvcs.log.effect.comment', effect));
    return kind === 'TIME' ? text('dvcs.log.effect.time', effect) : effect;
  }
}
