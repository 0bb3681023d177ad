/** Says that records of a list are damaged. */

import { useDesk } from "./ui.ts";

/** @param damaged A sentence of the server about each, in English. */
export function Damage({ damaged }: { damaged: readonly string[] }) {
  const { words: { damage: words } } = useDesk();
  if (damaged.length === 0) return null;
  return (
    <details class="hint damage">
      <summary>
        <strong>{words.title(damaged.length)}</strong> {words.remedy}
      </summary>
      <ul lang="en">{damaged.map((text) => <li key={text}>{text}</li>)}</ul>
    </details>
  );
}
