/** A view of a part of the page that is loaded when it is first needed. */

import type { VNode } from "preact";
import { useLayoutEffect } from "preact/hooks";
import { type Later, PartError, type PartFailure } from "../later/mod.ts";

interface LaterViewProps<Part> {
  later: Later<Part>;
  words: { later: Readonly<Record<PartFailure | "title", string>>; retry: string };
  /** Shown until the part is there. */
  waiting: VNode | null;
  /** Loads the page again, where the page can do that: only so it gets the part of another version. */
  reload?: (() => void) | undefined;
  children(part: Part): VNode | null;
}

export function LaterView<Part>({ later, words, waiting, reload, children }: LaterViewProps<Part>) {
  useLayoutEffect(() => void later.load(), []);
  if (later.part.value !== null) return children(later.part.value);
  const { value: error } = later.error;
  if (error === null) return waiting;
  const failure = error instanceof PartError ? error.failure : "refused";
  const retry = () => failure === "version" && reload !== undefined ? reload() : void later.load();
  return (
    <div class="state" role="alert">
      <p class="state-title">{words.later.title}</p>
      <p class="low">{words.later[failure]}</p>
      <button type="button" onClick={retry}>{words.retry}</button>
    </div>
  );
}
