/** Scripts with which the page measures itself, as text. Names of a browser are type errors in the rest of the project. */

/** Notes when the first row of the list is on screen. Runs before the page's own script. */
export const WATCH_FIRST_ROW = `
  globalThis.firstRowAt = new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (document.querySelector(".row") === null) return;
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now())));
    });
    observer.observe(document, { childList: true, subtree: true });
  });`;

/** The time from the last byte of the HTML to the frame with the first row, in milliseconds. It waits for the row. */
export const FIRST_ROW = `firstRowAt.then((at) => at - performance.getEntriesByType("navigation")[0].responseEnd)`;

/** Makes timers run `factor` times as fast, so that hours of a desk pass in minutes. */
export const formatFastClock = (factor: number) => `
  for (const name of ["setTimeout", "setInterval"]) {
    const start = globalThis[name];
    globalThis[name] = (run, milliseconds = 0, ...values) => start(run, milliseconds / ${factor}, ...values);
  }`;

/** Copies the page as it is shown now, without scripts. */
export const COPY_PAGE = `(() => {
  const copy = document.documentElement.cloneNode(true);
  for (const script of copy.querySelectorAll("script, noscript")) script.remove();
  return "<!doctype html>" + copy.outerHTML;
})()`;

/** Formats a page with a list as high as one of this many rows, of which it shows nothing. */
export const formatEmptyList = (rows: number) =>
  `<!doctype html><body style="margin: 0"><div class="scroller" style="height: 100vh; overflow-y: auto">` +
  `<div class="rows" style="height: ${rows * 40}px"><div class="row">Rows</div></div></div>`;

/** Starts a clock that ticks whenever the page is free. */
export const WATCH_BLOCKS = `(() => {
  const { port1, port2 } = new MessageChannel();
  let last;
  const tick = () => {
    last = performance.now();
    port2.postMessage(null);
  };
  globalThis.longestBlock = 0;
  port1.onmessage = () => {
    globalThis.longestBlock = Math.max(globalThis.longestBlock, performance.now() - last);
    setTimeout(tick, 1);
  };
  tick();
})()`;

/** The longest time for which the page did one thing since then, in milliseconds. */
export const LONGEST_BLOCK = "globalThis.longestBlock";

/**
 * Scrolls the list to its end, a constant way in each frame, while it loads more rows. Returns the durations of the frames,
 * in milliseconds.
 *
 * @param step In pixels.
 */
export const formatScrolling = (rows: number, step: number) =>
  `(async () => {
  const scroller = document.querySelector(".scroller");
  const countRows = () => Math.round(document.querySelector(".rows").offsetHeight / 40);
  const frames = [];
  let last = await new Promise(requestAnimationFrame);
  while (countRows() < ${rows} || scroller.scrollTop + scroller.clientHeight < scroller.scrollHeight - 1) {
    scroller.scrollTop += ${step};
    const now = await new Promise(requestAnimationFrame);
    frames.push(now - last);
    last = now;
  }
  return frames;
})()`;
