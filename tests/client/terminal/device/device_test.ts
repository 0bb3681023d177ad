import assert from "node:assert/strict";
import { type DeviceStreams, openDevice } from "../../../../client/terminal/device/device.ts";

Deno.test("openDevice() draws on standard output", () => {
  const process = new FakeProcess();
  openDevice(process.streams())!.write("Grüezi");
  assert.deepEqual([process.stdout.text, process.stderr.text], ["Grüezi", ""]);
});

Deno.test("openDevice() draws on standard error if standard output is redirected", () => {
  const process = new FakeProcess();
  process.stdout.terminal = false;
  openDevice(process.streams())!.write("Hello");
  assert.deepEqual([process.stdout.text, process.stderr.text], ["", "Hello"]);
});

for (
  const [reason, change] of [
    ["both outputs are redirected", (process) => void (process.stdout.terminal = process.stderr.terminal = false)],
    ["standard input is redirected", (process) => void (process.stdin.terminal = false)],
    ["the terminal is dumb", (process) => void (process.term = "dumb")],
  ] as [string, (process: FakeProcess) => void][]
) {
  Deno.test(`openDevice() returns null if ${reason}`, () => {
    const process = new FakeProcess();
    change(process);
    assert.equal(openDevice(process.streams()), null);
  });
}

Deno.test("Device.write() repeats partial writes until everything is written", () => {
  const process = new FakeProcess();
  process.stdout.bytesPerWrite = 3;
  openDevice(process.streams())!.write("one two three");
  assert.equal(process.stdout.text, "one two three");
});

Deno.test("Device.write() strips colours if NO_COLOR is set, and keeps other styles", () => {
  const process = new FakeProcess();
  process.noColor = true;
  openDevice(process.streams())!.write("\x1b[31mred\x1b[0m \x1b[1mbold\x1b[0m");
  assert.equal(process.stdout.text, "red\x1b[0m \x1b[1mbold\x1b[0m");
});

Deno.test("Device.read() returns the input as it arrives, and null at its end", async () => {
  const process = new FakeProcess();
  process.stdin.input.push("y", "no\r");
  const device = openDevice(process.streams())!;
  const decoder = new TextDecoder();
  const first = await device.read();
  assert.equal(decoder.decode((await device.read())!), "no\r");
  assert.equal(decoder.decode(first!), "y"); // not overwritten by the second read
  assert.equal(await device.read(), null);
});

for (const [os, cbreak] of [["linux", true], ["darwin", true], ["windows", false]] as const) {
  Deno.test(`Device.setRaw() ${cbreak ? "keeps Ctrl+C working" : "omits the unsupported cbreak mode"} on ${os}`, () => {
    const process = new FakeProcess();
    process.os = os;
    const device = openDevice(process.streams())!;
    device.setRaw(true);
    device.setRaw(false);
    assert.deepEqual(process.stdin.modes, [[true, { cbreak }], [false, { cbreak }]]);
  });
}

for (
  const [size, expected] of [
    [() => ({ columns: 120, rows: 50 }), [120, 50]],
    [() => ({ columns: 0, rows: 0 }), [80, 24]],
    [() => {
      throw new Error("not a terminal");
    }, [80, 24]],
  ] as [DeviceStreams["consoleSize"], [number, number]][]
) {
  Deno.test(`Device has ${expected.join(" × ")} characters for ${size}`, () => {
    const process = new FakeProcess();
    process.consoleSize = size;
    const { columns, rows } = openDevice(process.streams())!;
    assert.deepEqual([columns, rows], expected);
  });
}

Deno.test("Device follows changes of the terminal's size", () => {
  const process = new FakeProcess();
  const device = openDevice(process.streams())!;
  process.consoleSize = () => ({ columns: 40, rows: 10 });
  assert.deepEqual([device.columns, device.rows], [40, 10]);
});

class FakeInput {
  terminal = true;
  readonly input: string[] = [];
  readonly modes: [boolean, { cbreak: boolean }][] = [];

  isTerminal(): boolean {
    return this.terminal;
  }

  read(buffer: Uint8Array): Promise<number | null> {
    const text = this.input.shift();
    return Promise.resolve(text === undefined ? null : new TextEncoder().encodeInto(text, buffer).written);
  }

  setRaw(raw: boolean, options: { cbreak: boolean }): void {
    this.modes.push([raw, options]);
  }
}

class FakeOutput {
  terminal = true;
  bytesPerWrite = Infinity;
  #bytes: number[] = [];

  get text(): string {
    return new TextDecoder().decode(Uint8Array.from(this.#bytes));
  }

  isTerminal(): boolean {
    return this.terminal;
  }

  writeSync(bytes: Uint8Array): number {
    const written = bytes.subarray(0, this.bytesPerWrite);
    this.#bytes.push(...written);
    return written.length;
  }
}

/** A process with its streams on a terminal. */
class FakeProcess {
  readonly stdin = new FakeInput();
  readonly stdout = new FakeOutput();
  readonly stderr = new FakeOutput();
  term: string | undefined = "xterm";
  noColor = false;
  os: typeof Deno.build.os = "linux";
  consoleSize: DeviceStreams["consoleSize"] = () => ({ columns: 100, rows: 30 });

  streams(): DeviceStreams {
    const { stdin, stdout, stderr, term, noColor, os } = this;
    return { stdin, stdout, stderr, term, noColor, os, consoleSize: () => this.consoleSize() };
  }
}
