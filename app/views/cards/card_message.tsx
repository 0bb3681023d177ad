/** A card with a title and little else. */

import type { ComponentChildren } from "preact";

interface MessageProps {
  title: string;
  isAlert?: boolean;
  children?: ComponentChildren;
}

export function Message({ title, isAlert = false, children }: MessageProps) {
  return (
    <main class="card">
      <div class="card-message" role={isAlert ? "alert" : undefined}>
        <h1>{title}</h1>
        {children}
      </div>
    </main>
  );
}
