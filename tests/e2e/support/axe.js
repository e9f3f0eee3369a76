// Deque's axe: what of WCAG 2.1, levels A and AA, a program can check on a page as it is now.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const LEVELS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];

/** Of the plugin's part of the page, an issue's too, and its open dialog: one line for each element that breaks a rule. */
export async function violations(page) {
  await page.evaluate(source);
  const found = await page.evaluate(async (levels) => {
    const places = ['#dvcs-page', '.aui-dialog2', '.dvcs-development', '.dvcs-commits'].filter((each) => document.querySelector(each));
    return (await window.axe.run({ include: places.map((each) => [each]) }, { runOnly: levels })).violations;
  }, LEVELS);
  return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}: ${node.failureSummary.replace(/\s+/g, ' ')}`));
}
