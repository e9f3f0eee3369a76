// Elements from texts. Nothing here or elsewhere parses markup, so nothing from a forge can become any.

/** `properties`: attributes by name; `on…` are listeners; null and false leave an attribute out. */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith('on')) {
      made.addEventListener(name.slice(2), value);
    } else if (value !== null && value !== false && value !== undefined) {
      made.setAttribute(name, value === true ? '' : value);
    }
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/** A link if the address is one of the web, else the text alone. */
export function link(address, label, properties = {}) {
  let safe = false;
  try {
    safe = ['http:', 'https:'].includes(new URL(address).protocol);
  } catch {
    // not an address: the label alone
  }
  return safe
    ? element('a', { href: address, rel: 'noopener noreferrer', ...properties }, label)
    : element('span', properties, label);
}

/** Writes only what changed: a screen reader and a selection stay undisturbed. */
export function setText(target, value) {
  if (target.textContent !== value) target.textContent = value;
}

export function setLozenge(target, kind, label) {
  const style = kind ? `aui-lozenge aui-lozenge-${kind}` : 'aui-lozenge';
  if (target.className !== style) target.className = style;
  setText(target, label);
}

export function button(label, onclick, properties = {}) {
  return element('button', { type: 'button', class: 'aui-button', onclick, ...properties }, label);
}

export function message(kind, title, ...body) {
  return element('div', { class: `aui-message aui-message-${kind} dvcs-message-box`, role: kind === 'error' ? 'alert' : 'status' },
    title ? element('p', { class: 'title' }, element('strong', {}, title)) : null,
    ...body.map((each) => (typeof each === 'string' ? element('p', {}, each) : each)));
}

let live;

/** Said by screen readers, shown to nobody. */
export function announce(sentence) {
  if (!live) {
    live = element('div', { class: 'assistive', 'aria-live': 'polite', id: 'dvcs-live' });
    document.getElementById('dvcs-page').append(live);
  }
  live.textContent = sentence;
}
