import { useSignal, useSignalEffect } from "@preact/signals";
import type { Bridge } from "../bridges/bridge.ts";

interface Row {
  id: string;
  subject: string;
}

/** The desk: the newest tickets. */
export function App({ bridge }: { bridge: Bridge }) {
  const rows = useSignal<readonly Row[]>([]);
  useSignalEffect(() => {
    const load = async () => {
      rows.value = (await bridge.call<{ tickets: Row[] }>("search_tickets", { query: "status:open" })).tickets;
    };
    void load();
    return bridge.follow(["ticket://list"], load);
  });
  return (
    <main>
      <h1>Support desk</h1>
      <ul>
        {rows.value.map(({ id, subject }) => (
          <li key={id}>
            #{id} <bdi>{subject}</bdi>
          </li>
        ))}
      </ul>
    </main>
  );
}
