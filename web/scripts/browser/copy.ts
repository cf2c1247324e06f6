// How is a code copied? A button that only exists where the browser can copy.

/** Shows the copy buttons (`data-copy` holds the id of what is copied) and says when it is done. */
export function copyButtons(page: Document): void {
  if (navigator.clipboard === undefined) return
  for (const button of page.querySelectorAll<HTMLButtonElement>('button[data-copy]')) {
    const source = page.getElementById(button.dataset.copy ?? '')
    const around = button.closest<HTMLElement>('[data-scripted]')
    if (source === null || around === null) continue
    around.hidden = false
    button.addEventListener('click', () => {
      void copy(textOf(source)).then((done) => {
        const said = around.querySelector('[data-copy-said]')
        if (done && said !== null) said.textContent = button.dataset.copied ?? ''
      })
    })
  }
}

/** One line for each point of a list. */
function textOf(source: Element): string {
  const lines = [...source.querySelectorAll('li')].map((item) => item.textContent.trim())
  return lines.length > 0 ? lines.join('\n') : source.textContent.trim()
}

async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    // The person said no, or the page lost the focus: the code is still there to read.
    return false
  }
}
