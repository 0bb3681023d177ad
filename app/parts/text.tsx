/** Text from outside: always text, never markup. */

import { useUi } from "./ui.ts";

/** Invisible characters that some scripts need are no part of a link. */
const LINK = /https?:\/\/[^\s<>"'\p{DI}]+[^\s<>"'.,;:!?)\]}\p{DI}]/gu;

/** A text of several lines, in which web addresses are links. */
export function LongText({ text }: { text: string }) {
  return <div class="text" dir="auto">{splitLinks(text).map(toNode)}</div>;
}

/** Splits a text into plain parts and links: those have odd places. */
export function splitLinks(text: string): string[] {
  const parts: string[] = [];
  let end = 0;
  for (const { 0: link, index } of text.matchAll(LINK)) {
    parts.push(text.slice(end, index), link);
    end = index + link.length;
  }
  return [...parts, text.slice(end)];
}

function toNode(part: string, place: number) {
  return place % 2 === 0 ? part : <Link key={place} url={part} text={part} />;
}

/** A link to a page outside the desk. */
export function Link({ url, text }: { url: string; text: string }) {
  const { desk: { bridge } } = useUi();
  const open = (event: Event) => {
    event.preventDefault();
    bridge.openLink(url);
  };
  return (
    <a href={url} target="_blank" rel="noopener noreferrer" onClick={open}>
      <bdi>{text}</bdi>
    </a>
  );
}
