/**
 * Renders output as a terminal does: text, line feeds, carriage returns, and the sequences that `StatusLines` uses
 * (ECMA-48, 8.3 "CUU" and "ED").
 */
export function renderScreen(sent: string): string {
  const rows: string[] = [""];
  let [row, column] = [0, 0];
  // deno-lint-ignore no-control-regex -- sequences begin with a control character
  for (const [part, up] of sent.matchAll(/\x1b\[(\d+)A|\x1b\[J|\x1b\[\?7[lh]|\r|\n|[^]/gu)) {
    if (up !== undefined) row -= Number(up);
    else if (part === "\x1b[J") rows.splice(row, rows.length, rows[row]!.slice(0, column));
    else if (part === "\r") column = 0;
    else if (part === "\n") rows[++row] ??= "", column = 0;
    else if (!part.startsWith("\x1b")) rows[row] = rows[row]!.slice(0, column++) + part;
  }
  return rows.join("\n");
}
