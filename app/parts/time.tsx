/** Times and due times. */

import type { FirstWords } from "../words/mod.ts";
import { formatAgo, formatExact, formatLength } from "./times.ts";
import { usePage } from "./page.ts";

/** Shows the exact time as the tooltip. */
function explain({ currentTarget: time }: { currentTarget: HTMLTimeElement }, locale: string): void {
  time.title = formatExact(time.dateTime, locale);
}

type Page = Omit<ReturnType<typeof usePage>, "words"> & { words: FirstWords };

/** A time in the past. */
export function Time({ at }: { at: string }) {
  return renderTime(at, usePage());
}

/** Renders {@linkcode Time} as a part of another component. */
export function renderTime(at: string, { now, words, locale }: Page) {
  return (
    <time dateTime={at} onMouseEnter={(event) => explain(event, locale)}>
      {formatAgo(at, now.value, words, locale)}
    </time>
  );
}

/** A time to come, exactly. */
export function Until({ at }: { at: string }) {
  const { locale } = usePage();
  return <time dateTime={at}>{formatExact(at, locale)}</time>;
}

/** A due time. One that has passed is red, and says so in words. */
export function Due({ at }: { at: string }) {
  return renderDue(at, usePage());
}

/** Renders {@linkcode Due} as a part of another component. */
export function renderDue(at: string, { now, words, locale }: Page) {
  const left = Date.parse(at) - now.value;
  const isSoon = left < 4 * 60 * 60 * 1000;
  return (
    <time
      class={left < 0 ? "due overdue" : isSoon ? "due soon" : "due"}
      dateTime={at}
      onMouseEnter={(event) => explain(event, locale)}
    >
      {renderWords(left < 0 ? words.overdue : words.dueIn, formatLength(left, locale))}
    </time>
  );
}

/** Renders the words around a length of time apart from it: narrow lists have no room for them. */
function renderWords(format: (time: string) => string, length: string) {
  const [before, after] = format("\n").split("\n");
  return (
    <>
      {before && <span class="due-words">{before}</span>}
      {length}
      {after && <span class="due-words">{after}</span>}
    </>
  );
}
