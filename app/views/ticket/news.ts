/** Messages that come while a conversation is open, for screen readers. */

import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Message, TimelineItem } from "../../desk/mod.ts";
import { useDesk } from "../../parts/ui.ts";

/** In characters of a message: a screen reader reads the rest in the conversation. */
const EXCERPT = 200;

/** Returns the text that a screen reader says about messages which came since the conversation opened. */
export function useNews(items: readonly TimelineItem[]): string {
  const { words } = useDesk();
  const [known, news] = [useRef<ReadonlySet<string> | null>(null), useSignal("")];
  const messages = items.filter((item) => item.type === "message");
  useLayoutEffect(() => {
    const fresh = messages.filter(({ key }) => known.current?.has(key) === false);
    known.current = new Set(messages.map(({ key }) => key));
    const toText = ({ isFirst, kind, author, body }: Message) =>
      words.ticket.news(isFirst ? words.ticket.request : words.ticket[kind], author, body.slice(0, EXCERPT));
    if (fresh.length > 0) news.value = fresh.map(toText).join(" ");
  }, [messages.length]);
  return news.value;
}
