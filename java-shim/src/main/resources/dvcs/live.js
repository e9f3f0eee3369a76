// The Development panel and the Commits tab of an open issue page follow pushes without a reload. A classic script, since Jira
// concatenates it with others; it keeps its names to itself. What it puts into the page is the server's own HTML, as at the page's load.
(function () {
  'use strict';

  const FRESH = 800;
  const IDLE = 15000;
  const IDLE_AFTER = 10 * 60 * 1000;
  /** A page that nobody has touched for so long asks no more, so that its session can end. */
  const ASLEEP_AFTER = 2 * 60 * 60 * 1000;
  const LONGEST = 5 * 60 * 1000;
  const SHINE = 2500;

  let touched = Date.now();
  let failures = 0;
  let timer;
  let asking = false;
  /** The tab may have been drawn a moment before the panel, which has the version: what came between is in one of them only. */
  let unsure = true;
  let live;

  /** Found anew each time: Jira replaces the panel when the issue is edited. */
  function panel() {
    return document.querySelector('.dvcs-development[data-version]');
  }

  function address({ api, issue }, what) {
    return `${api}issues/${encodeURIComponent(issue)}/development/${what}`;
  }

  function get(url, version) {
    const headers = { Accept: 'application/json' };
    if (version) headers['If-None-Match'] = `"${version}"`;
    return fetch(url, { headers, credentials: 'same-origin', cache: 'no-store' }).then((answer) => {
      if (answer.status === 304) return null;
      if (!answer.ok) throw new Error(`answered ${answer.status}`);
      return answer.json();
    });
  }

  function idle() {
    return Date.now() - touched;
  }

  function pause() {
    if (failures > 0) return Math.min(FRESH * Math.pow(2, failures), LONGEST);
    return idle() < IDLE_AFTER ? FRESH : IDLE;
  }

  /** Never two questions at once, none while nobody can see the answer. */
  function schedule(delay) {
    clearTimeout(timer);
    if (!document.hidden && idle() < ASLEEP_AFTER) timer = setTimeout(tick, delay);
  }

  function tick() {
    const shown = panel();
    if (asking || !shown) {
      schedule(pause());
      return;
    }
    asking = true;
    const known = unsure && document.querySelector('.dvcs-tab') ? '' : shown.dataset.version;
    get(address(shown.dataset, 'version'), known)
      .then((answer) => (answer && answer.version !== known ? renew(shown.dataset) : undefined))
      .then(() => { failures = 0; unsure = false; }, () => { failures += 1; })
      .then(() => {
        asking = false;
        schedule(pause());
      });
  }

  function renew({ api, issue }) {
    const tab = document.querySelector('.dvcs-tab') !== null;
    return get(address({ api, issue }, `html?tab=${tab}`)).then((fresh) => {
      const shown = panel();
      if (!shown || shown.dataset.issue !== issue) return;
      touched = Date.now();
      const changed = keepingPlace(() => {
        const before = reconcile(shown.parentNode, [shown], parse(fresh.panel), shown.nextSibling);
        return swapTab(fresh.tab) || before;
      });
      if (changed) live.textContent = fresh.words;
    });
  }

  function swapTab(sections) {
    const old = Array.from(document.querySelectorAll('.dvcs-tab'));
    if (old.length === 0 || sections.length === 0) return false;
    const parent = old[0].parentNode;
    const here = old.filter((each) => each.parentNode === parent);
    return reconcile(parent, here, sections.reduce((all, html) => all.concat(parse(html)), []), here[here.length - 1].nextSibling);
  }

  /** Nothing in it is run: scripts of a parsed document never are. */
  function parse(html) {
    return Array.from(new DOMParser().parseFromString(html, 'text/html').body.children);
  }

  /** The focus stays, or goes to the panel when what had it is gone. What is read stays in its place, also where the browser does not see to that. */
  function keepingPlace(work) {
    const focused = document.activeElement;
    const anchor = focused && focused !== document.body ? focused : document.elementFromPoint(window.innerWidth / 2, window.innerHeight / 2);
    const top = anchor ? anchor.getBoundingClientRect().top : 0;
    const root = document.documentElement;
    root.style.overflowAnchor = 'none'; // the browser would do the same once more
    const changed = work();
    if (focused && !document.contains(focused)) {
      const shown = panel();
      shown.tabIndex = -1;
      shown.focus({ preventScroll: true });
    }
    if (anchor && document.contains(anchor)) window.scrollBy(0, anchor.getBoundingClientRect().top - top);
    window.requestAnimationFrame(() => { root.style.overflowAnchor = ''; });
    return changed;
  }

  function keyOf(node) {
    return node.nodeType === Node.ELEMENT_NODE ? `${node.tagName} ${node.dataset.key || node.className}` : node.nodeName;
  }

  /**
   * Makes `before`, children of `parent`, what `after` is. What is equal stays the very same element, with its focus, its selection
   * and what the reader has opened. `end`: what stands behind them. Returns whether anything is another.
   */
  function reconcile(parent, before, after, end) {
    const left = before.slice();
    const take = (is) => {
      const at = left.findIndex(is);
      return at < 0 ? null : left.splice(at, 1)[0];
    };
    const kept = after.map((fresh) => take((each) => each.isEqualNode(fresh)));
    const pairs = after.map((fresh, i) => kept[i] || take((each) => keyOf(each) === keyOf(fresh)));
    left.forEach((each) => each.remove());
    let changed = left.length > 0;
    let place = pairs.find((each) => each && each.parentNode === parent) || end;
    pairs.forEach((node, i) => {
      const fresh = after[i];
      if (node && !kept[i]) changed = update(node, fresh) || changed;
      const placed = node || document.importNode(fresh, true);
      if (placed === place) {
        place = place.nextSibling;
      } else {
        parent.insertBefore(placed, place);
        changed = true;
      }
      if (!node) shine(placed);
    });
    return changed;
  }

  /** Returns whether a reader can tell the difference. */
  function update(node, fresh) {
    if (node.nodeType !== Node.ELEMENT_NODE) {
      const other = node.nodeValue !== fresh.nodeValue;
      if (other) node.nodeValue = fresh.nodeValue;
      return other;
    }
    Array.from(fresh.attributes).forEach(({ name, value }) => {
      if (node.getAttribute(name) !== value) node.setAttribute(name, value);
    });
    return reconcile(node, Array.from(node.childNodes), Array.from(fresh.childNodes), null);
  }

  /** Shows what is new for a moment. */
  function shine(node) {
    const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    if (node.nodeType === Node.ELEMENT_NODE && node.tagName === 'LI' && node.animate && !calm) {
      node.animate([{ backgroundColor: '#fffae6' }, { backgroundColor: 'transparent' }], SHINE);
    }
  }

  function awake() {
    const asleep = idle() >= ASLEEP_AFTER;
    const slept = asleep || pause() > FRESH;
    touched = Date.now();
    if (asleep || slept && !failures) schedule(0); // of failures it waits for its turn, unless nobody has set one
  }

  function start() {
    // Before its first words, or a screen reader would not notice them.
    live = document.createElement('div');
    live.className = 'assistive';
    live.id = 'dvcs-issue-live';
    live.setAttribute('role', 'status');
    document.body.append(live);
    document.addEventListener('visibilitychange', () => {
      touched = Date.now();
      schedule(0);
    });
    ['pointerdown', 'keydown', 'scroll', 'focusin'].forEach((name) => document.addEventListener(name, awake, { passive: true, capture: true }));
    schedule(FRESH);
  }

  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start);
  else start();
}());
