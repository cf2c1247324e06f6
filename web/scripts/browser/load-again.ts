// When does a page that waits for something look again? After the seconds it names, unless the person is doing something.

/** Loads the page again while it carries `data-refresh-after`; the page itself says in how many seconds. */
export function loadAgain(page: Document): void {
  const seconds = Number(page.querySelector<HTMLElement>('[data-refresh-after]')?.dataset.refreshAfter)
  if (!(seconds > 0)) return
  setInterval(() => {
    const busy = page.activeElement instanceof HTMLInputElement || page.querySelector('dialog[open]') !== null
    if (!busy && page.visibilityState === 'visible') location.reload()
  }, seconds * 1000)
}
