/** Text from outside: always text, never markup. */

import { useUi } from "./ui.ts";

const LINK = /https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]}]/g;

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
  return <a href={url} target="_blank" rel="noopener noreferrer" onClick={open}>{text}</a>;
}

/** The person's initials in a circle, beside the name. */
export function Avatar({ name, kind = "team" }: { name: string; kind?: "team" | "customer" | "none" }) {
  return <span class={`avatar ${kind}`} aria-hidden="true">{getInitials(name)}</span>;
}

/** Gets at most two letters: of a name, or of the part of an address before the @. */
export function getInitials(name: string): string {
  const words = name.replace(/@.*$/, "").split(/[\s._-]+/).filter((word) => /\p{L}/u.test(word));
  const [first = "", last = ""] = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  const letters = [first, last].map((word) => [...word].find((letter) => /\p{L}/u.test(letter)) ?? "");
  return letters.join("").toUpperCase() || "?";
}
