// AUI's drop-down behind a button: arrow keys, Enter and Escape are AUI's.
import { element } from './dom.js';

/** `label`: text or an icon; `name`: for a screen reader, and shown on hovering. `items`: [label, onclick, properties] in order; null is left out. Returns the button and its menu, both to be placed. */
export function menu(id, label, name, items) {
  const trigger = element('button', {
    type: 'button', class: typeof label === 'string' ? 'aui-button aui-dropdown2-trigger' : 'aui-button aui-dropdown2-trigger aui-dropdown2-trigger-arrowless', id: `${id}-actions`, 'aria-controls': `${id}-menu`, 'aria-haspopup': 'true', 'aria-expanded': 'false', 'aria-label': name, title: name,
  }, label);
  const list = element('div', { class: 'aui-dropdown2 aui-style-default', id: `${id}-menu`, 'aria-labelledby': `${id}-actions`, hidden: true },
    element('ul', { class: 'aui-list-truncate', role: 'menu' }, ...items.filter(Boolean).map(([text, onclick, properties]) => element('li', { role: 'none' },
      element('button', { type: 'button', role: 'menuitem', onclick: () => { trigger.focus(); onclick(); }, ...properties }, text)))));
  return [trigger, list];
}
