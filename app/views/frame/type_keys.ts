/** Types keys that a person has pressed before there was a place for them. */

/**
 * Types keys one after the other: into the field that has the focus by then, or as keys of the page.
 *
 * @param keys Their names, as in `KeyboardEvent.key`. More may come meanwhile; each one is removed.
 */
export async function typeKeys(keys: string[]): Promise<void> {
  for (let key = keys[0]; key !== undefined; key = keys[0]) {
    await new Promise((resolve) => setTimeout(resolve)); // the page first shows what the key before has opened
    const target = document.activeElement ?? document.body;
    const isUnused = target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    if (isUnused && target.matches("input, textarea")) edit(key, target.matches("textarea"));
    keys.shift(); // until now, further keys wait behind it
  }
}

/** Changes the field that has the focus as the browser would: its listeners learn of it, and it can be undone. */
function edit(key: string, hasLines: boolean): void {
  if (key === "Backspace") document.execCommand("delete");
  else if (key === "Enter" && hasLines) document.execCommand("insertText", false, "\n");
  else if ([...key].length === 1) document.execCommand("insertText", false, key);
}
