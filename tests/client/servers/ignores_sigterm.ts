/**
 * A server that ignores the end of its input and SIGTERM, as does its child process. Both create a file named
 * after their process ID in the given folder.
 */
const [folder, child] = Deno.args;
if (child === undefined) {
  new Deno.Command(Deno.execPath(), { args: ["run", "-A", import.meta.filename!, folder!, "child"], stdin: "null" })
    .spawn();
}
Deno.addSignalListener("SIGTERM", () => {});
setInterval(() => {}, 1_000);
Deno.writeTextFileSync(`${folder}/${Deno.pid}`, "");
