// "Repository rules": which repositories of an account are linked. What they would do is shown before anything is done.
import * as api from './api.js';
import { nameOf } from './choice.js';
import { Dialog } from './dialog.js';
import { announce, element, setText } from './dom.js';
import { field } from './fields.js';
import { count, text } from './texts.js';

function list(name, value, label, description, focus) {
  const input = element('textarea', { class: 'textarea long-field dvcs-rules', name, rows: '6', spellcheck: 'false', autocomplete: 'off', 'data-focus': focus });
  input.value = value;
  return [input, field(input, label, description)];
}

/** How many, and the first of them by name. */
function names(key, { count: all, first }) {
  if (all === 0) return element('p', {}, text(key, count(0)));
  const rest = all - first.length;
  return element('div', {}, element('p', {}, text(key, count(all))),
    element('ul', { class: 'dvcs-rules-names' }, ...first.map((path) => element('li', {}, path)),
      rest > 0 ? element('li', {}, text('dvcs.rules.more', count(rest))) : null));
}

function described({ listed, linked, newlyLinked, unlinked }) {
  return [
    element('p', {}, element('strong', {}, text('dvcs.rules.effect', count(listed), count(linked)))),
    names('dvcs.rules.linked', newlyLinked),
    names('dvcs.rules.unlinked', unlinked),
    ...(unlinked.count > 0 ? [element('p', {}, text('dvcs.rules.unlinked.what'))] : []),
    element('p', {}, text('dvcs.rules.save.what')),
  ];
}

/** `rules`: as they are stored; `saved(effect)`. */
export function rulesDialog(account, rules, saved) {
  const [include, includePlace] = list('include', rules.include, text('dvcs.rules.include'), text('dvcs.rules.include.description'), true);
  const [exclude, excludePlace] = list('exclude', rules.exclude, text('dvcs.rules.exclude'), text('dvcs.rules.exclude.description'), false);
  const effect = element('div', { class: 'dvcs-rules-effect', role: 'status' });
  const written = () => ({ include: include.value, exclude: exclude.value });
  let previewed = '';
  const dialog = new Dialog({
    title: text('dvcs.rules.title', nameOf(account)),
    confirm: text('dvcs.rules.preview'),
    waiting: () => text(previewed ? 'dvcs.rules.saving' : 'dvcs.rules.previewing'),
    body: [element('p', {}, text('dvcs.rules.what')), includePlace, excludePlace, effect],
    submit: async () => {
      const wanted = written();
      if (JSON.stringify(wanted) === previewed) return api.saveRules(account.id, wanted);
      effect.replaceChildren(...described(await api.previewRules(account.id, wanted)));
      if (JSON.stringify(written()) === JSON.stringify(wanted)) {
        previewed = JSON.stringify(wanted);
        setText(dialog.confirm, text('dvcs.access.confirm'));
      }
      return Dialog.STAY;
    },
    done: (done) => {
      saved(done);
      announce(text('dvcs.rules.saved', count(done.linked), count(done.newlyLinked.count), count(done.unlinked.count)));
    },
  });
  for (const input of [include, exclude]) {
    input.addEventListener('input', () => {
      if (!previewed) return;
      previewed = '';
      effect.replaceChildren(element('p', {}, text('dvcs.rules.changed')));
      setText(dialog.confirm, text('dvcs.rules.preview'));
    });
  }
  dialog.open();
}
