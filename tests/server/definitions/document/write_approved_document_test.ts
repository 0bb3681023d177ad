import assert from "node:assert/strict";
import { join } from "node:path";
import { writeApprovedDocument } from "../../../../server/definitions/document/mod.ts";
import { openDemoDesk } from "../../connect.ts";
import { createSharedFolder, listNames } from "../../files/shared_folder.ts";

const CHANGE = { tool: "export_ticket", ticket_id: "42", revision: 1, machine: "desk-1" } as const;

Deno.test("writeApprovedDocument() writes only on the machine that has the folder", async () => {
  await using place = await createSharedFolder();
  const desk = await openDemoDesk();
  const change = { ...CHANGE, path: join(place.shared, "ticket.log"), folder: place.shared };
  await assert.rejects(writeApprovedDocument(change, desk, "desk-2"), {
    code: "unavailable",
    message: `${change.path} is on desk-1, and this is desk-2. Grant the export on desk-1.`,
  });
  assert.deepEqual(await listNames(place.shared), []);
  const written = await writeApprovedDocument(change, desk, "desk-1");
  assert.deepEqual(await listNames(place.shared), ["ticket.log"]);
  await written.remove();
  assert.deepEqual(await listNames(place.shared), []);
  await desk.close();
});

Deno.test("writeApprovedDocument() refuses a path outside the folder, or with a name that programs read", async () => {
  await using place = await createSharedFolder();
  const desk = await openDemoDesk();
  for (const path of [join(place.elsewhere, "ticket.log"), join(place.shared, "CLAUDE.md"), join(place.shared, ".x")]) {
    const change = { ...CHANGE, path, folder: place.shared };
    await assert.rejects(writeApprovedDocument(change, desk, "desk-1"), { code: "invalid" });
  }
  assert.deepEqual([await listNames(place.shared), await listNames(place.elsewhere)], [[], ["secret.txt"]]);
  await desk.close();
});
