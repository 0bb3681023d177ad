/** Faults of the store's files. */

import assert from "node:assert/strict";
import { DAMAGES, flipBytes } from "../../store/kv/check/damages.ts";
import type { Fault } from "../round.ts";
import { endAll } from "./processes.ts";

/** The files of a store. */
const SUFFIXES = ["", "-wal", "-shm"];

/** Nothing can be written beyond a size. */
const full: Fault = {
  name: "a full disk",
  findObstacle: findMissingShell,
  async run(round) {
    const blocks = 600 + round.random(600);
    await using writer = round.startWriter({ shell: `trap "" XFSZ; ulimit -f ${blocks}` });
    await writer.waitForRefusals(10);
    writer.signal("SIGKILL");
    await writer.waitForEnd();
  },
};

/** The store is moved away under a server that writes. What it acknowledges afterwards would be in no desk. */
const moved: Fault = {
  name: "a store that is moved away",
  async run(round) {
    await using writer = round.startWriter();
    await writer.waitFor(round.chooseMoment());
    const away = round.folder.file("away.db");
    for (const suffix of SUFFIXES) await Deno.rename(round.db + suffix, away + suffix).catch(ignoreMissing);
    await writer.waitForRefusals(5);
    writer.signal("SIGKILL");
    await writer.waitForEnd();
    for (const suffix of SUFFIXES) await Deno.rename(away + suffix, round.db + suffix).catch(ignoreMissing);
  },
};

/** A backup is made while hosts write, and put in the store's place: it has everything from before it was started. */
const restored: Fault = {
  name: "backup and restore",
  async run(round) {
    await using writer = round.startWriter();
    await writer.waitFor(round.chooseMoment());
    await writer.finish();
    const copy = round.folder.file("copy.db");
    const [saved] = await Promise.all([round.run(["backup", copy, "--db", round.db]), endAll([writer])]);
    assert.equal(saved.code, 0, saved.stderr);
    const { code, stderr } = await round.run(["restore", copy, "--db", round.db]);
    assert.equal(code, 0, stderr);
  },
};

/** Rows that follow from the tickets are damaged, in any way, and repaired. */
const damaged: Fault = {
  name: "damage and repair",
  async run(round) {
    await using writer = round.startWriter();
    await writer.waitFor(round.chooseMoment());
    await endAll([writer]);
    const damages = DAMAGES.filter(({ kind }) => kind === "derived");
    damages[round.random(damages.length)]!.make(round.db, round.random);
    const { code, stdout, stderr } = await round.run(["check", "--repair", "--db", round.db]);
    assert.equal(code, 0, `${stdout}${stderr}`);
  },
};

/** The file itself is damaged. Damage is found, or nothing is lost. What can be read is saved. */
const spoiled: Fault = {
  name: "flipped and missing bytes",
  async run(round) {
    await using writer = round.startWriter();
    await writer.waitFor(round.chooseMoment());
    await endAll([writer]);
    const damages = DAMAGES.filter(({ kind }) => kind === "file");
    const place = round.random(damages.length + 1);
    if (place === damages.length) flipBytes(round.db, 3, round.random);
    else damages[place]!.make(round.db, round.random);
  },
  async verify(round) {
    const check = await round.run(["check", "--quiet", "--db", round.db]);
    assert.ok([0, 1].includes(check.code), check.stderr);
    if (check.code === 0) return await round.verify();
    const saved = await round.run(["export", "--salvage", "--quiet", "--db", round.db]);
    assert.ok([0, 1].includes(saved.code), `export --salvage ends with ${saved.code}: ${saved.stderr}`);
    return round.count();
  },
};

function findMissingShell(): string | undefined {
  return Deno.build.os === "windows" ? "it needs a POSIX shell" : undefined;
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
}

export const FILE_FAULTS: readonly Fault[] = [full, moved, restored, damaged, spoiled];
