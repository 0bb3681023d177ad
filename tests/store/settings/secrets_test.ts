import assert from "node:assert/strict";
import { exportTo, ProgressMeter } from "../../../data/mod.ts";
import type { Desk } from "../../../store/mod.ts";
import { assertRefused, BY, openTestDesk } from "../open_test_desk.ts";

const FIRST = `whsec_${new Uint8Array(32).fill(1).toBase64()}`;
const SECOND = `whsec_${new Uint8Array(32).fill(2).toBase64()}`;

async function setSecrets(desk: Desk, ...secrets: string[]) {
  const intake = secrets.length === 0 ? {} : { website: { secrets } };
  return (await desk.settings.change((document) => ({ ...document, intake }), BY))!;
}

async function exportText(desk: Desk): Promise<string> {
  const chunks: Uint8Array[] = [];
  const sink = { write: (bytes: Uint8Array) => Promise.resolve(chunks.push(bytes.slice()) && bytes.length) };
  await exportTo(desk, sink, { name: "the test", meter: new ProgressMeter() });
  return await new Blob(chunks as BlobPart[]).text();
}

Deno.test("no way to read settings shows a secret", async () => {
  await using desk = await openTestDesk();
  await setSecrets(desk, FIRST);
  await setSecrets(desk, FIRST, SECOND);
  const texts = [
    await desk.settings.read(),
    await desk.settings.readRevision(),
    await desk.settings.listEvents(),
    await desk.archive.exportSettings(),
    await exportText(desk),
  ].map((value) => JSON.stringify(value));
  for (const text of texts) {
    assert.match(text, /hidden:[0-9a-f]{16}/);
    assert.doesNotMatch(text, /whsec_/);
    for (const secret of [FIRST, SECOND]) assert.ok(!text.includes(secret.slice("whsec_".length)));
  }
});

Deno.test("readSecrets() finds the secrets of placeholders, in their order", async () => {
  await using desk = await openTestDesk();
  const { document } = await setSecrets(desk, FIRST, SECOND);
  const { secrets } = document.intake!.website!;
  assert.deepEqual(await desk.settings.readSecrets(secrets), [FIRST, SECOND]);
  assert.deepEqual(await desk.settings.readSecrets([secrets[1]!, "hidden:0000000000000000"]), [SECOND]);
});

Deno.test("a placeholder keeps its secret, and the same secret changes nothing", async () => {
  await using desk = await openTestDesk();
  const { document, revision } = await setSecrets(desk, FIRST);
  const { secrets } = document.intake!.website!;
  assert.equal((await setSecrets(desk, ...secrets)).revision, revision);
  assert.equal((await setSecrets(desk, FIRST)).revision, revision);
  await setSecrets(desk, ...secrets, SECOND);
  assert.deepEqual(await desk.settings.readSecrets(secrets), [FIRST]);
});

Deno.test("a secret that the settings no longer have is gone", async () => {
  await using desk = await openTestDesk();
  const { document } = await setSecrets(desk, FIRST);
  const { secrets } = document.intake!.website!;
  await setSecrets(desk);
  assert.deepEqual(await desk.settings.readSecrets(secrets), []);
  await assertRefused(
    desk,
    "invalid",
    /^intake\/website\/secrets has a placeholder, .* Set the secret itself/,
    () => setSecrets(desk, ...secrets),
  );
});

Deno.test("imported settings wait for their secrets", async () => {
  await using desk = await openTestDesk();
  await setSecrets(desk, FIRST);
  await using copy = await openTestDesk();
  await copy.archive.importSettings(await desk.archive.exportSettings());
  const { secrets } = (await copy.settings.read()).intake.website!;
  assert.deepEqual(await copy.settings.readSecrets(secrets), []);
  assert.equal((await setSecrets(copy, FIRST)).revision, 2);
  assert.deepEqual(await copy.settings.readSecrets(secrets), [FIRST]);
});

Deno.test("imported secrets are hidden in every revision", async () => {
  await using desk = await openTestDesk();
  await desk.archive.importSettings([FIRST, SECOND].map((secret, index) => ({
    revision: index + 1,
    at: "2026-11-01T09:00:00.000Z",
    ...BY,
    document: { intake: { website: { secrets: [secret] } } },
  })));
  assert.doesNotMatch(JSON.stringify(await desk.archive.exportSettings()), /whsec_/);
  assert.deepEqual(await desk.settings.readSecrets((await desk.settings.read()).intake.website!.secrets), [SECOND]);
});

for (
  const [what, value] of [
    ["short", `whsec_${new Uint8Array(23).toBase64()}`],
    ["long", `whsec_${new Uint8Array(65).toBase64()}`],
    ["not base64", "whsec_!!!!"],
    ["without a prefix", new Uint8Array(32).toBase64()],
    ["empty", ""],
    ["a number", 7],
  ] as const
) {
  Deno.test(`a secret that is ${what} is rejected, and the message does not repeat it`, async () => {
    await using desk = await openTestDesk();
    const change = () => desk.settings.change(() => ({ intake: { website: { secrets: [value] } } }), BY);
    await assertRefused(
      desk,
      "invalid",
      /^intake\/website\/secrets\/0 must be whsec_ and 24 to 64 random bytes/,
      change,
    );
    const { message } = await change().then(() => assert.fail(), (error) => error);
    if (String(value).length > 6) assert.ok(!message.includes(String(value).slice(6)));
  });
}

for (
  const [problem, source] of [
    [/^intake\/website\/secrets needs a secret/, { secrets: [] }],
    [/^intake\/website\/secrets has too many secrets/, {
      secrets: [1, 2, 3, 4, 5, 6].map((byte) => `whsec_${new Uint8Array(32).fill(byte).toBase64()}`),
    }],
    [/^intake\/website\/messages_per_minute must be a whole number from 1/, { secrets: FIRST, messages_per_minute: 0 }],
    [/intake\/website has no member "secret" \(did you mean "secrets"\?\)/, { secret: FIRST }],
  ] as const
) {
  Deno.test(`settings of a source are rejected: ${problem}`, async () => {
    await using desk = await openTestDesk();
    await assertRefused(
      desk,
      "invalid",
      problem,
      () => desk.settings.change(() => ({ intake: { website: source } }), BY),
    );
  });
}
