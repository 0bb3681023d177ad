/** Times and due times. */

import { formatAgo, formatExact, formatLength } from "./times.ts";
import { usePage } from "./page.ts";

/** A time in the past. The exact time is its tooltip. */
export function Time({ at }: { at: string }) {
  const { now, words, locale } = usePage();
  return <time dateTime={at} onMouseEnter={showExact}>{formatAgo(at, now.value, words, locale)}</time>;

  function showExact({ currentTarget }: { currentTarget: HTMLElement }) {
    currentTarget.title = formatExact(at, locale);
  }
}

/** A time to come, exactly. */
export function Until({ at }: { at: string }) {
  const { locale } = usePage();
  return <time dateTime={at}>{formatExact(at, locale)}</time>;
}

/** A due time. One that has passed is red, and says so in words. */
export function Due({ at }: { at: string }) {
  const { now, words, locale } = usePage();
  const left = Date.parse(at) - now.value;
  const length = formatLength(left, locale);
  const isSoon = left < 4 * 60 * 60 * 1000;
  return (
    <time class={left < 0 ? "due overdue" : isSoon ? "due soon" : "due"} dateTime={at} title={formatExact(at, locale)}>
      {left < 0 ? words.overdue(length) : words.dueIn(length)}
    </time>
  );
}
