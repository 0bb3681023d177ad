import type { VNode } from "preact";
import type { Directory, Route } from "../desk/mod.ts";
import { Empty, Failure, Skeleton } from "./state.tsx";
import { useDesk } from "./ui.ts";

interface OpenedProps<Row, Opened extends Row> {
  directory: Directory<Row, Opened>;
  /** The address or id that was asked for. */
  name: string;
  /** Says that there is no such record. */
  missing: string;
  /** The place of the list. */
  list: Route;
  /** The rows of the sign for loading. */
  rows: number;
  retry(): void;
  children(record: Opened): VNode;
}

/** Shows the open record of a directory, or says that it is missing, loading or could not be loaded. */
export function Opened<Row, Record extends Row>(
  { directory, name, missing, list, rows, retry, children }: OpenedProps<Row, Record>,
) {
  const { desk, words } = useDesk();
  const record = directory.opened.value;
  if (directory.state.value === "missing") {
    return (
      <Empty
        title={missing}
        isHeading
        action={<button type="button" onClick={() => desk.go(list)}>{words.ticket.back}</button>}
      >
        <bdi>{name}</bdi>
      </Empty>
    );
  }
  if (directory.state.value === "failed") return <Failure error={directory.error.value} retry={retry} />;
  return record === null ? <Skeleton rows={rows} label={words.states.loading} /> : children(record);
}
