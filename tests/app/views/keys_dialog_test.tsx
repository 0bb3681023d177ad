/** The list of keys, as HTML. */

import assert from "node:assert/strict";
import { KeysDialog } from "../../../app/views/dialogs/keys_dialog.tsx";
import { createUi, show } from "./show.tsx";

const listKeys = (html: string) => [...html.matchAll(/<dt>(.*?)<\/dt>/g)].map(([, name]) => name!);

Deno.test("who may only read sees only keys that do something", () => {
  const ui = createUi();
  assert.ok(listKeys(show(<KeysDialog />, ui)).includes("Assign to me"));
  ui.desk.session.tools.value = new Set(["search_tickets", "get_ticket"]);
  assert.deepEqual(listKeys(show(<KeysDialog />, ui)), [
    ...["Next ticket", "Previous ticket", "Open", "Filter the list"],
    ...["Find a command or a ticket", "Show the keys"],
    ...["Next ticket", "Previous ticket", "Back to the list"],
  ]);
});

Deno.test("without single keys, the list has those that remain, and how to turn the others on", () => {
  const ui = createUi("de-DE");
  ui.setSingleKeys(false);
  const html = show(<KeysDialog />, ui);
  const keys = [...html.matchAll(/<kbd>(.*?)<\/kbd>/g)].map(([, key]) => key);
  assert.doesNotMatch(html, /Ctrl/);
  assert.deepEqual(keys, ["↓", "↑", "Enter", "Strg", "A", "Strg", "K", "Strg", "Enter", "Esc"]);
  assert.match(html, /<input type="checkbox"(?! checked)[^>]*\/?>Buchstaben und Zeichen als Tasten/);
  assert.equal(ui.addKey("Priorität", "p"), "Priorität");
  ui.setSingleKeys(true);
  assert.match(show(<KeysDialog />, ui), /<kbd>x<\/kbd>/);
  assert.equal(ui.addKey("Priorität", "p"), "Priorität (p)");
});
