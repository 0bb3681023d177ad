/** A server that ends neither with its input nor by SIGTERM, nor does the process that it starts. */
const [child] = Deno.args;
if (child === undefined) {
  new Deno.Command(Deno.execPath(), { args: ["run", "-A", import.meta.filename!, "child"], stdin: "null" }).spawn();
}
Deno.addSignalListener("SIGTERM", () => {});
setInterval(() => {}, 1_000);
Deno.stderr.writeSync(new TextEncoder().encode(`${child ?? "parent"} ${Deno.pid} is here\n`));
