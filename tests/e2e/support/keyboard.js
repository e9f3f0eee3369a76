// Where the focus is, and how somebody without a mouse moves it.
/** Name, id or words of what has the focus. */
export const focused = (page) => page.evaluate(() => document.activeElement.name || document.activeElement.id || document.activeElement.textContent.trim());

/** `key`: Shift+Tab goes back. */
export async function tabTo(page, wanted, key = 'Tab') {
  for (let i = 0; i < 200; i += 1) {
    if (await focused(page) === wanted) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${key} never came to ${wanted}`);
}

export async function downTo(page, wanted) {
  for (let i = 0; i < 10; i += 1) {
    if (await focused(page) === wanted) return;
    await page.keyboard.press('ArrowDown');
  }
  throw new Error(`the menu has no ${wanted}`);
}
