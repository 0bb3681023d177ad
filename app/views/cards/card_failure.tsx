/** The reason of a failure, in the person's language. */

import { useEffect } from "preact/hooks";
import { useCard } from "./context.ts";

/** Uses the words of the second part of the page; those of the failure if that cannot be loaded. */
export function CardFailure({ error, isAlert = false }: { error: unknown; isAlert?: boolean }) {
  const { later, locale } = useCard();
  useEffect(() => void later.load(), []);
  const { value: part } = later.part;
  const own = later.error.value === null ? "" : error instanceof Error ? error.message : String(error);
  return (
    <p class={isAlert ? "error card-text" : "low card-text"} role={isAlert ? "alert" : undefined} dir="auto">
      {part === null ? own : part.explainFailure(error, locale)}
    </p>
  );
}
