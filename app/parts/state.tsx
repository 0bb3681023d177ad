/** Signs in the place of content that is missing, loading, or could not be loaded. */

import type { ComponentChildren } from "preact";
import { useExplanation, useFirstPart } from "./ui.ts";

interface EmptyProps {
  title: string;
  /** The title of the whole place. */
  isHeading?: boolean;
  /** A button for the next step. */
  action?: ComponentChildren;
  children?: ComponentChildren;
}

export function Empty({ title, isHeading = false, action, children }: EmptyProps) {
  return (
    <div class="state">
      {isHeading ? <h1 class="state-title">{title}</h1> : <p class="state-title">{title}</p>}
      {children && <p class="low">{children}</p>}
      {action}
    </div>
  );
}

/** Says what failed, why, and offers to try again. */
export function Failure({ error, retry }: { error: unknown; retry(): void }) {
  const { words } = useFirstPart();
  const explain = useExplanation();
  return (
    <div class="state" role="alert">
      <p class="state-title">{words.states.failed}</p>
      <p class="low" dir="auto">{explain(error)}</p>
      <button type="button" onClick={retry}>{words.retry}</button>
    </div>
  );
}

/** Grey bars in the place of rows. */
export function Skeleton({ rows, label }: { rows: number; label: string }) {
  return (
    <div class="skeleton" role="status" aria-label={label}>
      {Array.from({ length: rows }, (_, index) => <div key={index} class="bone" />)}
    </div>
  );
}
