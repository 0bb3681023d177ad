import assert from "node:assert/strict";
import { findPython, getInstalledPython, isTooOld, PythonUnusableError } from "../../../bench/programs/python.ts";
import { TemporaryFolder } from "../../end_to_end/temporary_folder.ts";

Deno.test("isTooOld() accepts the versions that the packages support", () => {
  assert.deepEqual(["2.7.18", "3.9.18", "3.10.0", "3.13.0", "4.0.0"].map(isTooOld), [true, true, false, false, false]);
});

Deno.test("findPython() reports that there is no Python", async () => {
  await assert.rejects(findPython("no-such-python"), (error) => {
    return error instanceof PythonUnusableError && error.message === "there is no no-such-python here";
  });
});

Deno.test("findPython() reports why a Python is unusable", async () => {
  await assert.rejects(findPython(Deno.execPath()), PythonUnusableError); // no Python, but a program that refuses
});

Deno.test("getInstalledPython() accepts only an environment for these requirements", async () => {
  await using folder = await TemporaryFolder.create();
  const requirements = [folder.file("requirements.txt"), folder.file("more.txt")];
  await Deno.writeTextFile(requirements[0]!, "mcp==2.3.0\n");
  await Deno.writeTextFile(requirements[1]!, "httptools==0.9.0\n");
  const present = () => getInstalledPython({ command: "python3", version: "3.11.7" }, requirements, folder.path);
  await assert.rejects(present(), PythonUnusableError);
  for (const other of ["3.11.7\nmcp==2.2.0\n\nhttptools==0.9.0\n", "3.11.7\nmcp==2.3.0\n"]) {
    await Deno.writeTextFile(folder.file("installed.txt"), other);
    await assert.rejects(present(), PythonUnusableError);
  }
  await Deno.writeTextFile(folder.file("installed.txt"), "3.11.7\nmcp==2.3.0\n\nhttptools==0.9.0\n");
  assert.ok((await present()).startsWith(folder.path));
});
